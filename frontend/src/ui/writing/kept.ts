/** What was typed and has not reached the server yet, on this device; gone once it has. */

export interface Kept<Written> {
  /** The one it was typed upon. */
  revision: number;
  document: Written;
}

export const kept = {
  keep<Written>(name: string, what: Kept<Written>): void {
    try {
      localStorage.setItem(name, JSON.stringify(what));
    } catch {
      // Full or forbidden: the server's copy a second later is all there is.
    }
  },
  read<Written>(name: string): Kept<Written> | null {
    try {
      const found: unknown = JSON.parse(localStorage.getItem(name) ?? 'null');
      return found !== null && typeof found === 'object' && 'document' in found
        ? (found as Kept<Written>)
        : null;
    } catch {
      return null;
    }
  },
  forget(name: string): void {
    try {
      localStorage.removeItem(name);
    } catch {
      // Nothing was kept.
    }
  },
};
