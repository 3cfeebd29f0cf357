/** What was shown of a lesson, by the server's rule: it only grows, so that order does not matter. */
import type { Evidence, LessonPart, PartEvidence } from '$/api/courses';

export const WHOLE = 1000;

type Shown = string | number;

function union(one: PartEvidence, other: PartEvidence): PartEvidence {
  const told: Record<string, true | Shown[]> = {};
  for (const name of new Set([...Object.keys(one), ...Object.keys(other)])) {
    const key = name as keyof PartEvidence;
    if (key === 'seen') {
      if (one.seen || other.seen) told.seen = true;
      continue;
    }
    const all = new Set<Shown>([...(one[key] ?? []), ...(other[key] ?? [])]);
    if (all.size) told[name] = [...all].sort((a, b) => (a < b ? -1 : 1));
  }
  return told as PartEvidence;
}

/** All that either of them shows. */
export function merged(one: Evidence, other: Evidence): Evidence {
  const keys = [...new Set([...Object.keys(one), ...Object.keys(other)])].sort();
  return Object.fromEntries(keys.map((key) => [key, union(one[key] ?? {}, other[key] ?? {})]));
}

/** By evidence: how many different ones complete the part; where none, being seen is enough. */
export function needsOf(part: LessonPart): Record<string, number> {
  if (part.needs) return part.needs;
  // a quiz that this device kept before lessons told what they need
  const passing = part.kind === 'quiz' ? Math.min(part.pass ?? 0, part.items?.length ?? 0) : 0;
  return passing ? { right: passing } : {};
}

/** How many right answers pass the part, 0 where being seen is enough. */
export const passing = (part: LessonPart): number => needsOf(part).right ?? 0;

/** How much of the part was done, in thousandths. */
export function shareOf(part: LessonPart, told: PartEvidence = {}): number {
  const needs = Object.entries(needsOf(part)).filter(([, many]) => many > 0);
  if (!needs.length) return told.seen ? WHOLE : 0;
  const met = needs.map(([name, many]) => {
    const shown = told[name as Exclude<keyof PartEvidence, 'seen'>]?.length ?? 0;
    return Math.floor((WHOLE * Math.min(shown, many)) / many);
  });
  return Math.floor(met.reduce((all, one) => all + one) / met.length);
}

export function share(parts: readonly LessonPart[], evidence: Evidence): number {
  if (!parts.length) return WHOLE;
  const sum = parts.reduce((all, part) => all + shareOf(part, evidence[part.key]), 0);
  return Math.floor(sum / parts.length);
}
