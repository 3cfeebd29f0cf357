/** Marking essays: blind, one after another. */
import { request } from '../client';
import type {
  EssayToMark,
  MarkedContest,
  MarkingComment,
  MarkingProgress,
} from '../generated/types.gen';
import type { Uuid } from '../types';

const at = (slug: string) => `desk/contests/${encodeURIComponent(slug)}/essays/`;

export const essays = {
  contests: () => request<MarkedContest[]>('desk/essays/'),
  progress: (slug: string) => request<MarkingProgress>(at(slug)),
  comments: (slug: string) => request<MarkingComment[]>(`${at(slug)}comments/`),
  /** Nothing where no essay is left for this person. */
  next: (slug: string) =>
    request<EssayToMark | undefined>(`${at(slug)}next/`, { method: 'POST', body: {} }),
  give: (slug: string, uuid: Uuid, points: number[], comment: string) =>
    request<EssayToMark>(`${at(slug)}${uuid}/mark/`, { method: 'PUT', body: { points, comment } }),
  takeBack: (slug: string, uuid: Uuid) =>
    request<EssayToMark>(`${at(slug)}${uuid}/mark/`, { method: 'DELETE' }),
};
