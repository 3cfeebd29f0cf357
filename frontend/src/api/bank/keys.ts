/** Doubtful keys: proposed by one person, decided by another. */
import { request } from '../client';
import type { ItemDetail, KeyChange, KeyDecided } from '../generated/types.gen';

export type { KeyChange, KeyDecided };

export const keyChanges = {
  waiting: () => request<KeyChange[]>('bank/key-changes/?state=proposed'),
  propose: (code: string, version: number, correct: unknown, reason: string) =>
    request<ItemDetail>(`bank/items/${encodeURIComponent(code)}/key-changes/`, {
      method: 'POST',
      body: { version, correct, reason },
    }),
  decide: (uuid: string, accept: boolean) =>
    request<KeyDecided>(`bank/key-changes/${uuid}/decide/`, { method: 'POST', body: { accept } }),
};
