/** Assignments: one's own, and those that a trainer judges. */
import { request } from './client';
import type { Assignment, Work, WorkPage } from './generated/types.gen';

const at = (slug: string, lesson: string, part: string) =>
  `courses/${encodeURIComponent(slug)}/lessons/${encodeURIComponent(lesson)}/parts/${part}/works/`;

export interface Judged {
  verdict: 'accepted' | 'returned';
  levels: number[];
  comment: string;
}

export const works = {
  own: (slug: string, lesson: string, part: string) => request<Assignment>(at(slug, lesson, part)),
  handIn: (slug: string, lesson: string, part: string, key: string, text: string) =>
    request<Assignment>(at(slug, lesson, part), { method: 'POST', body: { key, text } }),

  queue: (asked: Record<string, string>) =>
    request<WorkPage>(`teaching/works/?${new URLSearchParams(asked)}`),
  work: (uuid: string) => request<Work>(`teaching/works/${uuid}/`),
  judge: (uuid: string, body: Judged) =>
    request<Work>(`teaching/works/${uuid}/judgement/`, { method: 'POST', body }),
};
