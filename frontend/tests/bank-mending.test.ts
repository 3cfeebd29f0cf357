import { describe, expect, it } from 'vitest';

import type { Content } from '../src/api/bank/exchange';
import { contentOf, fieldsOf, withKind } from '../src/screens/bank/exchange/mending';
import { saidLines } from '../src/screens/bank/exchange/said';

const plain = { stem: '', options: [], explanation: '' };
const item = (parts: Partial<Content>): Partial<Content> => ({
  kind: 'single',
  stem: 'Ai ký?',
  options: [],
  targets: [],
  key: null,
  unit: '',
  explanation: '',
  markup: plain,
  ...parts,
});

const EVERY: Partial<Content>[] = [
  item({ options: ['Một', 'Hai'], key: [1] }),
  item({ kind: 'multiple', options: ['Một', 'Hai', 'Ba'], key: [0, 2] }),
  item({ kind: 'true_false', options: ['Đúng', 'Sai'], key: [0] }),
  item({
    kind: 'matching',
    options: ['113', '114'],
    targets: ['Công an', 'Cứu hoả', 'Thừa'],
    key: [0, 1],
  }),
  item({ kind: 'ordering', options: ['Gieo', 'Cấy', 'Gặt'], key: [0, 1, 2] }),
  item({ kind: 'number', key: { value: '10.5', tolerance: '0' }, unit: 'km' }),
  item({
    kind: 'short_text',
    key: { accepted: ['vn', '.vn'], exact_marks: true, exact_case: false },
  }),
  item({ kind: 'essay', key: { rubric: [{ criterion: 'Nêu đúng ý', points: 6 }] } }),
];

describe('an item of a file in plain fields', () => {
  it.each(EVERY.map((one) => [one.kind, one] as const))('%s says the same again', (_, one) => {
    const written = contentOf(fieldsOf(one), one);

    expect(written).toEqual(one);
  });

  it('keeps the dress of what was not changed', () => {
    const before = item({
      options: ['Một', 'Hai'],
      key: [0],
      markup: { stem: '<p>Ai <b>ký</b>?</p>', options: ['<b>Một</b>', ''], explanation: '' },
    });
    const fields = fieldsOf(before);

    expect(contentOf(fields, before).markup).toEqual(before.markup);
    expect(contentOf({ ...fields, stem: 'Ai?' }, before).markup).toEqual({
      stem: '',
      options: ['<b>Một</b>', ''],
      explanation: '',
    });
  });

  it('leaves empty options out and moves the key along', () => {
    const fields = fieldsOf(item({ options: ['Một', ' ', 'Ba'], key: [2] }));

    expect(contentOf(fields, {})).toMatchObject({ options: ['Một', 'Ba'], key: [1] });
  });

  it('turns lines into options when the kind changes', () => {
    const steps = fieldsOf(item({ kind: 'ordering', options: ['Gieo', 'Gặt'], key: [1, 0] }));

    expect(withKind(steps, 'true_false').options.map((one) => one.text)).toEqual(['Đúng', 'Sai']);
    expect(withKind(steps, 'multiple').options).toHaveLength(2);
  });

  it('reads a matching that has no key yet', () => {
    const fields = fieldsOf(item({ kind: 'matching', options: ['a'], targets: ['b'] }));

    expect(fields.lines).toBe('a => b');
  });
});

describe('an item in words', () => {
  it('marks what is right', () => {
    expect(saidLines(item({ options: ['Một', 'Hai'], key: [1] }))).toEqual([
      { mark: 'A.', text: 'Một', right: false },
      { mark: 'B.', text: 'Hai', right: true },
    ]);
    expect(saidLines(item({ kind: 'ordering', options: ['b', 'a'], key: [1, 0] }))).toMatchObject([
      { mark: '1.', text: 'a' },
      { mark: '2.', text: 'b' },
    ]);
    expect(
      saidLines(item({ kind: 'number', key: { value: '1.5', tolerance: '0.1' }, unit: 'm' })),
    ).toEqual([{ mark: '=', text: '1,5 ± 0,1 m', right: true }]);
  });
});
