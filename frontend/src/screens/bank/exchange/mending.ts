/** An item of a file as one mends it in plain fields, and back into its document. */
import type { Content } from '$/api/bank/exchange';

export const KINDS = [
  'single',
  'multiple',
  'true_false',
  'matching',
  'ordering',
  'number',
  'short_text',
  'essay',
] as const;
export type MendedKind = (typeof KINDS)[number];
export const ARROW = '=>';

export interface Option {
  text: string;
  right: boolean;
}
/** `lines`: pairs, steps in order, accepted texts or criteria, one a line. */
export interface Fields {
  kind: string;
  stem: string;
  explanation: string;
  options: Option[];
  lines: string;
  value: string;
  tolerance: string;
  unit: string;
  exactMarks: boolean;
  exactCase: boolean;
}

type Key = Record<string, unknown>;
const CHOICES = new Set(['single', 'multiple', 'true_false']);
export const isChoice = (kind: string): boolean => CHOICES.has(kind);
export const hasLines = (kind: string): boolean =>
  ['matching', 'ordering', 'short_text', 'essay'].includes(kind);

const places = (key: unknown): number[] => (Array.isArray(key) ? key.map(Number) : []);
const parts = (key: unknown): Key =>
  key && typeof key === 'object' && !Array.isArray(key) ? (key as Key) : {};
const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);
const said = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : '';
const split = (lines: string): string[] =>
  lines
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);

function linesOf(it: Partial<Content>): string {
  const options = it.options ?? [];
  const targets = it.targets ?? [];
  const key = places(it.key);
  switch (it.kind) {
    case 'matching':
      return [
        ...options.map((left, at) => `${left} ${ARROW} ${targets[key[at] ?? at] ?? ''}`.trim()),
        ...(key.length ? targets.filter((_, at) => !key.includes(at)) : []).map(
          (one) => `${ARROW} ${one}`,
        ),
      ].join('\n');
    case 'ordering':
      return (key.length === options.length ? key.map((at) => options[at] ?? '') : options).join(
        '\n',
      );
    case 'short_text':
      return list(parts(it.key).accepted).map(said).join('\n');
    case 'essay':
      return list(parts(it.key).rubric)
        .map((line) => `${said(parts(line).criterion)}: ${said(parts(line).points)}`)
        .join('\n');
    default:
      return '';
  }
}

export function fieldsOf(it: Partial<Content>): Fields {
  const key = parts(it.key);
  const right = places(it.key);
  return {
    kind: it.kind ?? 'single',
    stem: it.stem ?? '',
    explanation: it.explanation ?? '',
    options: (it.options ?? []).map((text, at) => ({ text, right: right.includes(at) })),
    lines: linesOf(it),
    value: said(key.value).replace('.', ','),
    tolerance: said(key.tolerance).replace('.', ','),
    unit: it.unit ?? '',
    exactMarks: Boolean(key.exact_marks),
    exactCase: Boolean(key.exact_case),
  };
}

type Answer = Pick<Content, 'options' | 'targets' | 'key'>;
const none: Answer = { options: [], targets: [], key: null };
const number = (text: string): string => text.replace(/\s/g, '').replace(',', '.');

function matching(lines: string): Answer {
  const [options, targets, key]: [string[], string[], number[]] = [[], [], []];
  for (const line of split(lines)) {
    const [left = '', ...rest] = line.split(ARROW);
    const target = rest.join(ARROW).trim();
    let place = targets.indexOf(target);
    if (place < 0) place = targets.push(target) - 1;
    if (!left.trim()) continue;
    options.push(left.trim());
    key.push(place);
  }
  return { options, targets, key };
}

function essay(lines: string): Answer {
  const rubric = split(lines).map((line) => {
    const found = /^(.*?)[:\-–(\s]*(\d+)\s*(?:điểm)?\)?$/.exec(line);
    return { criterion: found?.[1] || line, points: Number(found?.[2] ?? 0) };
  });
  return { ...none, key: { rubric } };
}

function answer(it: Fields): Answer {
  switch (it.kind) {
    case 'matching':
      return matching(it.lines);
    case 'ordering': {
      const options = split(it.lines);
      return { ...none, options, key: options.map((_, at) => at) };
    }
    case 'number':
      return { ...none, key: { value: number(it.value), tolerance: number(it.tolerance) || '0' } };
    case 'short_text':
      return {
        ...none,
        key: {
          accepted: split(it.lines),
          exact_marks: it.exactMarks,
          exact_case: it.exactCase,
        },
      };
    case 'essay':
      return essay(it.lines);
    default: {
      const kept = it.options.filter((one) => one.text.trim());
      return {
        ...none,
        options: kept.map((one) => one.text.trim()),
        key: kept.flatMap((one, at) => (one.right ? [at] : [])),
      };
    }
  }
}

/** The parts of the document that the fields say; dress stays where its words did not change. */
export function contentOf(it: Fields, before: Partial<Content>): Partial<Content> {
  const kept = before.markup ?? { stem: '', options: [], explanation: '' };
  const stem = it.stem.trim();
  const explanation = it.explanation.trim();
  const written: Partial<Content> = {
    kind: it.kind,
    stem,
    explanation,
    unit: it.kind === 'number' ? it.unit.trim() : '',
    ...(it.kind === 'hotspot' ? {} : answer(it)),
  };
  const same = JSON.stringify(written.options) === JSON.stringify(before.options);
  return {
    ...written,
    markup: {
      stem: stem === before.stem ? kept.stem : '',
      options: same ? kept.options : [],
      explanation: explanation === before.explanation ? kept.explanation : '',
    },
  };
}

/** Another kind with what can be kept of the answers. */
export function withKind(it: Fields, kind: string): Fields {
  const options =
    kind === 'true_false'
      ? [
          { text: 'Đúng', right: it.options[0]?.right ?? false },
          { text: 'Sai', right: it.options[1]?.right ?? false },
        ]
      : it.options.length || !isChoice(kind)
        ? it.options
        : split(it.lines).map((text) => ({ text, right: false }));
  const lines =
    hasLines(kind) && !it.lines ? it.options.map((one) => one.text).join('\n') : it.lines;
  return { ...it, kind, options, lines };
}
