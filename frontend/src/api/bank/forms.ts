/** Papers that are put together beforehand. */
import { request } from '../client';
import type {
  Balance,
  Form,
  FormCell,
  FormPlace,
  FormSet,
  FormSetRow,
  Job,
  RoundToCome,
  TopicOffer,
} from '../generated/types.gen';
import type { Uuid } from '../types';

const BASE = 'bank/form-sets/';
const post = (body: unknown) => ({ method: 'POST' as const, body, timeout: 30_000 });
const at = (uuid: Uuid, number: number) => `${BASE}${uuid}/forms/${number}/`;
export type { Balance, Form, FormCell, FormPlace, FormSet, FormSetRow, RoundToCome, TopicOffer };

export interface FormWish {
  name: string;
  organiser: string;
  minutes: number;
  forms: number;
  spares: number;
  blueprint: FormCell[];
}

export const forms = {
  availability: () => request<TopicOffer[]>(`${BASE}availability/`),
  list: () => request<FormSetRow[]>(BASE),
  one: (uuid: Uuid) => request<FormSet>(`${BASE}${uuid}/`),
  try: (wish: FormWish) => request<Balance>(`${BASE}trial/`, post(wish)),
  make: (wish: FormWish) => request<FormSet>(BASE, post(wish)),
  replace: (uuid: Uuid, number: number, place: number, reason: string) =>
    request<FormSet>(`${at(uuid, number)}replace/`, post({ place, reason })),
  print: (uuid: Uuid, number: number) => request<Job>(`${at(uuid, number)}print/`, post({})),
  use: (uuid: Uuid, number: number, contest: string, round: number, reason: string) =>
    request<FormSet>(`${at(uuid, number)}use/`, post({ contest, round, reason })),
  rounds: () => request<RoundToCome[]>(`${BASE}rounds/`),
  page: (uuid: Uuid, number: number, key: boolean) =>
    `/api/v1/${at(uuid, number)}page/${key ? '?key=1' : ''}`,
  file: (uuid: Uuid, number: number, key: boolean) =>
    `/api/v1/${at(uuid, number)}paper.pdf${key ? '?key=1' : ''}`,
};
