/** What was shown of a lesson, by the server's rule: it only grows, so that order does not matter. */
import type { Evidence, LessonPart, PartEvidence } from '$/api/courses';

export const WHOLE = 1000;

const both = <T extends string | number>(one: T[] = [], other: T[] = []): T[] | undefined => {
  const union = [...new Set([...one, ...other])].sort((a, b) => (a < b ? -1 : 1));
  return union.length ? union : undefined;
};

function union(one: PartEvidence, other: PartEvidence): PartEvidence {
  const told: PartEvidence = {};
  if (one.seen || other.seen) told.seen = true;
  const [steps, tried] = [both(one.steps, other.steps), both(one.tried, other.tried)];
  const right = both(one.right, other.right);
  if (steps) told.steps = steps;
  if (tried) told.tried = tried;
  if (right) told.right = right;
  return told;
}

/** All that either of them shows. */
export function merged(one: Evidence, other: Evidence): Evidence {
  const keys = [...new Set([...Object.keys(one), ...Object.keys(other)])].sort();
  return Object.fromEntries(keys.map((key) => [key, union(one[key] ?? {}, other[key] ?? {})]));
}

/** How many right answers pass the part, 0 where being seen is enough. */
export const passing = (part: LessonPart): number =>
  part.kind === 'quiz' ? Math.min(part.pass ?? 0, part.items?.length ?? 0) : 0;

/** How much of the part was done, in thousandths. */
export function shareOf(part: LessonPart, told: PartEvidence = {}): number {
  const wanted = passing(part);
  if (!wanted) return told.seen ? WHOLE : 0;
  return Math.floor((WHOLE * Math.min(told.right?.length ?? 0, wanted)) / wanted);
}

export function share(parts: readonly LessonPart[], evidence: Evidence): number {
  if (!parts.length) return WHOLE;
  const sum = parts.reduce((all, part) => all + shareOf(part, evidence[part.key]), 0);
  return Math.floor(sum / parts.length);
}
