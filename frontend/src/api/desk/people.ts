/** What looked odd, who was disqualified, and whom a search finds. */
import { request } from '../client';
import type {
  AnomalyDetail,
  AnomalyQueue,
  Disqualification,
  DisqualificationTrial,
  ErasurePlan,
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
  tryDisqualification: (slug: string, wish: { people: Uuid[]; round: number | null }) =>
    request<DisqualificationTrial>(`${at(slug)}disqualifications/trial/`, post(wish)),
  answer: (slug: string, uuid: Uuid, accepted: boolean, answer: string) =>
    request<Disqualification[]>(
      `${at(slug)}disqualifications/${uuid}/answer/`,
      post({ accepted, answer }),
    ),
  lift: (slug: string, uuid: Uuid, reason: string) =>
    request<Disqualification[]>(`${at(slug)}disqualifications/${uuid}/lift/`, post({ reason })),
  erasure: (slug: string, person: Uuid) =>
    request<ErasurePlan>(`${at(slug)}people/${person}/erasure/`),
  erase: (slug: string, person: Uuid, token: string, reason: string) =>
    request<void>(`${at(slug)}people/${person}/erasure/`, post({ token, reason })),
  find: (slug: string, text: string) =>
    request<FoundParticipant[]>(`${at(slug)}participants/?q=${encodeURIComponent(text)}`),
};
