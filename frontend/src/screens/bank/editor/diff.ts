/** What changed between two texts, word by word. */

export interface Piece {
  text: string;
  /** −1 only before, +1 only after. */
  side: -1 | 0 | 1;
}

const MOST_WORDS = 1_500;
const parts = (text: string): string[] => text.match(/\s+|[\p{L}\p{N}]+|[^\s\p{L}\p{N}]/gu) ?? [];

/** By the longest common run of words; very long texts are shown whole. */
export function diff(before: string, after: string): Piece[] {
  if (before === after) return before ? [{ text: before, side: 0 }] : [];
  const [a, b] = [parts(before), parts(after)];
  if (a.length > MOST_WORDS || b.length > MOST_WORDS) {
    return joined([
      { text: before, side: -1 },
      { text: after, side: 1 },
    ]);
  }
  const width = b.length + 1;
  const longest = new Uint16Array((a.length + 1) * width);
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      longest[i * width + j] =
        a[i] === b[j]
          ? (longest[(i + 1) * width + j + 1] ?? 0) + 1
          : Math.max(longest[(i + 1) * width + j] ?? 0, longest[i * width + j + 1] ?? 0);
    }
  }
  return joined(walk(a, b, longest, width));
}

function walk(a: string[], b: string[], longest: Uint16Array, width: number): Piece[] {
  const pieces: Piece[] = [];
  let [i, j] = [0, 0];
  while (i < a.length || j < b.length) {
    const down = longest[(i + 1) * width + j] ?? 0;
    const right = longest[i * width + j + 1] ?? 0;
    if (i < a.length && j < b.length && a[i] === b[j]) {
      pieces.push({ text: a[i++] ?? '', side: 0 });
      j++;
    } else if (j >= b.length || (i < a.length && down >= right)) {
      pieces.push({ text: a[i++] ?? '', side: -1 });
    } else {
      pieces.push({ text: b[j++] ?? '', side: 1 });
    }
  }
  return pieces;
}

/** Runs of one side are one piece. */
function joined(pieces: Piece[]): Piece[] {
  const runs: Piece[] = [];
  for (const piece of pieces) {
    const before = runs.at(-1);
    if (before?.side === piece.side) before.text += piece.text;
    else if (piece.text) runs.push({ ...piece });
  }
  return runs;
}
