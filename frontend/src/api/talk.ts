/** The discussion below a lesson. */
import { request } from './client';
import type { Discussion, OpenQuestions } from './generated/types.gen';

const course = (slug: string) => `courses/${encodeURIComponent(slug)}/`;
const at = (slug: string, lesson: string) => `${course(slug)}lessons/${lesson}/posts/`;
const post = (slug: string, uuid: string, rest = '') => `${course(slug)}posts/${uuid}/${rest}`;

export const talk = {
  read: (slug: string, lesson: string, page = 1) =>
    request<Discussion>(`${at(slug, lesson)}?page=${page}`),
  visit: (slug: string, lesson: string) =>
    request<void>(`${at(slug, lesson)}visit/`, { method: 'POST' }),
  write: (slug: string, lesson: string, text: string, question: string | null) =>
    request<Discussion>(at(slug, lesson), { method: 'POST', body: { text, question } }),
  edit: (slug: string, uuid: string, text: string) =>
    request<void>(post(slug, uuid), { method: 'PATCH', body: { text } }),
  withdraw: (slug: string, uuid: string) => request<void>(post(slug, uuid), { method: 'DELETE' }),
  report: (slug: string, uuid: string) =>
    request<void>(post(slug, uuid, 'report/'), { method: 'POST' }),
  hide: (slug: string, uuid: string, reason: string) =>
    request<void>(post(slug, uuid, 'hide/'), { method: 'POST', body: { reason } }),
  pin: (slug: string, uuid: string, is_pinned: boolean) =>
    request<void>(post(slug, uuid, 'pin/'), { method: 'POST', body: { is_pinned } }),
  open: () => request<OpenQuestions>('teaching/questions/'),
};
