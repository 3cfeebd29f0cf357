/** Cohorts as those who teach them see them; the code on the wall, and coming in by a code. */
import { request } from './client';
import type {
  Attended,
  Cohort,
  CohortChoices,
  CohortInvitation,
  CohortSummary,
  CohortTrainer,
  DuePlan,
  EnrolmentImport,
  EnrolmentRuleList,
  EnrolmentRuleMade,
  EnrolmentRulePreview,
  RuleOrganisations,
  IndicatorReport,
  Job,
  LearnerPage,
  LessonReport,
  OrganisationFigures,
  RollEntry,
  Session,
  SessionList,
  WallCode,
} from './generated/types.gen';

export interface CohortWish {
  title: string;
  opens_on: string;
  closes_on: string;
  place: string;
  capacity: number | null;
  entry: 'open' | 'code' | 'invited';
  trainers?: string[];
  course?: string;
  organisation?: string;
}
export interface RuleWish {
  organisation: string;
  kinds: string[];
  roles: string[];
  least_age: number | null;
  most_age: number | null;
}
export interface DueWish {
  of: 'module' | 'lesson';
  key: string;
  day?: number;
  on?: string;
}
export interface SessionWish {
  title: string;
  starts_at: string;
  ends_at: string;
  place: string;
  link: string;
}

const UPLOAD_MS = 90_000;
const at = (cohort: string, rest = '') => `teaching/cohorts/${cohort}/${rest}`;
const own = (code: string, rest = '') => `cohorts/${encodeURIComponent(code)}/${rest}`;

export const teaching = {
  cohorts: () => request<Cohort[]>('teaching/cohorts/'),
  choices: () => request<CohortChoices>('teaching/cohort-choices/'),
  create: (body: CohortWish) => request<Cohort>('teaching/cohorts/', { method: 'POST', body }),
  cohort: (uuid: string) => request<Cohort>(at(uuid)),
  change: (uuid: string, body: Partial<CohortWish>) =>
    request<Cohort>(at(uuid), { method: 'PATCH', body }),
  remove: (uuid: string) => request<void>(at(uuid), { method: 'DELETE' }),
  trainers: (uuid: string) => request<CohortTrainer[]>(at(uuid, 'possible-trainers/')),

  people: (uuid: string, asked: Record<string, string>) =>
    request<LearnerPage>(at(uuid, `people/?${new URLSearchParams(asked)}`)),
  extend: (uuid: string, people: string[], due_on: string | null, reason: string) =>
    request(at(uuid, 'people/extension/'), { method: 'POST', body: { people, due_on, reason } }),
  rules: (uuid: string) => request<EnrolmentRuleList>(at(uuid, 'rules/')),
  ruleOrganisations: (uuid: string, q: string) =>
    request<RuleOrganisations>(at(uuid, `rules/organisations/?${new URLSearchParams({ q })}`)),
  previewRule: (uuid: string, body: RuleWish) =>
    request<EnrolmentRulePreview>(at(uuid, 'rules/preview/'), { method: 'POST', body }),
  makeRule: (uuid: string, body: RuleWish) =>
    request<EnrolmentRuleMade>(at(uuid, 'rules/'), { method: 'POST', body }),
  stopRule: (uuid: string, rule: string) =>
    request<void>(at(uuid, `rules/${rule}/`), { method: 'DELETE' }),
  dueDates: (uuid: string) => request<DuePlan>(at(uuid, 'due-dates/')),
  setDueDates: (uuid: string, due_dates: DueWish[]) =>
    request<DuePlan>(at(uuid, 'due-dates/'), { method: 'PUT', body: { due_dates } }),
  takeOut: (uuid: string, person: string) =>
    request<void>(at(uuid, `people/${person}/`), { method: 'DELETE' }),

  check: (uuid: string, file: File, makesAccounts: boolean) => {
    const body = new FormData();
    body.append('workbook', file);
    body.append('makes_accounts', String(makesAccounts));
    return request<EnrolmentImport>(at(uuid, 'imports/'), {
      method: 'POST',
      body,
      timeout: UPLOAD_MS,
    });
  },
  apply: (uuid: string, file: string) =>
    request<Job>(at(uuid, `imports/${file}/apply/`), { method: 'POST', body: {} }),
  template: (uuid: string) => `/api/v1/${at(uuid, 'imports/template.xlsx')}`,

  summary: (uuid: string) => request<CohortSummary>(at(uuid, 'summary/')),
  lessons: (uuid: string) => request<LessonReport>(at(uuid, 'lessons/')),
  file: (uuid: string) => `/api/v1/${at(uuid, 'report.xlsx')}`,
  organisations: (course: string, organisation: string) =>
    request<OrganisationFigures[]>(
      `teaching/organisations/?${new URLSearchParams({ course, organisation })}`,
    ),

  indicators: (organisation: string) =>
    request<IndicatorReport>(`teaching/indicators/?organisation=${organisation}`),
  indicatorFile: (organisation: string) =>
    `/api/v1/teaching/indicators/report.xlsx?organisation=${organisation}`,

  sessions: (uuid: string) => request<SessionList>(at(uuid, 'sessions/')),
  plan: (uuid: string, body: SessionWish) =>
    request<Session>(at(uuid, 'sessions/'), { method: 'POST', body }),
  replan: (uuid: string, session: string, body: SessionWish) =>
    request<Session>(at(uuid, `sessions/${session}/`), { method: 'PUT', body }),
  drop: (uuid: string, session: string) =>
    request<void>(at(uuid, `sessions/${session}/`), { method: 'DELETE' }),
  wallCode: (uuid: string, session: string) =>
    request<WallCode>(at(uuid, `sessions/${session}/code/`)),
  roll: (uuid: string, session: string) =>
    request<RollEntry[]>(at(uuid, `sessions/${session}/attendance/`)),
  note: (uuid: string, session: string, present: string[], absent: string[]) =>
    request<RollEntry[]>(at(uuid, `sessions/${session}/attendance/`), {
      method: 'PUT',
      body: { present, absent },
    }),
};

export const attending = {
  note: (code: string) => request<Attended>('attendance/', { method: 'POST', body: { code } }),
  invitation: (code: string) => request<CohortInvitation>(own(code)),
  join: (code: string) =>
    request<CohortInvitation>(own(code, 'enrolment/'), { method: 'POST', body: {} }),
};
