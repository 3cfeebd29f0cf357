/** What a participant is told, may answer, has won and brought along. */
import { request } from './client';
import type { ErasurePlan, Invitation, Notice, OwnPrize } from './generated/types.gen';
import type { Uuid } from './types';

const at = (slug: string) => `contests/${encodeURIComponent(slug)}/`;

export interface Claim {
  phone: string;
  number: string;
  delivery: string;
}

export const own = {
  notices: () => request<Notice[]>('notices/'),
  read: () => request<Notice[]>('notices/', { method: 'POST', body: {} }),
  appeal: (decision: Uuid, text: string) =>
    request<Notice[]>(`disqualifications/${decision}/appeal/`, { method: 'POST', body: { text } }),
  prizes: () => request<OwnPrize[]>('prizes/'),
  claim: (slug: string, claim: Claim) =>
    request<OwnPrize[]>(`${at(slug)}claim/`, { method: 'PUT', body: claim }),
  erasure: () => request<ErasurePlan>('own-erasure/'),
  erase: (token: string, password: string) =>
    request<void>('own-erasure/', { method: 'POST', body: { token, password } }),
  invitation: (slug: string) => request<Invitation>(`${at(slug)}invitation/`),
  invite: (slug: string) =>
    request<Invitation>(`${at(slug)}invitation/`, { method: 'POST', body: {} }),
};
