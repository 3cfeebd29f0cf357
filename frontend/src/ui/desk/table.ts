/** What a column of the desk's table is. */
import type { Snippet } from 'svelte';

type Value = string | number | null;

export interface Column<Row> {
  key: string;
  title: string;
  /** What it sorts by, and shows unless `text` or `cell` says otherwise. Numbers stand right;
   * a card leaves out what is ''. */
  value: (row: Row) => Value;
  text?: (row: Row) => string;
  href?: (row: Row) => string | undefined;
  cell?: Snippet<[Row]>;
  /** Decimals of a number. */
  digits?: number;
  /** Where it stands, when its first value does not tell. */
  align?: 'start' | 'end';
  sortable?: boolean;
  /** May break into several lines. */
  wraps?: boolean;
  /** What a row is called where it stands as a card. */
  leads?: boolean;
}

export interface Order {
  key: string;
  down: boolean;
}

const words = new Intl.Collator('vi', { numeric: true });

/** Sorted copy; what has no value stands last either way. */
export function sorted<Row>(rows: Row[], column: Column<Row> | undefined, down: boolean): Row[] {
  if (!column) return rows;
  return rows.toSorted((a, b) => {
    const [x, y] = [column.value(a), column.value(b)];
    if (x === null || y === null) return Number(x === null) - Number(y === null);
    const order =
      typeof x === 'number' && typeof y === 'number' ? x - y : words.compare(String(x), String(y));
    return down ? -order : order;
  });
}
