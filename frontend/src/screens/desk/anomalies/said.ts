/** What an observation says, in a sentence or two. */
import type { Anomaly } from '$/api/generated/types.gen';
import type { Language } from '$/api/types';
import { momentText, numberText, spanText } from '$/lib/format';
import own from '$/messages/desk/bat-thuong';

/** What a scan counted; each kind fills its own part. */
type Facts = Record<
  | 'attempts'
  | 'both_wrong'
  | 'bound_ms'
  | 'chance'
  | 'common_items'
  | 'correct_items'
  | 'gap'
  | 'highest'
  | 'items'
  | 'linked_pairs'
  | 'lowest'
  | 'median_ms'
  | 'minutes'
  | 'papers'
  | 'people'
  | 'same_wrong'
  | 'top'
  | 'used_ms',
  number
> & { from: string; by_rulebook: boolean; by: string | string[]; rounds: number[] };

/** "1 phần 3.400.000": a chance as people say it. */
function oneIn(chance: number, language: Language): string {
  const times = chance > 0 ? Math.min(1e15, 1 / chance) : 1e15;
  const size = 10 ** Math.max(0, Math.floor(Math.log10(times)) - 1);
  return numberText(Math.round(times / size) * size, language);
}

export function saidOf(anomaly: Anomaly, language: Language): string[] {
  const t = own[language].said;
  const facts = anomaly.evidence as Facts;
  const n = (value: number) => numberText(value, language);
  switch (anomaly.kind) {
    case 'fast_paper': {
      const used = spanText(facts.used_ms, language);
      const middle = spanText(facts.median_ms, language);
      return [
        t.fast(used, n(facts.correct_items), n(facts.items), middle, n(facts.papers)),
        ...(facts.by_rulebook ? [t.byRulebook(spanText(facts.bound_ms, language))] : []),
      ];
    }
    case 'shared_device':
      return [t.device(n(facts.people), n(facts.attempts))];
    case 'shared_network':
      return [t.network(n(facts.people), n(facts.minutes), momentText(facts.from, language))];
    case 'similar_answers':
      return [
        t.similar(
          n(facts.same_wrong),
          n(facts.both_wrong),
          n(facts.common_items),
          t.oneIn(oneIn(facts.chance, language)),
        ),
        ...(facts.people > 2 ? [t.more(n(facts.linked_pairs), n(facts.people))] : []),
      ];
    case 'prediction_spray':
      return [
        t.spray(n(facts.people), n(facts.lowest), n(facts.highest), n(facts.gap)),
        facts.by === 'device' ? t.byDevice : t.byNetwork,
      ];
    case 'winning_circle': {
      const by = (facts.by as string[]).map((one) => t.by[one as keyof typeof t.by]);
      return [
        t.circle(n(facts.people), facts.rounds.join(', '), n(facts.top)),
        t.linked(by.join(', ')),
      ];
    }
  }
}
