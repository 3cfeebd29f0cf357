/** Changes of many items at once, all of them or none, and the way back. */
import { request } from '../client';
import type {
  BulkChange as Done,
  BulkOutcome,
  BulkSubmission,
  RefusedItem,
  TraitsWishRequest,
} from '../generated/types.gen';

export type BulkChange = TraitsWishRequest;
export type DoneTogether = Done;
export type Refused = RefusedItem;

/** As many drafts as one request may hand in. */
const MOST_SUBMITTED = 50;

const post = <T>(path: string, body?: unknown) =>
  request<T>(`bank/items/bulk/${path}`, { method: 'POST', body, timeout: 30_000 });

export const bulk = {
  change: (codes: string[], change: BulkChange) => post<BulkOutcome>('', { codes, change }),
  /** Hand in drafts, some at a time; `ontold` hears how many were judged so far. */
  async submit(codes: string[], ontold: (done: number) => void): Promise<BulkSubmission> {
    const all: BulkSubmission = { submitted: [], refused: [] };
    for (let from = 0; from < codes.length; from += MOST_SUBMITTED) {
      const some = { codes: codes.slice(from, from + MOST_SUBMITTED) };
      const { submitted, refused } = await post<BulkSubmission>('submit/', some);
      all.submitted.push(...submitted);
      all.refused.push(...refused);
      ontold(Math.min(from + MOST_SUBMITTED, codes.length));
    }
    return all;
  },
  /** The last ones of everybody, newest first. */
  list: () => request<DoneTogether[]>('bank/items/bulk/'),
  undo: (uuid: string) => post<DoneTogether>(`${uuid}/undo/`),
};
