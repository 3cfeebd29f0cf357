/** Assignments: one's own, and those that a trainer judges. */
import { request } from './client';
import type { Assignment, Work, WorkFile, WorkPage } from './generated/types.gen';

export type { WorkFile };

const at = (slug: string, lesson: string, part: string) =>
  `courses/${encodeURIComponent(slug)}/lessons/${encodeURIComponent(lesson)}/parts/${part}/works/`;

export interface HandedIn {
  key: string;
  text: string;
  files: string[];
}

export interface Judged {
  verdict: 'accepted' | 'returned';
  levels: number[];
  comment: string;
}

export const works = {
  own: (slug: string, lesson: string, part: string) => request<Assignment>(at(slug, lesson, part)),
  handIn: (slug: string, lesson: string, part: string, body: HandedIn) =>
    request<Assignment>(at(slug, lesson, part), { method: 'POST', body }),

  queue: (asked: Record<string, string>) =>
    request<WorkPage>(`teaching/works/?${new URLSearchParams(asked)}`),
  work: (uuid: string) => request<Work>(`teaching/works/${uuid}/`),
  judge: (uuid: string, body: Judged) =>
    request<Work>(`teaching/works/${uuid}/judgement/`, { method: 'POST', body }),
};
