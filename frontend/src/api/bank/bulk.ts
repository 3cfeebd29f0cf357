/** Changes of many items at once, all of them or none, and the way back. */
import { request } from '../client';
import type { BulkChange as Done, BulkOutcome, TraitsWishRequest } from '../generated/types.gen';

export type BulkChange = TraitsWishRequest;
export type DoneTogether = Done;

const post = <T>(path: string, body?: unknown) =>
  request<T>(`bank/items/bulk/${path}`, { method: 'POST', body, timeout: 30_000 });

export const bulk = {
  change: (codes: string[], change: BulkChange) => post<BulkOutcome>('', { codes, change }),
  /** The last ones of everybody, newest first. */
  list: () => request<DoneTogether[]>('bank/items/bulk/'),
  undo: (uuid: string) => post<DoneTogether>(`${uuid}/undo/`),
};
