/** What was typed and has not reached the server yet, on this device; gone once it has. */
import type { ItemDocument } from './document';

export interface Kept {
  /** The one it was typed upon. */
  revision: number;
  document: ItemDocument;
}

const name = (code: string) => `hoc-so-draft:${code}`;

export const shelf = {
  keep(code: string, kept: Kept): void {
    try {
      localStorage.setItem(name(code), JSON.stringify(kept));
    } catch {
      // Full or forbidden: the server's copy a second later is all there is.
    }
  },
  read(code: string): Kept | null {
    try {
      const kept: unknown = JSON.parse(localStorage.getItem(name(code)) ?? 'null');
      return kept !== null && typeof kept === 'object' && 'document' in kept
        ? (kept as Kept)
        : null;
    } catch {
      return null;
    }
  },
  forget(code: string): void {
    try {
      localStorage.removeItem(name(code));
    } catch {
      // Nothing was kept.
    }
  },
};
