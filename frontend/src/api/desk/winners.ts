/** The prizes of a round or of a whole contest, and the way of each to its winner. */
import { request } from '../client';
import type { PrizeDesk, RevealedClaim, WinnerStepStateEnum } from '../generated/types.gen';
import type { Uuid } from '../types';

const at = (slug: string) => `desk/contests/${encodeURIComponent(slug)}/`;
const post = (body: unknown) => ({ method: 'POST' as const, body });
const query = (round: number | null) => (round === null ? '' : `?round=${round}`);

export interface Settled {
  round: number | null;
  prize: string;
  place: number;
  holder: Uuid;
  reason: string;
}

export const winners = {
  desk: (slug: string, round: number | null) =>
    request<PrizeDesk>(`${at(slug)}prizes/${query(round)}`),
  award: (slug: string, round: number | null) =>
    request<PrizeDesk>(`${at(slug)}prizes/award/`, post({ round })),
  settle: (slug: string, settled: Settled) =>
    request<PrizeDesk>(`${at(slug)}prizes/settle/`, post(settled)),
  move: (slug: string, winner: Uuid, state: WinnerStepStateEnum, reason = '') =>
    request<PrizeDesk>(
      `${at(slug)}winners/${winner}/state/`,
      post(reason ? { state, reason } : { state }),
    ),
  reveal: (slug: string, winner: Uuid, reason: string) =>
    request<RevealedClaim>(`${at(slug)}winners/${winner}/reveal/`, post({ reason })),
  file: (slug: string, round: number | null) =>
    `/api/v1/${at(slug)}prizes/handover.xlsx${query(round)}`,
};
