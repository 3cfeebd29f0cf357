/** A date of birth typed as three numbers. */

/** ISO date, or null where day, month and year make no real past date. */
export function birthDate(day: string, month: string, year: string, today: Date): string | null {
  const [d, m, y] = [day, month, year].map((part) => (/^\d{1,4}$/.test(part.trim()) ? +part : NaN));
  if (d === undefined || m === undefined || y === undefined) return null;
  const at = new Date(Date.UTC(y, m - 1, d));
  const real = at.getUTCFullYear() === y && at.getUTCMonth() === m - 1 && at.getUTCDate() === d;
  return real && y >= 1900 && at <= today ? at.toISOString().slice(0, 10) : null;
}

/** Whole years between a birth date and today. */
export function ageOn(birth: string, today: Date): number {
  const [y = 0, m = 0, d = 0] = birth.split('-').map(Number);
  const had = [today.getMonth() + 1, today.getDate()];
  const before = had[0]! < m || (had[0] === m && had[1]! < d);
  return today.getFullYear() - y - (before ? 1 : 0);
}
