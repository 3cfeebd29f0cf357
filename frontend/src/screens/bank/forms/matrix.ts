/** The blueprint as somebody types it, beside what the bank has. */
import type { FormCell, TopicOffer } from '$/api/bank/forms';

export const LEVELS = ['easy', 'medium', 'hard'] as const;
export type Level = (typeof LEVELS)[number];
/** What was typed, by `topic/level`; a cell that is not named is empty. */
export type Typed = Record<string, number | null>;

export const cellKey = (topic: string, level: Level): string => `${topic}/${level}`;

export interface Need {
  /** Items that are missing even for one form. */
  lacks: number;
  /** Items that are missing for forms that share none. */
  shares: number;
}

export function needOf(count: number, items: number, forms: number): Need {
  const lacks = Math.max(0, count - items);
  return { lacks, shares: lacks ? 0 : Math.max(0, count * forms - items) };
}

export function blueprintOf(topics: TopicOffer[], typed: Typed): FormCell[] {
  return topics.flatMap((topic) =>
    LEVELS.flatMap((difficulty) => {
      const count = typed[cellKey(topic.code, difficulty)] ?? 0;
      return count > 0 ? [{ topic: topic.code, difficulty, count }] : [];
    }),
  );
}

export const isShort = (topics: TopicOffer[], typed: Typed): boolean =>
  topics.some((topic) =>
    LEVELS.some(
      (level) =>
        needOf(typed[cellKey(topic.code, level)] ?? 0, topic.cells[level].items, 1).lacks > 0,
    ),
  );
