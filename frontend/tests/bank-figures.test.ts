import { expect, test } from 'vitest';

import type { TopicOffer } from '$/api/bank/forms';
import type { ItemFigures } from '$/api/bank/statistics';
import formWords from '$/messages/bank/forms';
import statisticWords from '$/messages/bank/statistics';
import { blueprintOf, isShort, needOf } from '$/screens/bank/forms/matrix';
import { answerText, bestChoice, steadiness, worthALook } from '$/screens/bank/statistics/said';

const { vi } = statisticWords;
const item = (changes: Partial<ItemFigures>): ItemFigures =>
  ({
    version: 1,
    code: 'NQ57-001',
    kind: 'single',
    options: ['Một', 'Hai', 'Ba'],
    targets: ['1', '2'],
    discrimination: 30,
    alarms: [],
    ...changes,
  }) as ItemFigures;

test.each([
  ['0', 'single', 'A. Một'],
  ['2', 'multiple', 'C. Ba'],
  ['1-0', 'matching', 'Hai → 1'],
  ['0-2', 'ordering', 'Vị trí 1: Ba'],
  ['=7', 'essay', '7 điểm'],
  ['', 'single', 'Bỏ trống'],
  ['*', 'short_text', 'Câu trả lời khác'],
] as const)('the code %j of a %s item reads %j', (code, kind, words) =>
  expect(answerText(code, item({ kind }), vi)).toBe(words),
);

test('a typed number is no option', () =>
  expect(answerText('35', item({ kind: 'number', options: [] }), vi)).toBe('35'));

test('a doubtful key comes before all else, the worst of them first', () => {
  const found = worthALook([
    item({ version: 1, alarms: ['unused_option'] }),
    item({ version: 2, alarms: ['check_key', 'too_easy'], discrimination: -5 }),
    item({ version: 3, alarms: ['few_papers'] }),
    item({ version: 4, alarms: ['check_key'], discrimination: -40 }),
    item({ version: 5, alarms: ['too_hard'] }),
  ]);

  expect(found.map((one) => [one.item.version, one.alarm])).toEqual([
    [4, 'check_key'],
    [2, 'check_key'],
    [5, 'too_hard'],
    [1, 'unused_option'],
  ]);
});

const chosen = (tops: number[], right: number) => ({
  papers: [100, 27, 27],
  answers: tops.map((top, place) => ({
    answer: String(place),
    right: place === right,
    all: top,
    top,
    bottom: 0,
  })),
});

test('another key begins with what the best papers chose', () => {
  expect(bestChoice(item({ choices: chosen([3, 20, 4], 0) }))).toEqual([1]);
  expect(bestChoice(item({ choices: chosen([23, 2, 2], 0) }))).toEqual([0]);
});

test('steadiness has a word for every alpha', () =>
  expect([85, 70, 60, 20, -10].map(steadiness)).toEqual(['good', 'good', 'fair', 'poor', 'poor']));

const topic = (easy: number, hard: number): TopicOffer => ({
  code: 'nq57',
  name: 'Nghị quyết 57',
  cells: {
    easy: { items: easy, unused: 0 },
    medium: { items: 0, unused: 0 },
    hard: { items: hard, unused: 0 },
  },
});

test.each([
  [3, 9, 3, { lacks: 0, shares: 0 }],
  [3, 8, 3, { lacks: 0, shares: 1 }],
  [3, 2, 3, { lacks: 1, shares: 0 }],
])('%i of %i items for %i forms', (count, items, forms, need) =>
  expect(needOf(count, items, forms)).toEqual(need),
);

test('a blueprint holds what was typed, and is short where the bank has less', () => {
  const topics = [topic(5, 1)];

  expect(blueprintOf(topics, { 'nq57/easy': 3, 'nq57/hard': 0, 'nq57/medium': null })).toEqual([
    { topic: 'nq57', difficulty: 'easy', count: 3 },
  ]);
  expect(isShort(topics, { 'nq57/easy': 5 })).toBe(false);
  expect(isShort(topics, { 'nq57/hard': 2 })).toBe(true);
});

test.each([formWords, statisticWords])('both languages say the same things', (words) =>
  expect(Object.keys(words.en)).toEqual(Object.keys(words.vi)),
);
