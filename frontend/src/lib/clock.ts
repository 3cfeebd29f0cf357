/** Time left by the server's word, run down by the page's own monotonic clock, never the wall clock. */

export interface Sources {
  /** Milliseconds that only go forward. */
  steady(): number;
  /** The device's wall clock: used only across sleep and reload, until the server has answered. */
  wall(): number;
}

const REAL: Sources = { steady: () => performance.now(), wall: () => Date.now() };

/** Differences up to this much are network delay, not news. */
const NOISE_MS = 1_500;
const SLEPT_MS = 5_000;

export class TimeLeft {
  private left = 0;
  private steadyAt = 0;
  private wallAt = 0;
  private held = false;

  constructor(private readonly sources: Sources = REAL) {}

  get ms(): number {
    const gone = this.held ? 0 : this.sources.steady() - this.steadyAt;
    return Math.max(0, this.left - gone);
  }

  /** Stands still while the round is paused, and runs on with what was left. */
  hold(held: boolean): void {
    if (held === this.held) return;
    const left = this.ms;
    this.held = held;
    this.set(left);
  }

  /** The server says `left` ms remain; its reply took `roundTrip` ms there and back. */
  hear(left: number, roundTrip = 0): void {
    const likely = left - roundTrip / 2;
    const current = this.ms;
    const known = this.steadyAt > 0;
    // Replies that took long overstate the time: small differences only ever shorten it.
    if (known && likely > current && likely - current < NOISE_MS + roundTrip / 2) return;
    this.set(likely);
  }

  /** Picks up a paper kept on this device: right unless someone moved the clock, and provisional. */
  recall(left: number, at: number): void {
    this.set(left - Math.max(0, this.sources.wall() - at));
  }

  /** After the page was hidden: some devices stop the steady clock while they sleep. */
  wake(): void {
    const steady = this.sources.steady() - this.steadyAt;
    const wall = this.sources.wall() - this.wallAt;
    if (!this.held && this.steadyAt && wall - steady > SLEPT_MS) this.set(this.left - wall);
  }

  private set(left: number): void {
    this.left = Math.max(0, left);
    this.steadyAt = this.sources.steady();
    this.wallAt = this.sources.wall();
  }
}
