/** Who climbed between two boards. */

export interface Row {
  key: string;
  rank: number;
}

/** Rows with a key of their own; equal names (they are masked) are told apart by their order. */
export function keyed<T extends { rank: number }>(rows: T[], name: (row: T) => string) {
  const seen = new Map<string, number>();
  return rows.map((row) => {
    const base = name(row);
    const nth = seen.get(base) ?? 0;
    seen.set(base, nth + 1);
    return { ...row, key: `${base}#${nth}` };
  });
}

/** Places gained, for those who gained any. A first board moves nobody. */
export function climbs(before: readonly Row[], after: readonly Row[]): Map<string, number> {
  const ranks = new Map(before.map((row) => [row.key, row.rank]));
  const found = new Map<string, number>();
  for (const { key, rank } of after) {
    const gained = (ranks.get(key) ?? rank) - rank;
    if (gained > 0) found.set(key, gained);
  }
  return found;
}
