/** A lesson held by mouse, finger or pen above the outline, and the place that it would take. */

export interface Place {
  module: string;
  at: number;
}

const EDGE_PX = 72;
const STEP_PX = 10;

export class Dragging {
  key = $state('');
  over = $state.raw<Place | null>(null);
  private y = 0;

  /** `put` is told where the lesson was let go. */
  constructor(private readonly put: (key: string, place: Place) => void) {}

  readonly hold = (event: PointerEvent, key: string): void => {
    if (event.button !== 0) return;
    event.preventDefault();
    (event.currentTarget as HTMLElement).setPointerCapture(event.pointerId);
    this.key = key;
    this.y = event.clientY;
    requestAnimationFrame(this.scroll);
  };

  readonly move = (event: PointerEvent): void => {
    if (!this.key) return;
    this.y = event.clientY;
    this.over = placeUnder(event.clientX, event.clientY);
  };

  readonly drop = (): void => {
    const { key, over } = this;
    this.cancel();
    if (key && over) this.put(key, over);
  };

  readonly cancel = (): void => {
    this.key = '';
    this.over = null;
  };

  /** Near an edge of the window the page follows, for as long as the lesson is held. */
  private readonly scroll = (): void => {
    if (!this.key) return;
    if (this.y < EDGE_PX) scrollBy(0, -STEP_PX);
    else if (this.y > innerHeight - EDGE_PX) scrollBy(0, STEP_PX);
    requestAnimationFrame(this.scroll);
  };
}

/** Above the middle of a row its own place, below it the next one; within a module its end. */
function placeUnder(x: number, y: number): Place | null {
  const under = document.elementFromPoint(x, y);
  const module = under?.closest<HTMLElement>('[data-module]');
  if (!module) return null;
  const rows = [...module.querySelectorAll('li')];
  const row = under?.closest('li');
  const at = row ? rows.indexOf(row) : -1;
  const end = { module: module.dataset.module ?? '', at: rows.length };
  if (!row || at < 0) return end;
  const box = row.getBoundingClientRect();
  return { ...end, at: y < box.top + box.height / 2 ? at : at + 1 };
}
