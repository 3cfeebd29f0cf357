/** An item's options and key as lines to be read, those that are right marked. */
import type { Content } from '$/api/bank/exchange';

export interface SaidLine {
  mark: string;
  text: string;
  right: boolean;
}

const LETTERS = 'ABCDEFGHIJ';
type Key = { [name: string]: unknown };
const places = (key: unknown): number[] => (Array.isArray(key) ? key.map(Number) : []);
const parts = (key: unknown): Key =>
  key && typeof key === 'object' && !Array.isArray(key) ? (key as Key) : {};
const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);
const right = (mark: string, text: string): SaidLine => ({ mark, text, right: true });

export function saidLines(it: Partial<Content>): SaidLine[] {
  const options = it.options ?? [];
  const key = places(it.key);
  const named = parts(it.key);
  switch (it.kind) {
    case 'matching':
      return options.map((left, at) =>
        right(`${at + 1}.`, `${left} → ${it.targets?.[key[at] ?? -1] ?? '?'}`),
      );
    case 'ordering':
      return (key.length ? key : options.map((_, at) => at)).map((at, place) =>
        right(`${place + 1}.`, options[at] ?? '?'),
      );
    case 'number': {
      const off = named.tolerance && named.tolerance !== '0' ? ` ± ${String(named.tolerance)}` : '';
      const value = named.value === undefined ? '' : String(named.value);
      return value ? [right('=', `${value}${off} ${it.unit ?? ''}`.replaceAll('.', ','))] : [];
    }
    case 'short_text':
      return list(named.accepted).map((one) => right('=', String(one)));
    case 'essay':
      return list(named.rubric).map((one) =>
        right('·', `${String(parts(one).criterion)} (${String(parts(one).points)})`),
      );
    default:
      return options.map((text, at) => ({
        mark: `${LETTERS[at] ?? at + 1}.`,
        text,
        right: key.includes(at),
      }));
  }
}
