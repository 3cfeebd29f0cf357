/** Courses: what there is, lessons, what was seen of them, quizzes. */
import { request } from './client';
import type * as schema from './generated/types.gen';
import type { PracticeItem } from './practice';
import type { AnswerValue, ReviewItem } from './types';

export type CourseDetail = schema.CourseDetail;
export type OwnCourse = schema.OwnCourse;
export type OwnEnrolment = schema.OwnEnrolment;
export type OwnState = schema.OwnState;
export type LessonPart = Omit<schema.LessonPart, 'items'> & { items?: PracticeItem[] };

export interface PartEvidence {
  seen?: boolean;
  steps?: number[];
  turns?: Record<string, number>;
  watched?: number[];
  pages?: number[];
  tried?: string[];
  right?: string[];
  completed?: number[];
}
export type Evidence = Record<string, PartEvidence>;

export interface LessonProgress {
  share: number;
  is_done: boolean;
  evidence: Evidence;
}
export type Lesson = Omit<schema.Lesson, 'parts' | 'progress' | 'course'> & {
  course: { slug: string; title: string };
  parts: LessonPart[];
  progress: LessonProgress | null;
};
export type SavedProgress = LessonProgress & { course: OwnState };

export interface Told {
  place: string;
  evidence: Evidence;
}
export interface Given {
  key: string;
  part: string;
  item: string;
  version: number;
  value: AnswerValue;
}
export interface QuizVerdict {
  is_right: boolean;
  percent: number;
  review: ReviewItem;
  progress: SavedProgress;
}
export interface FinalQuiz {
  number: number;
  began_at: string;
  items: PracticeItem[];
  answers: Record<string, AnswerValue>;
}
export type FinalResult = Omit<schema.FinalResult, 'reviews' | 'course'> & {
  reviews: { is_right: boolean; review: ReviewItem }[];
  course: OwnState;
};

const of = (slug: string) => `courses/${encodeURIComponent(slug)}/`;
const lessonOf = (slug: string, key: string) => `${of(slug)}lessons/${encodeURIComponent(key)}/`;

export const courses = {
  course: (slug: string) => request<CourseDetail>(of(slug)),
  enrol: (slug: string) => request<OwnEnrolment>(`${of(slug)}enrolment/`, { method: 'POST' }),
  leave: (slug: string) => request<void>(`${of(slug)}enrolment/`, { method: 'DELETE' }),
  mine: () => request<OwnCourse[]>('me/courses/'),
  lesson: (slug: string, key: string) => request<Lesson>(lessonOf(slug, key)),
  /** Sent to its end even when the page is closed meanwhile. */
  tell: (slug: string, key: string, told: Told) =>
    request<SavedProgress>(`${lessonOf(slug, key)}progress/`, {
      method: 'PUT',
      body: told,
      keepalive: true,
    }),
  answer: (slug: string, key: string, given: Given) =>
    request<QuizVerdict>(`${lessonOf(slug, key)}answers/`, { method: 'POST', body: given }),
  finalQuiz: (slug: string) => request<FinalQuiz>(`${of(slug)}final-quiz/`, { method: 'POST' }),
  finalAnswers: (slug: string, answers: Record<string, AnswerValue>) =>
    request<{ number: number; answered: number }>(`${of(slug)}final-quiz/answers/`, {
      method: 'PUT',
      body: { answers },
    }),
  submitFinal: (slug: string, number: number) =>
    request<FinalResult>(`${of(slug)}final-quiz/submit/`, { method: 'POST', body: { number } }),
};
