import { expect, test } from 'vitest';

import { ageOn, birthDate } from '$/lib/birth-date';
import { drumPath } from '$/lib/drum';
import { climbs, keyed } from '$/lib/movement';
import { newKey } from '$/lib/start-key';
import en from '$/messages/en';
import core from '$/messages/vi';
import more from '$/messages/vi-more';
import ready from '$/messages/vi-ready';
import rest from '$/messages/vi-rest';

const vi = { ...core, ...ready, ...rest, ...more };

const TODAY = new Date('2026-11-22T00:00:00');

test.each([
  ['5', '9', '1966', '1966-09-05'],
  ['29', '2', '2024', '2024-02-29'],
  ['29', '2', '2023', null],
  ['1', '1', '1890', null],
  ['1', '1', '2030', null],
  ['', '9', '1966', null],
  ['5', 'chín', '1966', null],
])('%s/%s/%s is the birth date %s', (day, month, year, iso) =>
  expect(birthDate(day, month, year, TODAY)).toBe(iso),
);

test('age counts birthdays that have been', () => {
  expect(ageOn('2010-11-22', TODAY)).toBe(16);
  expect(ageOn('2010-11-23', TODAY)).toBe(15);
});

test('only those who gained places have climbed', () => {
  const before = [
    { key: 'a', rank: 1 },
    { key: 'b', rank: 2 },
    { key: 'c', rank: 3 },
  ];
  const after = [
    { key: 'c', rank: 1 },
    { key: 'a', rank: 2 },
    { key: 'd', rank: 3 },
  ];
  expect(climbs(before, after)).toEqual(new Map([['c', 2]]));
});

test('equal masked names keep keys of their own', () => {
  const rows = keyed(
    [
      { rank: 1, name: 'Ng*' },
      { rank: 2, name: 'Ng*' },
    ],
    (row) => row.name,
  );
  expect(rows.map((row) => row.key)).toEqual(['Ng*#0', 'Ng*#1']);
});

test('start keys are version 4 UUIDs', () => {
  expect(newKey()).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
});

test('the drum is one path without broken numbers', () => {
  expect(drumPath()).not.toMatch(/NaN|undefined|e-/);
});

/** Every name in a tree of messages. */
const names = (tree: object, path = ''): string[] =>
  Object.entries(tree).flatMap(([name, value]) =>
    value && typeof value === 'object' ? names(value, `${path}${name}.`) : [`${path}${name}`],
  );

test('both languages say the same things', () => {
  expect(names(en).sort()).toEqual(names(vi).sort());
});

test('no word is left in the other language by mistake', () => {
  const same = names(vi).filter((path) => {
    const of = (tree: object) =>
      path.split('.').reduce<unknown>((at, name) => (at as Record<string, unknown>)[name], tree);
    return typeof of(vi) === 'string' && of(vi) === of(en);
  });
  expect(same).toEqual(['app.name']);
});
