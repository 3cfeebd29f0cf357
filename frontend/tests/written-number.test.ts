import { expect, test } from 'vitest';

import { readNumber, shownNumber } from '../src/lib/written-number';

test.each([
  ['57', '57'],
  ['3,5', '3,5'],
  ['1.234,5', '1234,5'],
  ['1.234', '1234'],
  ['1 234,50', '1234,5'],
  ['3.5', '3,5'],
  ['0.125', '0,125'],
  ['\u22122', '-2'],
  ['\uff13\uff0c\uff15', '3,5'],
  [' 007 ', '7'],
])('"%s" is read the Vietnamese way', (text, sent) => {
  expect(readNumber(text, 'vi')).toBe(sent);
});

test.each(['', '-', '-0', 'ba', '1..2', '1,2,3', '1e9', '1'.repeat(21)])(
  '"%s" is no number',
  (text) => {
    expect(readNumber(text, 'vi')).toBeNull();
  },
);

test('an English reader parts with commas', () => {
  expect(readNumber('1,234.5', 'en')).toBe('1234,5');
  expect(readNumber('3.5', 'en')).toBe('3,5');
  expect(shownNumber('1234,5', 'en')).toBe('1,234.5');
});

test.each(['1234567,25', '-1234', '0,125', '12', '1234,5678'])(
  '%s is shown and read again',
  (sent) => {
    expect(readNumber(shownNumber(sent, 'vi'), 'vi')).toBe(sent);
    expect(readNumber(shownNumber(sent, 'en'), 'en')).toBe(sent);
  },
);
