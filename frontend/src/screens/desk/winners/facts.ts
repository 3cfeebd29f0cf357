/** What earned a prize, in a few words. */
import type { Winner } from '$/api/generated/types.gen';
import type { Language } from '$/api/types';
import { numberText, spanText } from '$/lib/format';
import own from '$/messages/desk/dat-giai';

type Facts = Partial<
  Record<
    | 'points'
    | 'distance'
    | 'time_used_ms'
    | 'people'
    | 'attempts'
    | 'average_points'
    | 'headcount'
    | 'invited',
    number | null
  >
>;

export function factsText(winner: Winner, language: Language): string {
  const t = own[language].facts;
  const facts = winner.facts as Facts;
  const said = (value: number | null | undefined, text: (n: string) => string, digits = 0) =>
    value === null || value === undefined ? '' : text(numberText(value, language, digits));
  return [
    said(facts.points, t.points),
    said(facts.distance, t.distance),
    facts.time_used_ms ? spanText(facts.time_used_ms, language) : '',
    said(facts.people, t.people),
    said(facts.attempts, t.attempts),
    said(facts.average_points, t.average, 2),
    said(facts.headcount, t.headcount),
    said(facts.invited, t.invited),
  ]
    .filter(Boolean)
    .join(', ');
}
