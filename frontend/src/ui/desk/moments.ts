/** Between the server's ISO times and what a date-and-time control holds, in the contest's zone. */

const ZONE = 'Asia/Ho_Chi_Minh';
const OFFSET = '+07:00';

/** "2026-11-23T08:00" for a control; "" for nothing. */
export function toControl(iso: string): string {
  if (!iso || Number.isNaN(Date.parse(iso))) return '';
  const text = new Intl.DateTimeFormat('sv-SE', {
    timeZone: ZONE,
    dateStyle: 'short',
    timeStyle: 'short',
  }).format(new Date(iso));
  return text.replace(' ', 'T');
}

/** "2026-11-23" for a date control: the day here. */
export const dayHere = (at: number | string = Date.now()): string =>
  new Intl.DateTimeFormat('sv-SE', { timeZone: ZONE }).format(new Date(at));

/** "19:48" here. */
export const timeHere = (at: number | string): string =>
  toControl(new Date(at).toISOString()).slice(11);

/** "22/11/2026", as a day stands in a column. */
export const shortDay = (iso: string): string => dayHere(iso).split('-').reverse().join('/');

/** The ISO time of what a control holds; "" for nothing. */
export const fromControl = (text: string): string =>
  text ? `${text.slice(0, 16)}:00${OFFSET}` : '';
