/** The desk's contests. */
import { request } from '../client';
import type { DeskContest, DeskContestRow } from '../generated/types.gen';

const at = (slug: string) => `desk/contests/${encodeURIComponent(slug)}/`;

export const desk = {
  contests: () => request<DeskContestRow[]>('desk/contests/'),
  contest: (slug: string) => request<DeskContest>(at(slug)),
};
