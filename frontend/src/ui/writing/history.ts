/** Steps back and forth. Changes in one place within a moment are one step. */

const DEPTH = 100;
const MOMENT_MS = 800;

export class History<State> {
  private past: State[] = [];
  private future: State[] = [];
  private lastAt = -Infinity;
  private lastPlace = '';

  constructor(private now: State) {}

  get canUndo(): boolean {
    return this.past.length > 0;
  }
  get canRedo(): boolean {
    return this.future.length > 0;
  }

  /** `place` names where the change was made; "" is always a step of its own. */
  add(state: State, place: string, at: number): void {
    const goesOn = place !== '' && place === this.lastPlace && at - this.lastAt < MOMENT_MS;
    if (!goesOn) this.past = [...this.past.slice(1 - DEPTH), this.now];
    this.future = [];
    this.now = state;
    this.lastAt = at;
    this.lastPlace = place;
  }

  undo(): State {
    const before = this.past.pop();
    if (before !== undefined) {
      this.future.push(this.now);
      this.now = before;
      this.lastPlace = '';
    }
    return this.now;
  }

  redo(): State {
    const next = this.future.pop();
    if (next !== undefined) {
      this.past.push(this.now);
      this.now = next;
      this.lastPlace = '';
    }
    return this.now;
  }
}
