/** One's own notes and marked lessons. */
import { request } from './client';
import type * as schema from './generated/types.gen';

export type LessonNote = schema.LessonNote;
export type OwnNote = schema.OwnNote;

const at = (course: string, lesson: string) =>
  `courses/${encodeURIComponent(course)}/lessons/${encodeURIComponent(lesson)}/note/`;
const of = (course: string) => (course ? `?course=${encodeURIComponent(course)}` : '');

export const notes = {
  one: (course: string, lesson: string) => request<LessonNote>(at(course, lesson)),
  /** Sent to its end even when the page is closed meanwhile. */
  keep: (course: string, lesson: string, note: LessonNote) =>
    request<LessonNote>(at(course, lesson), { method: 'PUT', body: note, keepalive: true }),
  /** Of one course, or of all. */
  mine: (course: string) => request<OwnNote[]>(`me/notes/${of(course)}`),
  text: (course: string) => `/api/v1/me/notes/text/${of(course)}`,
};
