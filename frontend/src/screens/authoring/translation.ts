/** The places of a lesson or an outline that are translated, as courses/formats/translation.py
 * names them. */
import type {
  LessonDocument,
  OutlineDocument,
  PartDocument,
  PartKind,
  TranslatedPlace,
  Translations,
} from '$/api/authoring';

export type State = 'missing' | 'outdated' | 'done';
export type Translatable = LessonDocument | OutlineDocument;
type Words = TranslatedPlace['words'];

export interface Place {
  /** A part's or module's key, "" for the head. */
  key: string;
  kind: PartKind | 'head' | 'course' | 'module';
  source: Words;
}

const FIELDS = ['title', 'markup', 'alt', 'caption', 'steps', 'transcript', 'note'] as const;

export function placesOf(document: Translatable): Place[] {
  const { title, summary } = document;
  const places: Place[] =
    'parts' in document
      ? [
          { key: '', kind: 'head', source: filled({ title, summary }) },
          ...document.parts.map((part) => ({ key: part.key, kind: part.kind, source: of(part) })),
        ]
      : [
          { key: '', kind: 'course', source: filled({ title, summary, about: document.about }) },
          ...document.modules.map((one) => ({
            key: one.key,
            kind: 'module' as const,
            source: filled({ title: one.title, summary: one.summary }),
          })),
        ];
  return places.filter(({ source }) => Object.keys(source).length);
}

export const saidIn = (document: Translatable, place: string): Words =>
  document.translations?.en?.[place]?.words ?? {};

/** `outdated` is what the server found; what was written here since is not. */
export function stateOf(
  document: Translatable,
  { key, source }: Place,
  outdated: readonly string[],
): State {
  const said = saidIn(document, key);
  if (!Object.entries(source).every(([name, told]) => isSaid(told, said[name]))) return 'missing';
  const isAsFound = document.translations?.en?.[key]?.of !== undefined;
  return isAsFound && outdated.includes(key) ? 'outdated' : 'done';
}

/** The document's translations with these words in a place; none: those that are there still hold. */
export function translated(
  document: Translatable,
  place: string,
  words: Words = {},
): { translations: Translations } {
  const en = document.translations?.en ?? {};
  const now = { words: { ...saidIn(document, place), ...words } };
  return { translations: { ...document.translations, en: { ...en, [place]: now } } };
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
