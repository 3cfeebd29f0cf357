/** The desk's contests: what organisers set, and where each stands. */
import { request } from '../client';
import type {
  BankTopic,
  ChecklistEntry,
  CommitteeMember,
  ContestForms,
  PatchedContestChangeRequest,
  DeskContest,
  DeskContestRow,
  NamedOrganisation,
  Pool,
  Preset,
  WeeklyPlanRequest,
} from '../generated/types.gen';

export type {
  BankTopic,
  ChecklistEntry,
  CommitteeMember,
  ContestForms,
  DeskContest,
  DeskContestRow,
  NamedOrganisation,
  Pool,
  Preset,
};
export type ContestChange = PatchedContestChangeRequest;
export type WeeklyPlan = WeeklyPlanRequest;
export type NewContest = { title: string; organiser: string; organisation: string };
export type RoundPlan = { title: string; opens_at: string; closes_at: string };

const UPLOAD_MS = 60_000;
const at = (slug: string, rest = '') => `desk/contests/${encodeURIComponent(slug)}/${rest}`;

function picture(file: File): FormData {
  const form = new FormData();
  form.append('picture', file);
  return form;
}

export const desk = {
  contests: () => request<DeskContestRow[]>('desk/contests/'),
  contest: (slug: string) => request<DeskContest>(at(slug)),
  organisations: () => request<NamedOrganisation[]>('desk/own-organisations/'),
  create: (body: NewContest) => request<DeskContest>('desk/contests/', { method: 'POST', body }),
  clone: (slug: string, body: { title: string; first_opens_at: string }) =>
    request<DeskContest>(at(slug, 'clone/'), { method: 'POST', body }),
  change: (slug: string, body: ContestChange) =>
    request<DeskContest>(at(slug), { method: 'PATCH', body }),
  setBanner: (slug: string, file: File) =>
    request<DeskContest>(at(slug, 'banner/'), {
      method: 'PUT',
      body: picture(file),
      timeout: UPLOAD_MS,
    }),
  removeBanner: (slug: string) => request<DeskContest>(at(slug, 'banner/'), { method: 'DELETE' }),
  planWeeks: (slug: string, body: WeeklyPlan) =>
    request<DeskContest>(at(slug, 'rounds/weekly/'), { method: 'PUT', body }),
  addRound: (slug: string, body: RoundPlan) =>
    request<DeskContest>(at(slug, 'rounds/'), { method: 'POST', body }),
  changeRound: (slug: string, number: number, body: Partial<RoundPlan>) =>
    request<DeskContest>(at(slug, `rounds/${number}/`), { method: 'PATCH', body }),
  removeRound: (slug: string, number: number) =>
    request<DeskContest>(at(slug, `rounds/${number}/`), { method: 'DELETE' }),
  pool: (slug: string) => request<Pool>(at(slug, 'pool/')),
  chooseTopics: (slug: string, topics: string[]) =>
    request<Pool>(at(slug, 'pool/'), { method: 'PUT', body: { topics } }),
  forms: (slug: string) => request<ContestForms>(at(slug, 'forms/')),
  useForm: (slug: string, round: number, set: string, form: number, reason: string) =>
    request<ContestForms>(at(slug, `rounds/${round}/form/`), {
      method: 'PUT',
      body: { set, form, reason },
    }),
  committee: (slug: string) => request<CommitteeMember[]>(at(slug, 'possible-committee/')),
  presets: (slug: string) => request<Preset[]>(at(slug, 'rulebook/presets/')),
  usePreset: (slug: string, document: unknown, reason: string) =>
    request(at(slug, 'rulebook/versions/'), { method: 'POST', body: { document, reason } }),
  checklist: (slug: string) => request<ChecklistEntry[]>(at(slug, 'checklist/')),
  publish: (slug: string) => request<DeskContest>(at(slug, 'publication/'), { method: 'POST' }),
  unpublish: (slug: string) => request<DeskContest>(at(slug, 'publication/'), { method: 'DELETE' }),
};
