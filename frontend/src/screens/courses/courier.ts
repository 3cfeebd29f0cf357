/** Carries what was learned to the server: kept on this device first, forgotten once it was heard.
 *
 * Evidence is sent in batches, answers one by one in their order; what fails is tried again with
 * growing, jittered pauses, when the network returns, and on the next visit.
 */
import { ApiError } from '$/api/client';
import type { Evidence, Given, QuizVerdict, SavedProgress, Told } from '$/api/courses';
import type { Box } from '$/lib/box';

import { merged } from './evidence';

const BATCH_MS = 4_000;
const FIRST_PAUSE_MS = 2_000;
const LONGEST_PAUSE_MS = 60_000;

export type SaveState =
  | 'saved' /* the server has everything */
  | 'saving' /* on its way */
  | 'kept' /* not sent, safe on this device */
  | 'fragile'; /* not sent, and this device cannot keep it */

interface ToldRow extends Told {
  course: string;
  lesson: string;
  revision: number;
}
interface GivenRow {
  course: string;
  lesson: string;
  given: Given;
  at: number;
}

export interface Post {
  tell(course: string, lesson: string, told: Told): Promise<SavedProgress>;
  answer(course: string, lesson: string, given: Given): Promise<QuizVerdict>;
  /** Renews the protection against forged requests; a kept page may bring an old one. */
  renew(): Promise<unknown>;
}

export interface CourierEvents {
  onstate(state: SaveState): void;
  onsaved?(course: string, lesson: string, saved: SavedProgress): void;
  /** The server will never take this; it is no longer sent. */
  onrefused?(course: string, error: ApiError): void;
}

export class Courier {
  private timer: ReturnType<typeof setTimeout> | undefined;
  private flight: Promise<void> | null = null;
  private failures = 0;
  private unsent = 0;
  private stopped = false;

  constructor(
    private readonly owner: string,
    private readonly box: Box,
    private readonly post: Post,
    private readonly events: CourierEvents,
    private readonly random: () => number = Math.random,
  ) {}

  private name(...parts: string[]): string {
    return [this.owner, ...parts].join('\n');
  }

  /** What of a lesson is still on this device only. */
  async unsentOf(course: string, lesson: string): Promise<Evidence> {
    const row = await this.box.get<ToldRow>('told', this.name(course, lesson));
    return row?.evidence ?? {};
  }

  async tell(course: string, lesson: string, told: Told): Promise<void> {
    await this.box.change<ToldRow>('told', this.name(course, lesson), (now) => ({
      course,
      lesson,
      place: told.place || (now?.place ?? ''),
      evidence: merged(now?.evidence ?? {}, told.evidence),
      revision: (now?.revision ?? 0) + 1,
    }));
    await this.count();
    this.soon(BATCH_MS);
  }

  /** Keeps an answer and asks for the verdict; null when it must wait for better times. */
  async answer(course: string, lesson: string, given: Given): Promise<QuizVerdict | null> {
    const row: GivenRow = { course, lesson, given, at: Date.now() };
    await this.box.put('given', this.name(given.key), row);
    await this.count();
    try {
      return await this.deliver(row);
    } catch (error) {
      if (!(error instanceof ApiError) || !error.passing) throw error;
      this.pause(error.retryAfter);
      return null;
    } finally {
      await this.count();
    }
  }

  /** Sends what there is, now. */
  readonly flush = async (): Promise<void> => {
    clearTimeout(this.timer);
    this.timer = undefined;
    if (this.stopped) return;
    this.flight ??= this.work().finally(() => (this.flight = null));
    await this.flight;
  };

  stop(): void {
    this.stopped = true;
    clearTimeout(this.timer);
  }

  private soon(pause: number): void {
    if (this.stopped || this.timer !== undefined) return;
    this.timer = setTimeout(this.flush, pause);
  }

  private async work(): Promise<void> {
    try {
      for (const [name, row] of await this.box.all<ToldRow>('told', this.name(''))) {
        await this.send(name, row);
      }
      const given = await this.box.all<GivenRow>('given', this.name(''));
      const rows = given.map(([, row]) => row).sort((one, other) => one.at - other.at);
      for (const row of rows) await this.deliver(row).catch(onlyPassing);
      this.failures = 0;
    } catch (error) {
      this.pause(error instanceof ApiError ? error.retryAfter : null);
    }
    await this.count();
    if (this.unsent) this.soon(BATCH_MS);
  }

  private async send(name: string, row: ToldRow): Promise<void> {
    const { course, lesson, place, evidence, revision } = row;
    try {
      const saved = await this.anew(() => this.post.tell(course, lesson, { place, evidence }));
      // What came meanwhile stays; what is sent again with it changes nothing.
      await this.box.change<ToldRow>('told', name, (now) =>
        now && now.revision > revision ? now : undefined,
      );
      this.events.onsaved?.(course, lesson, saved);
    } catch (error) {
      if (!(error instanceof ApiError) || isForLater(error)) throw error;
      await this.box.drop('told', name);
      this.events.onrefused?.(course, error);
    }
  }

  private async deliver({ course, lesson, given }: GivenRow): Promise<QuizVerdict> {
    const name = this.name(given.key);
    try {
      const verdict = await this.anew(() => this.post.answer(course, lesson, given));
      await this.box.drop('given', name);
      this.failures = 0;
      this.events.onsaved?.(course, lesson, verdict.progress);
      return verdict;
    } catch (error) {
      if (error instanceof ApiError && !isForLater(error)) await this.box.drop('given', name);
      throw error;
    }
  }

  private async anew<T>(send: () => Promise<T>): Promise<T> {
    try {
      return await send();
    } catch (error) {
      if (!(error instanceof ApiError) || error.status !== 403) throw error;
      await this.post.renew();
      return send();
    }
  }

  private pause(asked: number | null): void {
    const limit = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** this.failures);
    this.failures += 1;
    clearTimeout(this.timer);
    this.timer = undefined;
    this.soon(Math.max(asked ?? 0, limit * (0.5 + this.random() / 2)));
  }

  private async count(): Promise<void> {
    const [told, given] = await Promise.all([
      this.box.all('told', this.name('')),
      this.box.all('given', this.name('')),
    ]);
    this.unsent = told.length + given.length;
    const isCut = this.failures > 0 || globalThis.navigator?.onLine === false;
    const waiting = isCut ? (this.box.lasting ? 'kept' : 'fragile') : 'saving';
    this.events.onstate(this.unsent ? waiting : 'saved');
  }
}

/** Signing in again may help, as may time: these are kept. */
const isForLater = (error: ApiError): boolean =>
  error.passing || error.status === 401 || error.status === 403;

function onlyPassing(error: unknown): void {
  if (!(error instanceof ApiError) || isForLater(error)) throw error;
}
