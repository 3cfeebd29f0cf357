/** Courses in writing. */
import { request } from './client';
import type {
  Author,
  CourseChange,
  CourseDraft,
  Job,
  Remark,
  WritingOrganisation,
  WrittenCourse,
  WrittenCourseDetail,
} from './generated/types.gen';

export type { Author, CourseChange, CourseDraft, Remark, WritingOrganisation, WrittenCourse };

export interface ModuleDocument {
  key: string;
  title: string;
  summary: string;
  lessons: string[];
}

export interface FinalQuizRule {
  items: number;
  pass_percent: number;
  attempts_per_day: number;
  cool_down_hours: number;
}

export interface CompletionDocument {
  lessons: number | null;
  quiz_percent: number | null;
  sessions: number | null;
  final_quiz: FinalQuizRule | null;
}

export interface OutlineDocument {
  title: string;
  summary: string;
  about: string;
  audience: string[];
  competences: string[];
  completion: CompletionDocument;
  order: 'free' | 'in_order';
  /** By lesson, those that open it. */
  after: Record<string, string[]>;
  /** The addresses of courses that come before. */
  prerequisites: string[];
  modules: ModuleDocument[];
  /** By place: a module's key, "" for the course's own words. */
  translations?: Translations;
}

export type MediaKind = 'video' | 'audio' | 'document' | 'attachment';
export type PartKind =
  | 'text'
  | 'note'
  | 'warning'
  | 'picture'
  | 'checklist'
  | 'quiz'
  | 'link'
  | 'package'
  | 'assignment'
  | MediaKind;

export interface QuestionDocument {
  /** Seconds from the beginning. */
  at: number;
  item: string;
}

export interface CriterionDocument {
  title: string;
  levels: { title: string; points: number }[];
}

/** What a part has depends on its kind. */
export interface PartDocument {
  key: string;
  kind: PartKind;
  title?: string;
  markup?: string;
  src?: string;
  alt?: string;
  caption?: string;
  width?: number;
  height?: number;
  steps?: string[];
  items?: string[];
  pass?: number;
  href?: string;
  origin?: string;
  package?: string;
  units?: number;
  /** SHA-256 of what was brought; the server fills in what it tells. */
  file?: string;
  name?: string;
  note?: string;
  member?: string;
  seconds?: number;
  bytes?: number;
  pages?: number;
  sizes?: number[][];
  downloadable?: boolean;
  transcript?: string;
  captions?: { language: string; file: string }[];
  questions?: QuestionDocument[];
  criteria?: CriterionDocument[];
  tries?: number;
  files?: number;
}

export type SourceDocument = {
  title: string;
  publisher: string;
  link: string;
  article: string;
};

export type Translations = { en?: Record<string, TranslatedPlace> };

/** Words by field; `of`, where the server set it, names what they were translated from. */
export interface TranslatedPlace {
  of?: string;
  words: Record<string, string | string[]>;
}

export interface LessonDocument {
  title: string;
  summary: string;
  minutes: number;
  competences: string[];
  sources: SourceDocument[];
  parts: PartDocument[];
  /** By place: a part's key, "" for the lesson's head. */
  translations?: Translations;
}

export type Detail = Omit<WrittenCourseDetail, 'outline'> & { outline: OutlineDocument };
/** What a document of several lessons makes; the result of its job. */
export interface BroughtDocument {
  modules: { title: string; lessons: { title: string; parts: number }[] }[];
  notes: string[];
}
export type Stored<Document> = Omit<CourseDraft, 'document'> & { document: Document };

const ROOT = 'authoring/courses/';
const at = (slug: string, rest = '') => `${ROOT}${encodeURIComponent(slug)}/${rest}`;
const post = <T>(path: string, body: unknown = {}) => request<T>(path, { method: 'POST', body });
const put = <T>(path: string, body: unknown) => request<T>(path, { method: 'PUT', body });
const remove = <T>(path: string) => request<T>(path, { method: 'DELETE' });

export const authoring = {
  courses: () => request<WrittenCourse[]>(ROOT),
  /** What anybody may learn. */
  published: () => request<{ slug: string; title: string }[]>('courses/'),
  organisations: () => request<WritingOrganisation[]>('authoring/choices/'),
  create: (title: string, organisation: string | null, copied: string) =>
    post<Detail>(ROOT, { title, organisation, copied }),
  course: (slug: string) => request<Detail>(at(slug)),
  saveOutline: (slug: string, revision: number, document: OutlineDocument) =>
    put<Stored<OutlineDocument>>(at(slug, 'outline/'), { revision, document }),
  addLesson: (slug: string, module: string, title: string) =>
    post<Detail>(at(slug, 'lessons/'), { module, title }),
  /** Into `slug`, of the course `course`. */
  copyLesson: (slug: string, module: string, title: string, course: string, copied: string) =>
    post<Detail>(at(slug, 'lessons/'), { module, title, course, copied }),
  /** `outdated` are the places whose words changed since they were translated. */
  lesson: (slug: string, key: string) =>
    request<Stored<LessonDocument> & { outdated: string[] }>(at(slug, `lessons/${key}/`)),
  saveLesson: (slug: string, key: string, revision: number, document: LessonDocument) =>
    put<Stored<LessonDocument>>(at(slug, `lessons/${key}/`), { revision, document }),
  lessonFile: (slug: string, key: string) => `/api/v1/${at(slug, `lessons/${key}/file.md`)}`,
  courseFile: (slug: string) => `/api/v1/${at(slug, 'export.zip')}`,
  /** `isTrial`: only told what would be. */
  bringLesson: (slug: string, key: string, revision: number, file: File, isTrial = false) => {
    const body = new FormData();
    body.append('revision', String(revision));
    body.append('is_trial', String(isTrial));
    body.append('file', file);
    const call = { method: 'PUT', body, timeout: 60_000 } as const;
    return request<Stored<LessonDocument> & { notes: string[] }>(
      at(slug, `lessons/${key}/file.md`),
      call,
    );
  },
  /** Several lessons of one document, read by a worker; `isTrial`: only told what would be. */
  bringDocument: (slug: string, file: File, isTrial: boolean) => {
    const body = new FormData();
    body.append('is_trial', String(isTrial));
    body.append('file', file);
    const call = { method: 'POST', body, timeout: 60_000 } as const;
    return request<Job>(at(slug, 'documents/'), call);
  },
  changes: (slug: string) => request<CourseChange[]>(at(slug, 'changes/')),
  checks: (slug: string) => request<Remark[]>(at(slug, 'checks/')),
  possibleAuthors: (slug: string) => request<Author[]>(at(slug, 'authors/')),
  setAuthors: (slug: string, authors: string[]) => put<Detail>(at(slug, 'authors/'), { authors }),
  submit: (slug: string, note: string) => post<Detail>(at(slug, 'submission/'), { note }),
  withdraw: (slug: string) => remove<Detail>(at(slug, 'submission/')),
  judge: (slug: string, number: number, verdict: 'approved' | 'returned', comment: string) =>
    post<void>(at(slug, 'judgement/'), { number, verdict, comment }),
  retire: (slug: string, reason: string) => post<Detail>(at(slug, 'retirement/'), { reason }),
  restore: (slug: string) => remove<Detail>(at(slug, 'retirement/')),
  dropChanges: (slug: string) => remove<Detail>(at(slug, 'changes/')),
};
