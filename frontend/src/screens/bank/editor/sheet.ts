/** An item as its writer sees it: what is right lies in the options, not beside them.
 *
 * A sheet keeps what every kind needs, so that changing the kind and back loses nothing. Lines have
 * an id of their own: they are moved about while somebody types in one.
 */
import {
  type Area,
  EMPTY,
  type ItemDocument,
  type Kind,
  type PicturePart,
  type RubricLine,
  type Source,
  type StimulusPart,
  TRUE_FALSE,
} from './document';

/** Plain words, and the same as HTML where they are formatted. */
export interface Rich {
  text: string;
  markup: string;
}
export interface Choice extends Rich {
  id: number;
  right: boolean;
}
export interface Pair {
  id: number;
  left: string;
  target: string;
}
export interface Line {
  id: number;
  text: string;
}

export interface Sheet {
  kind: Kind;
  language: 'vi' | 'en';
  stem: Rich;
  explanation: Rich;
  choices: Choice[];
  /** Of an item that is true or false: what is right. */
  truth: boolean | null;
  pairs: Pair[];
  /** Right-hand sides that match nothing. */
  decoys: Line[];
  /** In the right order. */
  steps: Line[];
  /** The number in its one form, "1234.5", or what was typed when it is none. */
  number: { value: string; tolerance: string; unit: string };
  accepted: Line[];
  exactMarks: boolean;
  exactCase: boolean;
  picture: PicturePart | null;
  areas: Area[];
  rubric: (RubricLine & { id: number })[];
  limit: number | null;
  stimulus: StimulusPart | null;
  source: Source;
}

let last = 0;
export const newId = (): number => ++last;
export const newChoice = (text = '', right = false): Choice => ({
  id: newId(),
  text,
  markup: '',
  right,
});
export const newLine = (text = ''): Line => ({ id: newId(), text });
export const newPair = (left = '', target = ''): Pair => ({ id: newId(), left, target });
export const newCriterion = (criterion = '', points = 1) => ({ id: newId(), criterion, points });

const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);
const places = (value: unknown): number[] =>
  list(value).filter((one): one is number => Number.isInteger(one));
const record = (value: unknown): Record<string, unknown> =>
  value !== null && typeof value === 'object' && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : {};
const words = (value: unknown): string => (typeof value === 'string' ? value : '');

/** Whatever a draft holds, complete or not. */
export function fromDocument(found: Partial<ItemDocument>): Sheet {
  const it: ItemDocument = { ...EMPTY, ...found, markup: { ...EMPTY.markup, ...found.markup } };
  const isChoice = it.kind === 'single' || it.kind === 'multiple';
  const right = new Set(places(it.key));
  const key = record(it.key);
  return {
    kind: it.kind,
    language: it.language,
    stem: { text: it.stem, markup: it.markup.stem },
    explanation: { text: it.explanation, markup: it.markup.explanation },
    choices: isChoice
      ? filled(
          it.options.map((text, at) => ({
            ...newChoice(text, right.has(at)),
            markup: it.markup.options[at] ?? '',
          })),
        )
      : filled([]),
    truth: it.kind === 'true_false' && right.size === 1 ? right.has(0) : null,
    ...matching(it),
    steps: it.kind === 'ordering' ? ordered(it) : [newLine(), newLine(), newLine()],
    number: {
      value: it.kind === 'number' ? words(key.value) : '',
      tolerance: it.kind === 'number' ? words(key.tolerance) : '',
      unit: it.unit,
    },
    accepted:
      it.kind === 'short_text' ? list(key.accepted).map((one) => newLine(words(one))) : [newLine()],
    exactMarks: key.exact_marks === true,
    exactCase: key.exact_case === true,
    picture: it.picture && { digest: words(it.picture.digest), alt: words(it.picture.alt) },
    areas: it.kind === 'hotspot' ? (list(key.areas) as Area[]) : [],
    rubric: it.kind === 'essay' ? rubricOf(key.rubric) : [newCriterion()],
    limit: it.limit,
    stimulus: it.stimulus && {
      title: words(it.stimulus.title),
      text: words(it.stimulus.text),
      markup: words(it.stimulus.markup),
    },
    source: { ...it.source },
  };
}

/** Never fewer than two; four where there is none yet. */
const filled = (choices: Choice[]): Choice[] => [
  ...choices,
  ...Array.from({ length: Math.max(0, choices.length ? 2 - choices.length : 4) }, () =>
    newChoice(),
  ),
];

function matching(it: ItemDocument): Pick<Sheet, 'pairs' | 'decoys'> {
  if (it.kind !== 'matching') return { pairs: [newPair(), newPair(), newPair()], decoys: [] };
  const key = list(it.key);
  const targetOf = (at: number) => it.targets[Number(key[at] ?? -1)] ?? '';
  return {
    pairs: it.options.map((left, at) => newPair(left, targetOf(at))),
    decoys: it.targets.filter((_, at) => !key.includes(at)).map(newLine),
  };
}

/** The options as they ought to stand; those that the key leaves out follow. */
function ordered(it: ItemDocument): Line[] {
  const key = places(it.key).filter((at) => at >= 0 && at < it.options.length);
  const rest = it.options.map((_, at) => at).filter((at) => !key.includes(at));
  return [...new Set([...key, ...rest])].map((at) => newLine(it.options[at]));
}

const rubricOf = (value: unknown) =>
  list(value).map((one) => {
    const line = record(one);
    return newCriterion(words(line.criterion), Number(line.points) || 1);
  });

/** What is stored of a sheet: only what belongs to its kind. */
export function toDocument(sheet: Sheet): ItemDocument {
  const base: ItemDocument = {
    ...EMPTY,
    kind: sheet.kind,
    language: sheet.language,
    stem: sheet.stem.text,
    explanation: sheet.explanation.text,
    markup: { stem: sheet.stem.markup, options: [], explanation: sheet.explanation.markup },
    stimulus: sheet.stimulus,
    source: withoutNothing(sheet.source),
  };
  return { ...base, ...OWN[sheet.kind](sheet, base) };
}

const OWN: Record<Kind, (sheet: Sheet, base: ItemDocument) => Partial<ItemDocument>> = {
  single: choices,
  multiple: choices,
  true_false: ({ truth, language }) => ({
    options: [...TRUE_FALSE[language]],
    key: truth === null ? [] : [truth ? 0 : 1],
  }),
  matching: ({ pairs, decoys }) => {
    const targets = [...pairs.map((pair) => pair.target), ...decoys.map((line) => line.text)];
    const unique = [...new Set(targets.filter(Boolean))];
    return {
      options: pairs.map((pair) => pair.left),
      targets: unique,
      key: pairs.map((pair) => unique.indexOf(pair.target)),
    };
  },
  ordering: ({ steps }) => ({
    options: steps.map((step) => step.text),
    key: steps.map((_, at) => at),
  }),
  number: ({ number: { value, tolerance, unit } }) => ({
    key: { value, tolerance: tolerance || '0' },
    unit,
  }),
  short_text: ({ accepted, exactMarks, exactCase }) => ({
    key: {
      accepted: accepted.map((line) => line.text.trim()).filter(Boolean),
      exact_marks: exactMarks,
      exact_case: exactCase,
    },
  }),
  hotspot: ({ picture, areas }) => ({ picture, key: { areas } }),
  essay: ({ rubric, limit }) => ({
    key: { rubric: rubric.map(({ criterion, points }) => ({ criterion, points })) },
    limit,
  }),
};

function choices({ choices }: Sheet, base: ItemDocument): Partial<ItemDocument> {
  const dressed = choices.some((one) => one.markup);
  return {
    options: choices.map((one) => one.text),
    key: choices.flatMap((one, at) => (one.right ? [at] : [])),
    markup: { ...base.markup, options: dressed ? choices.map((one) => one.markup) : [] },
  };
}

const withoutNothing = (source: Source): Source =>
  Object.fromEntries(Object.entries(source).filter(([, value]) => value)) as Source;

/** What is right for one kind is right for another as far as it goes. */
export function withKind(sheet: Sheet, kind: Kind): Sheet {
  const changed = { ...sheet, kind };
  if (kind !== 'single') return changed;
  const first = sheet.choices.find((one) => one.right);
  return {
    ...changed,
    choices: sheet.choices.map((one) => ({ ...one, right: one === first })),
  };
}

/** The list with one of its rows at another place; what lies outside stays. */
export function moved<T>(rows: readonly T[], from: number, to: number): T[] {
  if (to < 0 || to >= rows.length) return [...rows];
  const rest = rows.filter((_, at) => at !== from);
  return [...rest.slice(0, to), rows[from] as T, ...rest.slice(to)];
}
