/** Searches that people keep under a name. */
import { request } from '../client';
import type { Filter } from '../generated/types.gen';

type Asked = Record<string, string[]>;
export interface SavedFilter {
  uuid: string;
  name: string;
  query: Asked;
}

const read = ({ uuid, name, query }: Filter): SavedFilter => ({
  uuid,
  name,
  query: Object.fromEntries(
    Object.entries(query)
      .filter(([, value]) => value !== null && value !== '' && value !== undefined)
      .map(([field, value]) => [field, (Array.isArray(value) ? value : [value]).map(String)]),
  ),
});

export const filters = {
  list: async () => (await request<Filter[]>('bank/filters/')).map(read),
  /** `lists` are the fields that may have several values. */
  keep: async (name: string, asked: Asked, lists: ReadonlySet<string>) => {
    const query = Object.fromEntries(
      Object.entries(asked)
        .filter(([field]) => field !== 'order')
        .map(([field, values]) => [field, lists.has(field) ? values : values[0]]),
    );
    return read(await request<Filter>('bank/filters/', { method: 'POST', body: { name, query } }));
  },
  forget: (uuid: string) => request<void>(`bank/filters/${uuid}/`, { method: 'DELETE' }),
};
