/** What the server sends and takes. Times are milliseconds; `*_at` are ISO texts. */

export type Uuid = string;
export type Language = 'vi' | 'en';

export interface OrganisationRef {
  uuid: Uuid;
  name: string;
  path: string;
  kind?: string;
}

export interface SessionMe {
  signed_in: boolean;
  full_name: string;
  organisation: OrganisationRef | null;
  roles: string[];
  language: Language;
  csrf_token: string;
}

export type RoundState = 'planned' | 'open' | 'closed' | 'published';

export interface Round {
  uuid: Uuid;
  number: number;
  title: string;
  opens_at: string;
  closes_at: string;
  state: RoundState;
  items: number;
  minutes: number;
  attempts_per_day: number;
  totals: { people: number; attempts: number } | null;
  prediction: { question: string } | null;
}

export interface ContestDetail {
  slug: string;
  title: string;
  organiser: string;
  now_ms: number;
  rounds: Round[];
  me: { attempts_left_today: number; active_attempt: Uuid | null } | null;
}

export interface Option {
  token: string;
  text: string;
}

export interface PaperItem {
  slot: number;
  kind: 'single' | 'multiple';
  stem: string;
  options: Option[];
  choose_hint?: string | null;
}

export interface Prediction {
  slot: 0;
  question: string;
  locked_value: number | null;
  unit: string;
}

/** Option tokens of an item, the number of the prediction, or nothing (answer taken back). */
export type AnswerValue = string[] | number | null;

export interface Answer {
  slot: number;
  revision: number;
  value: AnswerValue;
}

export interface Paper {
  uuid: Uuid;
  epoch: number;
  number: number;
  remaining_ms: number;
  limit_ms: number;
  grace_ms: number;
  server_ms: number;
  state: string;
  contest_slug: string;
  round_title: string;
  items: PaperItem[];
  prediction: Prediction | null;
  responses: Answer[];
}

export interface StartedAttempt extends Paper {
  token: string;
}

export interface Stored {
  stored: { slot: number; revision: number }[];
  remaining_ms: number;
  state: string;
}

export interface Receipt {
  uuid: Uuid;
  code: string;
  state: string;
  contest_slug: string;
  contest_title: string;
  round_title: string;
  round_uuid: Uuid;
  number: number;
  handed_in_at: string | null;
  answered: number;
  items: number;
}

/** Where an explanation comes from. */
export interface Citation {
  document?: string;
  publisher?: string;
  article?: string;
  link?: string;
}

export interface ReviewItem {
  slot: number;
  stem: string;
  options: { text: string; chosen: boolean; correct: boolean }[];
  explanation: string;
  source: Citation | null;
}

export interface AttemptResult extends Receipt {
  scored: boolean;
  points: number | null;
  max_points: number;
  correct_items: number | null;
  time_used_ms: number | null;
  counted: boolean | null;
  prediction: number | null;
  prediction_target: number | null;
  certificate: { uuid: Uuid; code: string; printed: boolean } | null;
  standing: MyStanding | null;
  review: ReviewItem[] | null;
}

export interface BoardPerson {
  rank: number;
  name: string;
  organisation: string;
  points: number;
  time_used_ms: number;
}

export interface BoardOrganisation {
  rank: number;
  uuid: Uuid;
  name: string;
  people: number;
  headcount: number | null;
  rate: number | null;
}

export interface Board {
  version: number;
  at_ms: number;
  state: RoundState;
  closes_in_ms: number | null;
  totals: { people: number; attempts: number };
  top: BoardPerson[];
  organisations: BoardOrganisation[];
  per_minute: number[];
}

export interface MyStanding {
  rank: number;
  people: number;
  points: number;
  time_used_ms: number;
  organisation_rank: number | null;
  organisation_name: string;
  is_final: boolean;
}

export interface CertificateRow {
  uuid: Uuid;
  code: string;
  title: string;
  issued_at: string;
  state: 'waiting' | 'ready' | 'failed' | 'revoked';
  url: string | null;
}

export type Purpose = 'taking_part' | 'publish_name' | 'photos' | 'messages';

/** The words agreed to are the server's: it keeps proof of exactly these. */
export interface ConsentText {
  purpose: Purpose;
  text: string;
  is_required: boolean;
}

export interface Registration {
  identifier: string;
  password: string;
  full_name: string;
  birth_date: string;
  organisation: Uuid;
  consents: Record<Purpose, boolean>;
  guardian?: { full_name: string; phone: string };
}

/** What Django inlines into the shell, so that the first screen needs no further request. */
export interface Bootstrap {
  language: Language;
  csrf_token: string;
  me: SessionMe | null;
  contest?: ContestDetail | null;
  attempt?: Paper | null;
  join_qr_svg?: string | null;
  join_address?: string | null;
}
