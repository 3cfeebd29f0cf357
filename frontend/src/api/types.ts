/** The server's shapes under the app's names; the schema is openapi.yaml, its types are generated.
 *
 * Only what the schema leaves open (JSON values) or does not know (the shell's bootstrap) is
 * written here. Times are milliseconds; `*_at` are ISO texts.
 */
import type * as schema from './generated/types.gen';

export type { Board, BoardOrganisation, ConsentText, Receipt, Round } from './generated/types.gen';
export type BoardPerson = schema.BoardRow;
export type MyStanding = schema.Place;
export type OrganisationRef = Pick<schema.Organisation, 'uuid' | 'name' | 'path'>;
export type News = schema.News;
export type OwnNews = schema.OwnNews;
export type Ranking = schema.Ranking;
export type RankingRow = schema.RankingRow;
export type HallScene = schema.HallScene;
export type PaperItem = schema.ShownItem;
export type Prediction = schema.ShownPrediction;
export type Purpose = schema.ConsentText['purpose'];
export type Stored = schema.SavedBatch;

export type Uuid = string;
export type Language = 'vi' | 'en';

export type SessionMe = Omit<schema.SessionMe, 'language'> & { language: Language };

/** The shell leaves out what only the contest's own page shows. */
export type ContestDetail = Omit<
  schema.ContestDetail,
  'summary' | 'rules' | 'rules_html' | 'prizes'
>;
export type ContestSummary = schema.ContestSummary;

/** By the kind of item: option tokens, pairs of tokens, a written number or text, a place in a picture; the
 * prediction's number; or nothing (answer taken back). */
export type AnswerValue = string[] | string[][] | number[] | string | number | null;
export type Answer = Omit<schema.SavedResponse, 'value'> & { value: AnswerValue };

export type StartedAttempt = Omit<schema.StartedAttempt, 'responses'> & { responses: Answer[] };
/** A running paper without the token of the device. */
export type Paper = Omit<StartedAttempt, 'token'>;

/** Where an explanation comes from. */
export interface Citation {
  document?: string;
  publisher?: string;
  article?: string;
  link?: string;
}
export type ReviewItem = Omit<schema.ReviewedItem, 'source'> & { source: Citation | null };
export type AttemptResult = Omit<schema.AttemptResult, 'review'> & { review: ReviewItem[] | null };

export interface CertificateRow {
  uuid: Uuid;
  code: string;
  title: string;
  issued_at: string;
  state: 'waiting' | 'ready' | 'failed' | 'revoked';
  url: string | null;
}

export type Registration = schema.RegistrationRequestWritable;

/** What Django inlines into the shell, so that the first screen needs no further request. */
export interface Bootstrap {
  language: Language;
  csrf_token: string;
  me: SessionMe | null;
  contest?: ContestDetail | null;
  attempt?: Paper | null;
  home?: schema.Home | null;
  join_qr_svg?: string | null;
  join_address?: string | null;
}
