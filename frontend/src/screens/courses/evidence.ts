/** What was shown of a lesson, by the server's rule: merging it in any order comes to the same. */
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
    if (key === 'steps' || key === 'turns') continue;
    const all = new Set<Shown>([...(one[key] ?? []), ...(other[key] ?? [])]);
    if (all.size) told[name] = [...all].sort((a, b) => (a < b ? -1 : 1));
  }
  return { ...told, ...latestTicks(one, other) } as PartEvidence;
}

/** How often each step was turned, to ticked and back; odd is ticked. */
function turnsOf(told: PartEvidence): Map<number, number> {
  const turns = new Map((told.steps ?? []).map((step) => [step, 1]));
  for (const [step, many] of Object.entries(told.turns ?? {})) turns.set(Number(step), many);
  return turns;
}

/** The highest turn of a step counts, so that late and repeated ones change nothing. */
function latestTicks(one: PartEvidence, other: PartEvidence): PartEvidence {
  const latest = turnsOf(one);
  for (const [step, many] of turnsOf(other)) {
    latest.set(step, Math.max(many, latest.get(step) ?? 0));
  }
  const all = [...latest].sort(([a], [b]) => a - b);
  const steps = all.filter(([, many]) => many % 2).map(([step]) => step);
  const turns = Object.fromEntries(all.filter(([, many]) => many > 1));
  return {
    ...(steps.length ? { steps } : {}),
    ...(Object.keys(turns).length ? { turns } : {}),
  };
}

/** What is told when a step is ticked, or a tick taken back. */
export function turned(told: PartEvidence, step: number): PartEvidence {
  const turn = (turnsOf(told).get(step) ?? 0) + 1;
  return {
    seen: true,
    ...(turn % 2 ? { steps: [step] } : {}),
    ...(turn > 1 ? { turns: { [step]: turn } } : {}),
  };
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
    const shown = told[name as Exclude<keyof PartEvidence, 'seen' | 'turns'>]?.length ?? 0;
    return Math.floor((WHOLE * Math.min(shown, many)) / many);
  });
  return Math.floor(met.reduce((all, one) => all + one) / met.length);
}

export function share(parts: readonly LessonPart[], evidence: Evidence): number {
  if (!parts.length) return WHOLE;
  const sum = parts.reduce((all, part) => all + shareOf(part, evidence[part.key]), 0);
  return Math.floor(sum / parts.length);
}
