import { expect, test } from 'vitest';

import { diff } from '../src/screens/bank/editor/diff';
import { EMPTY, type ItemDocument, KINDS } from '../src/screens/bank/editor/document';
import { History } from '../src/ui/writing/history';
import { readItem, readOptions } from '../src/screens/bank/editor/paste';
import { fromDocument, moved, toDocument, withKind } from '../src/screens/bank/editor/sheet';

const made = (part: Partial<ItemDocument>): ItemDocument => ({
  ...EMPTY,
  stem: 'Hỏi gì?',
  ...part,
});

const DOCUMENTS: ItemDocument[] = [
  made({ options: ['Một', 'Hai', 'Ba'], key: [1] }),
  made({ kind: 'multiple', options: ['Một', 'Hai', 'Ba'], key: [0, 2] }),
  made({
    options: ['Một', 'H2O'],
    key: [0],
    markup: {
      stem: '<p><b>Hỏi</b> gì?</p>',
      options: ['', '<p>H<sub>2</sub>O</p>'],
      explanation: '',
    },
  }),
  made({ kind: 'true_false', options: ['Đúng', 'Sai'], key: [1] }),
  made({ kind: 'true_false', language: 'en', options: ['True', 'False'], key: [0] }),
  made({ kind: 'matching', options: ['a', 'b'], targets: ['1', '2', 'thừa'], key: [0, 1] }),
  made({ kind: 'matching', options: ['a', 'b', 'c'], targets: ['1', '2'], key: [0, 1, 0] }),
  made({ kind: 'ordering', options: ['một', 'hai', 'ba'], key: [0, 1, 2] }),
  made({ kind: 'number', key: { value: '3.5', tolerance: '0' }, unit: 'GB' }),
  made({ kind: 'short_text', key: { accepted: ['Hà Nội'], exact_marks: false, exact_case: true } }),
  made({
    kind: 'hotspot',
    picture: { digest: 'a'.repeat(64), alt: 'Màn hình' },
    key: { areas: [{ shape: 'circle', x: 1, y: 2, radius: 3 }] },
  }),
  made({ kind: 'essay', key: { rubric: [{ criterion: 'Đủ ý', points: 3 }] }, limit: 1_000 }),
  made({
    options: ['Một', 'Hai'],
    key: [0],
    stimulus: { title: 'Bài đọc', text: 'Lời', markup: '' },
    source: { document: 'NQ 57', effective_from: '2024-12-22' },
  }),
];

test('every kind is among the samples', () => {
  expect(new Set(DOCUMENTS.map((one) => one.kind))).toEqual(new Set(KINDS));
});

test.each(DOCUMENTS)('$kind comes back as it was', (document) => {
  expect(toDocument(fromDocument(document))).toEqual(document);
});

test.each(KINDS)('an empty %s can be opened and stored', (kind) => {
  const sheet = fromDocument({ kind });

  expect(toDocument(sheet).kind).toBe(kind);
});

test('an order is shown as it ought to stand', () => {
  const sheet = fromDocument(made({ kind: 'ordering', options: ['c', 'a', 'b'], key: [1, 2, 0] }));

  expect(sheet.steps.map((step) => step.text)).toEqual(['a', 'b', 'c']);
  expect(toDocument(sheet)).toMatchObject({ options: ['a', 'b', 'c'], key: [0, 1, 2] });
});

test('a key that names what is not there opens all the same', () => {
  const sheet = fromDocument(made({ kind: 'ordering', options: ['a', 'b'], key: [7, 1, 1] }));

  expect(sheet.steps.map((step) => step.text)).toEqual(['b', 'a']);
});

test('changing the kind and back loses nothing but the second right option', () => {
  const before = fromDocument(made({ kind: 'multiple', options: ['a', 'b', 'c'], key: [1, 2] }));

  const after = withKind(withKind(before, 'number'), 'single');

  expect(toDocument(after)).toMatchObject({ options: ['a', 'b', 'c'], key: [1] });
});

test('a row is moved, and stays where it cannot go', () => {
  expect(moved(['a', 'b', 'c'], 0, 2)).toEqual(['b', 'c', 'a']);
  expect(moved(['a', 'b'], 1, 2)).toEqual(['a', 'b']);
});

test('a pasted item is taken apart', () => {
  const text = 'Câu 12: VNeID là gì?\nA. Một ứng dụng\n của Bộ Công an\nB. Một ví\nĐáp án: A';

  expect(readItem(text)).toEqual({
    stem: 'VNeID là gì?',
    options: [
      { text: 'Một ứng dụng của Bộ Công an', right: true },
      { text: 'Một ví', right: false },
    ],
  });
});

test('options on one line, with several right ones, are found', () => {
  const found = readItem('Chọn hai ý.\nA. Một   B. Hai  C. Ba\nĐÁP ÁN: A, C');

  expect(found?.options.map((one) => [one.text, one.right])).toEqual([
    ['Một', true],
    ['Hai', false],
    ['Ba', true],
  ]);
});

test.each(['Một câu văn.', 'A. Chỉ một ý', '', 'B. Không bắt đầu\nC. từ A'])(
  '"%s" is no item',
  (text) => {
    expect(readItem(text)).toBeNull();
  },
);

test('lines become options without their bullets', () => {
  expect(readOptions('- Một\n• Hai\nc) Ba\n')).toEqual(['Một', 'Hai', 'Ba']);
  expect(readOptions('Một dòng')).toBeNull();
});

test('a difference names the words', () => {
  expect(diff('Bộ Công an cấp', 'Bộ Nội vụ cấp')).toEqual([
    { text: 'Bộ ', side: 0 },
    { text: 'Công', side: -1 },
    { text: 'Nội', side: 1 },
    { text: ' ', side: 0 },
    { text: 'an', side: -1 },
    { text: 'vụ', side: 1 },
    { text: ' cấp', side: 0 },
  ]);
  expect(diff('', '')).toEqual([]);
});

test('typing in one place is one step back', () => {
  const history = new History('');
  history.add('a', 'stem', 0);
  history.add('ab', 'stem', 100);
  history.add('ab!', 'option', 200);

  expect(history.undo()).toBe('ab');
  expect(history.undo()).toBe('');
  expect(history.undo()).toBe('');
  expect(history.redo()).toBe('ab');
  history.add('x', 'stem', 300);
  expect(history.canRedo).toBe(false);
});
