/** The answer journal: every change is kept on the device first, then sent until the server names it.
 *
 * A change leaves the device's shelf only when the server's reply says that it has this revision of
 * the slot or a higher one. Sending happens in batches, one request at a time, and is tried again
 * with growing, jittered pauses, when the network returns, when the page is seen again and on load.
 */
import { ApiError } from '$/api/client';
import type { Answer, AnswerValue, Stored, Uuid } from '$/api/types';

import type { Change, Shelf } from './shelf';

export const BATCH = 64;
const SETTLE_MS = 120;
const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 30_000;

export type SaveState =
  | 'saved' /* the server has named everything */
  | 'saving' /* on its way */
  | 'kept' /* not sent, safe on this device */
  | 'fragile'; /* not sent, and this device cannot keep it */

export interface JournalEvents {
  onstate(state: SaveState, unsent: ReadonlySet<number>): void;
  onstored?(reply: Stored, roundTripMs: number): void;
  /** The attempt is over or elsewhere: nothing more will be sent under this token. */
  onstopped(error: ApiError): void;
  /** The server will never take this answer; it is no longer sent. */
  onrefused?(change: Change): void;
}

type Send = (responses: Answer[]) => Promise<Stored>;

const STOPS = new Set([401, 403, 404, 409]);

export class Journal {
  private unsent = new Set<number>();
  private revisions = new Map<number, number>();
  private failures = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private flight: Promise<void> | null = null;
  private again = false;
  private trouble = false;
  private stopped = false;
  /** Changes that the shelf refused to write: held here, and said so. */
  private loose = new Map<number, Change>();

  constructor(
    private readonly attempt: Uuid,
    private readonly shelf: Shelf,
    private readonly send: Send,
    private readonly events: JournalEvents,
    private readonly random: () => number = Math.random,
  ) {}

  /** Joins what the server has with what this device has; the higher revision wins, ties the server. */
  async join(server: readonly Answer[]): Promise<Map<number, AnswerValue>> {
    const answers = new Map<number, AnswerValue>();
    for (const { slot, revision, value } of server) {
      answers.set(slot, value);
      this.revisions.set(slot, revision);
    }
    // Asked for at once; the shelf answers in this order.
    const [, given, unsent] = await Promise.all([
      server.length ? this.shelf.settle(this.attempt, server) : undefined,
      this.shelf.answers(this.attempt),
      this.shelf.unsent(this.attempt),
    ]);
    for (const { slot, revision, value } of given) {
      if (revision <= (this.revisions.get(slot) ?? 0)) continue;
      answers.set(slot, value);
      this.revisions.set(slot, revision);
    }
    this.unsent = new Set(unsent.map((change) => change.slot));
    this.tell();
    if (this.unsent.size) this.soon(0);
    return answers;
  }

  /** Keeps an answer. Resolves once it is on the shelf (or held in memory where there is none).
   * It is sent after `settle` milliseconds. */
  async record(slot: number, value: AnswerValue, settle = SETTLE_MS): Promise<void> {
    const above = this.revisions.get(slot) ?? 0;
    this.revisions.set(slot, above + 1);
    this.unsent.add(slot);
    this.tell();
    try {
      const change = await this.shelf.record(this.attempt, slot, value, above);
      this.revisions.set(slot, Math.max(change.revision, this.revisions.get(slot) ?? 0));
      this.loose.delete(slot);
    } catch {
      this.loose.set(slot, { attempt: this.attempt, slot, revision: above + 1, value });
    }
    this.tell();
    this.soon(settle);
  }

  /** Sends now, whatever the pause: network back, page seen again, time up. Resolves when idle. */
  async flush(): Promise<boolean> {
    clearTimeout(this.timer);
    this.timer = undefined;
    while (this.flight) await this.flight;
    if (!this.stopped) {
      this.flight = this.work().finally(() => (this.flight = null));
      await this.flight;
    }
    return this.unsent.size === 0;
  }

  stop(): void {
    this.stopped = true;
    clearTimeout(this.timer);
  }

  private soon(pause: number): void {
    // In trouble the next try is already set; a new answer must not hurry a struggling server.
    if (this.stopped || (this.trouble && pause > 0)) return;
    if (this.flight) {
      this.again = true;
      return;
    }
    // A text is written for minutes: what is already on its way out is not put off again.
    if (pause > SETTLE_MS && this.timer !== undefined) return;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.flush(), pause);
  }

  private async pending(): Promise<Change[]> {
    const kept = await this.shelf.unsent(this.attempt).catch(() => []);
    const bySlot = new Map(kept.map((change) => [change.slot, change]));
    for (const change of this.loose.values()) bySlot.set(change.slot, change);
    return [...bySlot.values()].slice(0, BATCH);
  }

  private async work(): Promise<void> {
    do {
      this.again = false;
      const batch = await this.pending();
      if (!batch.length) break;
      if (!(await this.deliver(batch))) return;
      this.again ||= batch.length === BATCH || (await this.pending()).length > 0;
    } while (this.again && !this.stopped);
  }

  /** True when the batch is done with, false when it waits for better times. */
  private async deliver(batch: Change[]): Promise<boolean> {
    const started = performance.now();
    try {
      const responses = batch.map(({ slot, revision, value }) => ({ slot, revision, value }));
      const reply = await this.send(responses);
      await this.named(reply.stored);
      this.failures = 0;
      this.trouble = false;
      this.tell();
      this.events.onstored?.(reply, performance.now() - started);
      return this.answered(batch, reply.stored);
    } catch (error) {
      return this.failed(batch, error instanceof ApiError ? error : new ApiError(0, 'unknown'));
    }
  }

  /** A reply that leaves out an answer we sent is no acknowledgement: try it again, without haste. */
  private answered(batch: Change[], stored: Stored['stored']): boolean {
    const named = new Map(stored.map(({ slot, revision }) => [slot, revision]));
    if (batch.every(({ slot, revision }) => (named.get(slot) ?? 0) >= revision)) return true;
    this.pause(null);
    return false;
  }

  private async named(stored: Stored['stored']): Promise<void> {
    await this.shelf.settle(this.attempt, stored).catch(() => undefined);
    for (const { slot, revision } of stored) {
      if ((this.loose.get(slot)?.revision ?? Infinity) <= revision) this.loose.delete(slot);
      if ((this.revisions.get(slot) ?? 0) <= revision) {
        this.unsent.delete(slot);
        this.revisions.set(slot, revision);
      }
    }
  }

  private async failed(batch: Change[], error: ApiError): Promise<boolean> {
    if (STOPS.has(error.status)) {
      this.stop();
      this.trouble = true;
      this.tell();
      this.events.onstopped(error);
      return false;
    }
    if (!error.passing) return this.isolate(batch);
    this.pause(error.retryAfter);
    return false;
  }

  /** One bad answer must not hold back the others: send them one by one, put the bad one aside. */
  private async isolate(batch: Change[]): Promise<boolean> {
    if (batch.length > 1) {
      for (const change of batch) if (!(await this.deliver([change]))) return false;
      return true;
    }
    const [change] = batch;
    if (change) {
      await this.named([change]);
      this.events.onrefused?.(change);
      this.tell();
    }
    return true;
  }

  private pause(asked: number | null): void {
    const limit = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** this.failures);
    this.failures += 1;
    this.trouble = true;
    this.tell();
    clearTimeout(this.timer);
    if (this.stopped) return;
    const pause = Math.max(asked ?? 0, limit * (0.5 + this.random() / 2));
    this.timer = setTimeout(() => void this.flush(), pause);
  }

  private tell(): void {
    const fragile = !this.shelf.lasting || this.loose.size > 0;
    const unsentState = this.trouble ? (fragile ? 'fragile' : 'kept') : 'saving';
    this.events.onstate(this.unsent.size ? unsentState : 'saved', this.unsent);
  }
}
