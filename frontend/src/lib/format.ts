/** Figures, spans of time and dates as people here write them: 1.234,5 and "Thứ Bảy, 28/11/2026". */
import type { Language } from '$/api/types';

const ZONE = 'Asia/Ho_Chi_Minh';
const LOCALES: Record<Language, string> = { vi: 'vi-VN', en: 'en-GB' };
const pad = (n: number) => String(n).padStart(2, '0');

/** "11:42", "1:02:03"; a begun second counts as a whole one, so that 0:00 means over. */
export function clockText(ms: number): string {
  const all = Math.max(0, Math.ceil(ms / 1000));
  const hours = Math.floor(all / 3600);
  const minutes = Math.floor(all / 60) % 60;
  return hours ? `${hours}:${pad(minutes)}:${pad(all % 60)}` : `${minutes}:${pad(all % 60)}`;
}

/** How long something took, "11:42": rounded as in words, where a time that is left is not. */
export const elapsedText = (ms: number): string => clockText(Math.round(ms / 1000) * 1000);

/** "8 phút 26 giây"; days and hours where it is that long. */
export function spanText(ms: number, language: Language): string {
  const seconds = Math.max(0, Math.round(ms / 1000));
  const parts: [number, string, string][] = [
    [Math.floor(seconds / 86400), 'ngày', 'd'],
    [Math.floor(seconds / 3600) % 24, 'giờ', 'h'],
    [Math.floor(seconds / 60) % 60, 'phút', 'min'],
    [seconds % 60, 'giây', 's'],
  ];
  const first = parts.findIndex(([n]) => n > 0);
  if (first < 0) return language === 'vi' ? '0 giây' : '0 s';
  return parts
    .slice(first, first + 2)
    .filter(([n]) => n > 0)
    .map(([n, vi, en]) => `${n} ${language === 'vi' ? vi : en}`)
    .join(' ');
}

export const numberText = (n: number, language: Language, digits = 0): string =>
  n.toLocaleString(LOCALES[language], {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  });

/** The name of a decree ("57-NQ/TW") stays on one line: its hyphens are of the kind that does not break. */
export const wholeNumbers = (text: string): string =>
  text.replace(/(\d)-(?=\p{Lu})/gu, '$1\u2060-\u2060');

/** A rate between 0 and 1 as "92,1%". */
export const rateText = (rate: number, language: Language): string =>
  `${numberText(rate * 100, language, 1)}%`;

const WEEKDAYS = ['Chủ nhật', 'Thứ Hai', 'Thứ Ba', 'Thứ Tư', 'Thứ Năm', 'Thứ Sáu', 'Thứ Bảy'];

interface Moment {
  weekday: string;
  date: string;
  time: string;
}

/** The parts of an ISO time in the contest's time zone. */
function moment(iso: string, language: Language, exact: boolean): Moment {
  const at = new Date(iso);
  const part = (options: Intl.DateTimeFormatOptions, locale = 'en-GB') =>
    new Intl.DateTimeFormat(locale, { timeZone: ZONE, ...options }).format(at);
  const date = part({ day: '2-digit', month: '2-digit', year: 'numeric' });
  const [day = 1, month = 1, year = 1970] = date.split('/').map(Number);
  const weekday = new Date(Date.UTC(year, month - 1, day)).getUTCDay();
  return {
    weekday: language === 'vi' ? (WEEKDAYS[weekday] ?? '') : part({ weekday: 'long' }),
    date,
    time: part({
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
      ...(exact ? { second: '2-digit' } : {}),
    }),
  };
}

/** `exact` with seconds. "21 giờ, Thứ Bảy ngày 28/11/2026", "19:48, Thứ Bảy ngày 28/11/2026"; words that belong together stay so. */
export function momentText(iso: string, language: Language, exact = false): string {
  const { weekday, date, time } = moment(iso, language, exact);
  if (language === 'en') return `${time}, ${weekday} ${date}`;
  const [hours, minutes] = time.split(':');
  const at = minutes === '00' && !exact ? `${Number(hours)}\u00a0giờ` : time;
  return `${at}, ${weekday} ngày\u00a0${date}`.replace(
    /Thứ |Chủ /,
    (word) => `${word.trim()}\u00a0`,
  );
}
