/** Boards of organisations, and what reorganising them needs. */
import { request } from '../client';
import type {
  Absence,
  Administered,
  OrganisationBoard,
  OrganisationDetail,
  Participation,
} from '../generated/types.gen';

export type Scope = 'today' | 'round' | 'contest';
export type { Absence, Administered, OrganisationBoard, OrganisationDetail, Participation };

const board = (scope: Scope, within: string) =>
  new URLSearchParams(within ? { scope, within } : { scope }).toString();
const at = (slug: string, round: number, rest: string) =>
  `desk/contests/${encodeURIComponent(slug)}/rounds/${round}/organisations${rest}`;
const change = (uuid: string, what: string, body: object) =>
  request<OrganisationDetail>(`desk/organisations/${uuid}/${what}/`, {
    method: 'POST',
    body,
    timeout: 60_000,
  });

export const organisations = {
  jury: (slug: string, round: number, scope: Scope, within: string) =>
    request<OrganisationBoard>(at(slug, round, `/?${board(scope, within)}`)),
  file: (slug: string, round: number, scope: Scope, within: string) =>
    `/api/v1/${at(slug, round, `.xlsx?${board(scope, within)}`)}`,
  detail: (uuid: string) => request<OrganisationDetail>(`desk/organisations/${uuid}/`),
  rename: (uuid: string, name: string, valid_from: string, reason: string) =>
    change(uuid, 'rename', { name, valid_from, reason }),
  undoRename: (uuid: string, reason: string) => change(uuid, 'rename/undo', { reason }),
  move: (uuid: string, below: string, reason: string) => change(uuid, 'move', { below, reason }),
  merge: (uuid: string, into: string, valid_from: string, reason: string) =>
    change(uuid, 'merge', { into, valid_from, reason }),
  administered: () => request<Administered>('organisations/administered/'),
  participation: (uuid: string, round: string) =>
    request<Participation>(`organisations/${uuid}/participation/?round=${round}`),
  absence: (uuid: string, round: string, page: number) =>
    request<Absence>(`organisations/${uuid}/absence/?round=${round}&page=${page}`),
  absenceFile: (uuid: string, round: string) =>
    `/api/v1/organisations/${uuid}/absence.xlsx?round=${round}`,
};
