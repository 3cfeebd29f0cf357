import { expect, test } from 'vitest';

import { clockText, elapsedText, momentText, numberText, rateText, spanText } from '$/lib/format';

test('what somebody took is the same in figures and in words', () => {
  for (const ms of [238_600, 268_400, 316_499, 59_500]) {
    const [minutes, seconds] = elapsedText(ms).split(':').map(Number);
    const words = [minutes ? `${minutes} phút` : '', seconds ? `${seconds} giây` : ''];
    expect(spanText(ms, 'vi')).toBe(words.filter(Boolean).join(' '));
  }
});

test.each([
  [702_000, '11:42'],
  [59_001, '1:00'],
  [900, '0:01'],
  [0, '0:00'],
  [3_723_000, '1:02:03'],
])('%i ms on the clock is %s', (ms, text) => expect(clockText(ms)).toBe(text));

test.each([
  [506_000, '8 phút 26 giây'],
  [240_000, '4 phút'],
  [0, '0 giây'],
  [176_400_000, '2 ngày 1 giờ'],
])('%i ms in words is %s', (ms, text) => expect(spanText(ms, 'vi')).toBe(text));

test('figures follow the language', () => {
  expect(numberText(12_986, 'vi')).toBe('12.986');
  expect(numberText(12_986, 'en')).toBe('12,986');
  expect(rateText(0.9213, 'vi')).toBe('92,1%');
});

test('dates name the weekday, in the time of Việt Nam', () => {
  const plain = (text: string) => text.replaceAll('\u00a0', ' ');
  expect(plain(momentText('2026-11-29T14:00:00Z', 'vi'))).toBe('21 giờ, Chủ nhật ngày 29/11/2026');
  expect(plain(momentText('2026-11-28T12:48:03Z', 'vi', true))).toBe(
    '19:48:03, Thứ Bảy ngày 28/11/2026',
  );
  expect(momentText('2026-11-28T17:30:00Z', 'en')).toBe('00:30, Sunday 29/11/2026');
});
