/** How a round is decided: steps, draw, regrades. Every step answers with the whole decision. */
import { request } from '../client';
import type {
  Decision,
  ExcludedPerson,
  RankingChanges,
  RegradeWishRequest,
  RoundItem,
} from '../generated/types.gen';

export function decisionOf(slug: string, round: number) {
  const at = `desk/contests/${encodeURIComponent(slug)}/rounds/${round}/decision/`;
  const step = (path: string, body: object = {}) =>
    request<Decision>(at + path, { method: 'POST', body, timeout: 60_000 });
  return {
    show: () => request<Decision>(at),
    rank: (reason: string) => step('rank/', { reason }),
    review: (number: number) => step('review/', { number }),
    approve: (number: number) => step('approve/', { number }),
    sendBack: (number: number, reason: string) => step('return/', { number, reason }),
    publish: (number: number) => step('publish/', { number }),
    commitDraw: (number: number, source: string) => step('draw/', { number, source }),
    holdDraw: (number: number, seed: string, witnesses: string) =>
      step('draw/seed/', { number, seed, witnesses }),
    excluded: (number: number) => request<ExcludedPerson[]>(`${at}exclusions/?ranking=${number}`),
    changes: (number: number) => request<RankingChanges>(`${at}changes/?ranking=${number}`),
    items: () => request<RoundItem[]>(`${at}items/`),
    propose: (wish: RegradeWishRequest) => step('regrades/', wish),
    apply: (run: number) => step(`regrades/${run}/apply/`),
    discard: (run: number, reason: string) => step(`regrades/${run}/discard/`, { reason }),
  };
}

export type DecisionApi = ReturnType<typeof decisionOf>;
