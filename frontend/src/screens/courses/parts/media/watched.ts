/** Which portions of a video or of sound were played: what was skipped is not among them. */

export const PORTION = 5;
/** Played so much of a portion, one has watched it. */
const ENOUGH = 3;
/** A step longer than this is a jump, at the fastest speed too. */
const LONGEST_STEP = 1.6;

export class Watched {
  private last: number | null = null;
  private readonly played = new Map<number, number>();
  private readonly told = new Set<number>();

  constructor(
    private readonly seconds: number,
    known: readonly number[] = [],
  ) {
    for (const portion of known) this.told.add(portion);
  }

  /** Playing has come to this second; the portions that are complete now, and were not before. */
  at(second: number): number[] {
    const from = this.last;
    this.last = second;
    if (from === null || second <= from || second - from > LONGEST_STEP) return [];
    const found: number[] = [];
    for (let one = Math.floor(from / PORTION); one * PORTION < second; one += 1) {
      const begins = one * PORTION;
      const part = Math.min(second, begins + PORTION) - Math.max(from, begins);
      const sum = (this.played.get(one) ?? 0) + part;
      this.played.set(one, sum);
      const long = Math.min(PORTION, this.seconds - begins);
      if (long > 0 && sum >= Math.min(ENOUGH, long * 0.6) && !this.told.has(one)) {
        this.told.add(one);
        found.push(one);
      }
    }
    return found;
  }

  /** Playing stands still or goes on elsewhere. */
  jump(): void {
    this.last = null;
  }

  /** Where one goes on: behind what was watched from the beginning on; 0 when all of it was. */
  get next(): number {
    let portion = 0;
    while (this.told.has(portion)) portion += 1;
    return portion * PORTION >= this.seconds ? 0 : portion * PORTION;
  }
}
