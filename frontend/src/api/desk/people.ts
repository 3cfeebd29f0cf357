/** What looked odd, who was disqualified, and whom a search finds. */
import { request } from '../client';
import type {
  AnomalyDetail,
  AnomalyQueue,
  Disqualification,
  FoundParticipant,
  Job,
} from '../generated/types.gen';
import type { Uuid } from '../types';

const at = (slug: string) => `desk/contests/${encodeURIComponent(slug)}/`;
const post = (body: unknown) => ({ method: 'POST' as const, body });

export interface Filter {
  state: string;
  kind: string;
  round: string;
}

export interface Decision {
  decision: 'dismiss' | 'warn' | 'disqualify';
  reason: string;
  notice?: string;
  people?: Uuid[];
  whole_contest?: boolean;
}

const query = (filter: Filter) =>
  new URLSearchParams(Object.entries(filter).filter(([, value]) => value)).toString();

export const people = {
  anomalies: (slug: string, filter: Filter) =>
    request<AnomalyQueue>(`${at(slug)}anomalies/?${query(filter)}`),
  anomaly: (slug: string, uuid: Uuid) => request<AnomalyDetail>(`${at(slug)}anomalies/${uuid}/`),
  decide: (slug: string, uuid: Uuid, decision: Decision) =>
    request<AnomalyDetail>(`${at(slug)}anomalies/${uuid}/decision/`, post(decision)),
  scan: (slug: string, round: number) =>
    request<Job>(`${at(slug)}rounds/${round}/anomalies/scan/`, post({})),
  job: (uuid: Uuid) => request<Job>(`jobs/${uuid}/`),
  disqualifications: (slug: string) => request<Disqualification[]>(`${at(slug)}disqualifications/`),
  disqualify: (
    slug: string,
    wish: { person: Uuid; round: number | null; reason: string; notice: string },
  ) => request<Disqualification[]>(`${at(slug)}disqualifications/`, post(wish)),
  answer: (slug: string, uuid: Uuid, accepted: boolean, answer: string) =>
    request<Disqualification[]>(
      `${at(slug)}disqualifications/${uuid}/answer/`,
      post({ accepted, answer }),
    ),
  lift: (slug: string, uuid: Uuid, reason: string) =>
    request<Disqualification[]>(`${at(slug)}disqualifications/${uuid}/lift/`, post({ reason })),
  find: (slug: string, text: string) =>
    request<FoundParticipant[]>(`${at(slug)}participants/?q=${encodeURIComponent(text)}`),
};
