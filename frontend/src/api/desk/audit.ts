/** The audit log of a contest. */
import { request } from '../client';
import type { AuditChain, AuditLog } from '../generated/types.gen';

export interface Filter {
  action: string;
  person: string;
}

const CHAIN_MS = 60_000;
const at = (slug: string, rest: string) => `desk/contests/${encodeURIComponent(slug)}/${rest}`;
const query = (filter: Filter, page?: number) =>
  new URLSearchParams(
    Object.entries({ ...filter, page: page ? String(page) : '' }).filter(([, value]) => value),
  ).toString();

export const audit = {
  log: (slug: string, filter: Filter, page: number) =>
    request<AuditLog>(at(slug, `audit/?${query(filter, page)}`)),
  chain: (slug: string) => request<AuditChain>(at(slug, 'audit/chain/'), { timeout: CHAIN_MS }),
  file: (slug: string, filter: Filter) => `/api/v1/${at(slug, `audit.xlsx?${query(filter)}`)}`,
};
