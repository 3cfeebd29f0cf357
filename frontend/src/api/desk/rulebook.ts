/** The rulebook of a contest: read, said in words, tried, put in force, played out. */
import { request } from '../client';
import type {
  DeskRulebook,
  Job,
  Preset,
  RulebookImpact,
  RulebookSummary,
  Simulation,
} from '../generated/types.gen';
import type { Uuid } from '../types';

const at = (slug: string) => `desk/contests/${encodeURIComponent(slug)}/rulebook/`;
const post = (body: unknown) => ({ method: 'POST' as const, body });

/** The whole document, every default written out; its shape is the JSON Schema's. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export type RulebookDocument = Record<string, any>;

export interface SimulationWish {
  first: RulebookDocument | null;
  second: RulebookDocument;
  round: number | null;
  people: number;
  all_correct_percent: number;
  seed: number;
}

export const rulebook = {
  read: (slug: string) => request<DeskRulebook>(at(slug)),
  presets: (slug: string) => request<Preset[]>(`${at(slug)}presets/`),
  say: (slug: string, document: RulebookDocument) =>
    request<RulebookSummary>(`${at(slug)}summary/`, post({ document })),
  try: (slug: string, document: RulebookDocument, effectiveAt: string) =>
    request<RulebookImpact>(
      `${at(slug)}trial/`,
      post({ document, effective_at: effectiveAt || null }),
    ),
  change: (slug: string, document: RulebookDocument, effectiveAt: string, reason: string) =>
    request<DeskRulebook>(
      `${at(slug)}versions/`,
      post({ document, effective_at: effectiveAt || null, reason }),
    ),
  /** The outcome at once, or the job that works it out. */
  simulate: (slug: string, wish: SimulationWish) =>
    request<Simulation | Job>(`${at(slug)}simulation/`, post(wish)),
  job: (uuid: Uuid) => request<Job>(`jobs/${uuid}/`),
};
