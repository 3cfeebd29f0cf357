/** What items can be sorted by; fetched once and kept while the bank is open. */
import { request } from '../client';
import type { Vocabulary as Told } from '../generated/types.gen';

export interface Topic {
  code: string;
  name: string;
  parent: string | null;
}

/** `code` reads "framework:code", as items name it. */
export interface Competence {
  code: string;
  framework: string;
  name: string;
  name_en: string;
  isBelow: boolean;
}

export interface Vocabulary {
  topics: Topic[];
  competences: Competence[];
  /** In use, the most frequent first. */
  tags: string[];
  authors: { uuid: string; name: string }[];
}

let kept: Promise<Vocabulary> | null = null;

export function vocabulary(): Promise<Vocabulary> {
  kept ??= request<Told>('bank/vocabulary/')
    .then((told) => ({
      topics: told.topics,
      competences: told.competences.map((one) => ({
        code: `${one.framework}:${one.code}`,
        framework: one.framework,
        name: one.name,
        name_en: one.name_en,
        isBelow: one.parent !== null,
      })),
      tags: told.tags.map((one) => one.tag),
      authors: told.authors,
    }))
    .catch((error: unknown) => {
      kept = null;
      throw error;
    });
  return kept;
}

/** After something new came into use. */
export const forgetVocabulary = (): void => void (kept = null);

export interface TopicRow {
  code: string;
  name: string;
  depth: number;
}

/** The topics as a tree is read: each followed by those below it. */
export function topicTree(topics: Topic[]): TopicRow[] {
  const known = new Set(topics.map((one) => one.code));
  const below = (parent: string | null, depth: number): TopicRow[] =>
    topics
      .filter((one) => (one.parent && known.has(one.parent) ? one.parent : null) === parent)
      .flatMap((one) => [{ code: one.code, name: one.name, depth }, ...below(one.code, depth + 1)]);
  return below(null, 0);
}
