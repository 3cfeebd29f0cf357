/** What a document says, part by part in words, so that two of them can be compared. */
import type editor from '$/messages/bank/editor';

import type { ItemDocument, Source } from './document';

type Words = (typeof editor)['vi'];
export interface SaidPart {
  field: string;
  text: string;
}

const LETTERS = 'ABCDEFGHIJ';
const SOURCE: (keyof Source)[] = [
  'document',
  'publisher',
  'article',
  'link',
  'checked_on',
  'effective_from',
  'effective_to',
];

/** Only parts that say something, in the order they are read. */
export function said(it: ItemDocument, t: Words): SaidPart[] {
  const parts: SaidPart[] = [
    { field: 'kind', text: t.kinds[it.kind] },
    { field: 'stimulus', text: it.stimulus ? `${it.stimulus.title}\n${it.stimulus.text}` : '' },
    { field: 'stem', text: it.stem },
    { field: 'picture', text: it.picture?.alt ?? '' },
    { field: 'options', text: options(it) },
    { field: 'key', text: key(it, t) },
    { field: 'explanation', text: it.explanation },
    {
      field: 'source',
      text: SOURCE.map((name) => it.source[name] ?? '')
        .filter(Boolean)
        .join('\n'),
    },
  ];
  return parts.filter((part) => part.text);
}

const places = (key: unknown): number[] => (Array.isArray(key) ? key.map(Number) : []);

function options(it: ItemDocument): string {
  const key = places(it.key);
  if (it.kind === 'matching') {
    const line = (left: string, at: number) => `${left} → ${it.targets[key[at] ?? -1] ?? '?'}`;
    const spare = it.targets.filter((_, at) => !key.includes(at)).map((one) => `→ ${one}`);
    return [...it.options.map(line), ...spare].join('\n');
  }
  if (it.kind === 'ordering') {
    return key.map((at, place) => `${place + 1}. ${it.options[at] ?? '?'}`).join('\n');
  }
  return it.options
    .map((text, at) => `${key.includes(at) ? '✓' : '–'} ${LETTERS[at]}. ${text}`)
    .join('\n');
}

function key(it: ItemDocument, t: Words): string {
  const key = (it.key ?? {}) as Record<string, unknown>;
  const list = (value: unknown) => (Array.isArray(value) ? value : []);
  switch (it.kind) {
    case 'number': {
      const off = key.tolerance && key.tolerance !== '0' ? ` ± ${String(key.tolerance)}` : '';
      return key.value ? `${String(key.value)}${off} ${it.unit}`.replaceAll('.', ',').trim() : '';
    }
    case 'short_text':
      return [
        ...list(key.accepted).map(String),
        key.exact_marks ? t.exactMarks : '',
        key.exact_case ? t.exactCase : '',
      ]
        .filter(Boolean)
        .join('\n');
    case 'essay':
      return list(key.rubric)
        .map((line: Record<string, unknown>) => `${String(line.points)}: ${String(line.criterion)}`)
        .join('\n');
    case 'hotspot':
      return list(key.areas)
        .map((area: { shape: keyof Words['shapes'] }, at) =>
          t.areaName(at + 1, t.shapes[area.shape]),
        )
        .join('\n');
    default:
      return '';
  }
}
