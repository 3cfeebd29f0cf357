/** The places of a lesson that are translated, as courses/formats/translation.py names them. */
import type { LessonDocument, PartDocument, PartKind, TranslatedPlace } from '$/api/authoring';

export type State = 'missing' | 'outdated' | 'done';
type Words = TranslatedPlace['words'];

export interface Place {
  /** A part's key, "" for the lesson's head. */
  key: string;
  kind: PartKind | 'head';
  source: Words;
}

const FIELDS = ['title', 'markup', 'alt', 'caption', 'steps', 'transcript', 'note'] as const;

export function placesOf(lesson: LessonDocument): Place[] {
  const head = filled({ title: lesson.title, summary: lesson.summary });
  const parts = lesson.parts.map((part) => ({ key: part.key, kind: part.kind, source: of(part) }));
  return [{ key: '', kind: 'head' as const, source: head }, ...parts].filter(
    ({ source }) => Object.keys(source).length,
  );
}

export const saidIn = (lesson: LessonDocument, place: string): Words =>
  lesson.translations?.en?.[place]?.words ?? {};

/** `outdated` is what the server found; what was written here since is not. */
export function stateOf(
  lesson: LessonDocument,
  { key, source }: Place,
  outdated: readonly string[],
): State {
  const said = saidIn(lesson, key);
  if (!Object.entries(source).every(([name, told]) => isSaid(told, said[name]))) return 'missing';
  const isAsFound = lesson.translations?.en?.[key]?.of !== undefined;
  return isAsFound && outdated.includes(key) ? 'outdated' : 'done';
}

/** The lesson's translations with these words in a place; none: those that are there still hold. */
export function translated(
  lesson: LessonDocument,
  place: string,
  words: Words = {},
): Pick<LessonDocument, 'translations'> {
  const en = lesson.translations?.en ?? {};
  const now = { words: { ...saidIn(lesson, place), ...words } };
  return { translations: { ...lesson.translations, en: { ...en, [place]: now } } };
}

function of(part: PartDocument): Words {
  const found: Words = {};
  for (const name of FIELDS) if (part[name]?.length) found[name] = part[name];
  const rubric = (part.criteria ?? []).flatMap(({ title, levels }) => [
    title,
    ...levels.map((level) => level.title),
  ]);
  return rubric.length ? { ...found, criteria: rubric } : found;
}

const filled = (said: Record<string, string>): Words =>
  Object.fromEntries(Object.entries(said).filter(([, text]) => text));

function isSaid(told: string | string[], said: string | string[] | undefined): boolean {
  if (typeof told === 'string')
    return typeof said === 'string' && said.replace(/<[^>]*>/g, '').trim() !== '';
  return Array.isArray(said) && told.every((_, place) => said[place]?.trim());
}
