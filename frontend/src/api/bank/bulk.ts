/** Changes of many items at once, all of them or none, and the way back. */
import { request } from '../client';
import type { BulkOutcome, TraitsWishRequest } from '../generated/types.gen';

export type BulkChange = TraitsWishRequest;
export type { BulkOutcome };

const post = (body: unknown) =>
  request<BulkOutcome>('bank/items/bulk/', { method: 'POST', body, timeout: 30_000 });

export const bulk = {
  change: (codes: string[], change: BulkChange) => post({ codes, change }),
  undo: (done: BulkOutcome) => post({ each: done.undo }),
};
