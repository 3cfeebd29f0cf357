/** Counts of a file's rows. */
import type { RowState } from '$/api/bank/exchange';

export const STATES: RowState[] = ['new', 'same', 'changed', 'similar', 'faulty'];

export type Counts = Record<string, number>;
export const rowsIn = (counts: Counts): number =>
  STATES.reduce((sum, state) => sum + (counts[state] ?? 0), 0);
/** Rows that will not be stored though they could be. */
export const leftOut = (counts: Counts): number => rowsIn(counts) - (counts.wanted ?? 0);
