/** Which paper, if any, belongs on the screen: this device's own, one running elsewhere, or none. */
import { ApiError, api } from '$/api/client';
import type { Paper, StartedAttempt, Uuid } from '$/api/types';

import type { KeptPaper, Shelf } from './shelf';
import { forgetKey, knownKey, startKey } from './start-key';

export type Opening =
  | { kind: 'sitting'; kept: KeptPaper; fresh: boolean }
  | { kind: 'elsewhere'; attempt: Uuid }
  | { kind: 'none' };

const RUNNING = 'in_progress';

const kept = (paper: StartedAttempt, owner: string): KeptPaper => ({
  uuid: paper.uuid,
  contest_slug: paper.contest_slug,
  owner,
  paper,
  left_ms: paper.remaining_ms,
  at: Date.now(),
  flags: [],
});

async function keep(shelf: Shelf, paper: StartedAttempt, owner: string): Promise<Opening> {
  const one = kept(paper, owner);
  await shelf.keepPaper(one).catch(() => undefined);
  return { kind: 'sitting', kept: one, fresh: true };
}

/** `running` is the attempt the server says this person has open, if it said so. */
export async function findOpening(
  slug: string,
  shelf: Shelf,
  owner: string,
  running: Paper | null,
  round: Uuid | null,
): Promise<Opening> {
  const papers = await shelf.papers().catch(() => []);
  const own = papers
    .filter((one) => one.contest_slug === slug && (!owner || one.owner === owner))
    .sort((a, b) => b.at - a.at)[0];
  if (own && (!running || running.uuid === own.uuid)) {
    if (!running || running.epoch <= own.paper.epoch) {
      return { kind: 'sitting', kept: own, fresh: false };
    }
    forgetKey(slug);
    return { kind: 'elsewhere', attempt: running.uuid };
  }
  if (!running) return { kind: 'none' };
  return (await reclaim(slug, shelf, owner, round)) ?? { kind: 'elsewhere', attempt: running.uuid };
}

/** A start whose reply this device never kept: naming it again brings the same paper. */
export async function reclaim(
  slug: string,
  shelf: Shelf,
  owner: string,
  round: Uuid | null,
): Promise<Opening | null> {
  const key = knownKey(slug);
  if (!key || !round) return null;
  const paper = await api.start(round, key).catch(() => null);
  return paper?.state === RUNNING ? keep(shelf, paper, owner) : null;
}

export async function start(
  slug: string,
  round: Uuid,
  shelf: Shelf,
  owner: string,
): Promise<Opening> {
  try {
    let paper = await api.start(round, startKey(slug));
    if (paper.state !== RUNNING) {
      forgetKey(slug);
      paper = await api.start(round, startKey(slug));
    }
    return await keep(shelf, paper, owner);
  } catch (error) {
    const other = error instanceof ApiError ? error.body.attempt : null;
    if (error instanceof ApiError && error.code === 'attempt_elsewhere' && other) {
      forgetKey(slug);
      return { kind: 'elsewhere', attempt: String(other) };
    }
    throw error;
  }
}

export async function takeOver(
  slug: string,
  attempt: Uuid,
  shelf: Shelf,
  owner: string,
): Promise<Opening> {
  return keep(shelf, await api.takeOver(attempt, startKey(slug)), owner);
}
