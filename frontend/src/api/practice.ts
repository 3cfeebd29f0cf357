/** Practising: what comes next, the verdict, how far one has come. */
import { request } from './client';
import type { PracticeBatch, PracticeItem, PracticeProgress } from './generated/types.gen';
import type { PracticeVerdict as Judged } from './generated/types.gen';
import type { AnswerValue, ReviewItem } from './types';

export type { PracticeBatch, PracticeItem, PracticeProgress };
export type PracticeVerdict = Omit<Judged, 'review'> & { review: ReviewItem };

export interface Wish {
  topics: readonly string[];
  audience: string;
  onlyWrong?: boolean;
  /** What wants to be seen again, and nothing new. */
  onlyDue?: boolean;
  ahead?: boolean;
  cursor?: string;
}

function asked(wish: Wish): string {
  const query = new URLSearchParams(wish.topics.map((code) => ['topics', code]));
  if (wish.audience) query.set('audience', wish.audience);
  if (wish.onlyWrong) query.set('only_wrong', 'true');
  if (wish.onlyDue) query.set('only_due', 'true');
  if (wish.ahead) query.set('ahead', 'true');
  if (wish.cursor) query.set('cursor', wish.cursor);
  return query.toString();
}

export const practice = {
  progress: (audience: string) =>
    request<PracticeProgress>(`practice/${audience ? `?audience=${audience}` : ''}`),
  items: (wish: Wish) => request<PracticeBatch>(`practice/items/?${asked(wish)}`),
  answer: (key: string, { item, version }: PracticeItem, value: AnswerValue) =>
    request<PracticeVerdict>('practice/answers/', {
      method: 'POST',
      body: { key, item, version, value },
    }),
};
