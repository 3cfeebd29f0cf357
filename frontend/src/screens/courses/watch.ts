/** When a part of a lesson counts as seen: most of it, or its end, was on the screen for a moment
 * as long as its words ask for, while the page was looked at.
 */

const EVERY_MS = 400;
const WORD_MS = 60;
const SHORTEST_MS = 800;
const LONGEST_MS = 6_000;
const MOST = 0.6;

/** How long a part of so many words must be on the screen. */
export const momentFor = (words: number): number =>
  Math.min(LONGEST_MS, Math.max(SHORTEST_MS, words * WORD_MS));

interface Edges {
  top: number;
  bottom: number;
}

/** Whether a part counts as on the screen: most of it, most of the screen, or its end. */
export function isOnScreen({ top, bottom }: Edges, height: number): boolean {
  const shown = Math.min(bottom, height) - Math.max(top, 0);
  if (shown <= 0) return false;
  return shown >= MOST * Math.min(bottom - top, height) || bottom <= height;
}

/** Whether most of it, or its end, is on the screen: what it takes for a long part to be read out. */
export function isReadOut({ top, bottom }: Edges, height: number): boolean {
  const shown = Math.min(bottom, height) - Math.max(top, 0);
  return shown > 0 && (shown >= MOST * (bottom - top) || bottom <= height);
}

interface Followed {
  node: HTMLElement;
  left: number;
  readOut: boolean;
}

export class Watch {
  private readonly followed = new Map<string, Followed>();
  private timer: ReturnType<typeof setInterval> | undefined;

  constructor(private readonly onseen: (key: string) => void) {}

  /** Follows a part until it was seen; the answer stops following. */
  follow(key: string, node: HTMLElement): () => void {
    const words = (node.textContent ?? '').split(/\s+/).filter(Boolean).length;
    this.followed.set(key, { node, left: momentFor(words), readOut: false });
    this.timer ??= setInterval(this.look, EVERY_MS);
    return () => this.forget(key);
  }

  forget(key: string): void {
    this.followed.delete(key);
    if (this.followed.size) return;
    clearInterval(this.timer);
    this.timer = undefined;
  }

  private readonly look = (): void => {
    if (document.visibilityState !== 'visible') return;
    for (const [key, one] of this.followed) {
      const edges = one.node.getBoundingClientRect();
      if (!isOnScreen(edges, innerHeight)) continue;
      one.left -= EVERY_MS;
      one.readOut ||= isReadOut(edges, innerHeight);
      if (one.left > 0 || !one.readOut) continue;
      this.forget(key);
      this.onseen(key);
    }
  };
}
