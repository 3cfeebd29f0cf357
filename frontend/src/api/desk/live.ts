/** A round while it is open, as its organisers see it and act on it. */
import { request } from '../client';
import type {
  BoardOrganisation,
  HallScene,
  HallWishRequest,
  LateRow,
  LiveNumbers,
  Taker,
} from '../generated/types.gen';

export type { BoardOrganisation, HallScene, LateRow, LiveNumbers, Taker };
export type Scene = HallScene['scene'];

const at = (slug: string, rest: string) => `desk/contests/${encodeURIComponent(slug)}/${rest}`;

/** Every change answers with the numbers after it. */
export function liveOf(slug: string, number: number) {
  const here = (rest: string) => at(slug, `rounds/${number}/${rest}`);
  const post = (rest: string, body: unknown = {}) =>
    request<LiveNumbers>(here(rest), { method: 'POST', body });
  return {
    numbers: () => request<LiveNumbers>(here('live/')),
    late: () => request<LateRow[]>(here('live/late/')),
    people: (q: string) => request<Taker[]>(here(`live/people/?q=${encodeURIComponent(q)}`)),
    extend: (minutes: number, reason: string, person: string | null) =>
      post('extensions/', { minutes, reason, person }),
    pause: (reason: string) => post('pause/', { reason }),
    resume: (moves_close: boolean) => post('resume/', { moves_close }),
    freeze: (reason: string) => post('freeze/', { reason }),
    thaw: (reason: string) => post('thaw/', { reason }),
    announce: (text: string) => post('announcements/', { text }),
    withdraw: (uuid: string) => post(`announcements/${uuid}/withdrawal/`),
  };
}

export type LiveDesk = ReturnType<typeof liveOf>;

export const hallOf = (slug: string) => ({
  scene: () => request<HallScene>(at(slug, 'hall/')),
  show: (body: HallWishRequest) => request<HallScene>(at(slug, 'hall/'), { method: 'PUT', body }),
});
