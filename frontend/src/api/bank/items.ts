/** The bank's items: found, written, judged. */
import { request } from '../client';
import type {
  Draft,
  ItemComment,
  ItemCreationRequest,
  ItemDetail,
  ItemPage,
  ItemRow,
  ItemVersion,
  KeyChange,
  VersionRow,
} from '../generated/types.gen';

export type { Draft, ItemComment, ItemDetail, ItemPage, ItemRow, KeyChange, VersionRow };

/** What an item has besides its words. */
export type Traits = Omit<Required<ItemCreationRequest>, 'document'>;

const at = (code: string, rest = '') => `bank/items/${encodeURIComponent(code)}/${rest}`;
const post = <T>(path: string, body: unknown = {}) => request<T>(path, { method: 'POST', body });

/** Lists are given by repeating a parameter; what is empty is left out. */
export type Search = Record<string, string | string[] | boolean | number | undefined>;

export function query(search: Search): string {
  const asked = new URLSearchParams();
  for (const [name, value] of Object.entries(search)) {
    for (const one of Array.isArray(value) ? value : [value]) {
      if (one !== undefined && one !== '') asked.append(name, String(one));
    }
  }
  return asked.toString();
}

export const bank = {
  items: (search: Search) => request<ItemPage>(`bank/items/?${query(search)}`),
  item: (code: string) => request<ItemDetail>(at(code)),
  create: (body: ItemCreationRequest) => post<ItemDetail>('bank/items/', body),
  change: (code: string, body: Partial<Traits>) =>
    request<ItemDetail>(at(code), { method: 'PATCH', body }),
  saveDraft: (code: string, revision: number, document: unknown) =>
    request<Draft>(at(code, 'draft/'), { method: 'PUT', body: { revision, document } }),
  dropDraft: (code: string, revision: number) =>
    request<void>(at(code, `draft/?revision=${revision}`), { method: 'DELETE' }),
  restoreVersion: (code: string, version: number, revision: number) =>
    post<ItemDetail>(at(code, 'draft/restore/'), { version, revision }),
  submit: (code: string, revision: number) => post<ItemDetail>(at(code, 'submit/'), { revision }),
  version: (code: string, number: number) => request<ItemVersion>(at(code, `versions/${number}/`)),
  review: (code: string, version: number, verdict: 'approved' | 'returned', comment: string) =>
    post<ItemDetail>(at(code, 'review/'), { version, verdict, comment }),
  retire: (code: string, reason: string) => post<ItemDetail>(at(code, 'retire/'), { reason }),
  restore: (code: string) => post<ItemDetail>(at(code, 'restore/')),
  comment: (code: string, text: string) => post<ItemDetail>(at(code, 'comments/'), { text }),
  settle: (code: string, uuid: string) => post<ItemDetail>(at(code, `comments/${uuid}/settle/`)),
};
