/** Days as people here write them. */

/** "22/11/2026" of "2026-11-22"; "" for nothing. */
export const dayText = (day: string | null): string =>
  day ? day.split('-').reverse().join('/') : '';
