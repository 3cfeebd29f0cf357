/** One person sitting one paper: answers, place in the paper, time left, state of saving, the end. */
import { ApiError, api } from '$/api/client';
import type {
  Answer,
  AnswerValue,
  News,
  OwnNews,
  Paper,
  Receipt,
  StartedAttempt,
  Stored,
} from '$/api/types';

import { TimeLeft } from './clock';
import { follow } from './follow';
import { Journal, type SaveState } from './journal';
import type { KeptPaper, Shelf } from './shelf';

export type Stage = 'working' | 'time-up' | 'handing-in' | 'over' | 'elsewhere' | 'signed-out';

/** Where everybody would hand in at the same second, each waits a little of its own. */
const HAND_IN_SPREAD_MS = 4_000;
const TIME_STILL_LEFT_MS = 1_500;
/** Where everybody's clock was changed, each asks for its own within this time. */
const CLOCK_SPREAD_MS = 10_000;
const NEWS_POLL_MS = 20_000;
/** Less than this more is no news. */
const GAINED_MS = 15_000;

/** Announced once each, politely, when the time left falls to them. */
export const WARNINGS_MS = [300_000, 60_000] as const;

const isAnswered = (value: AnswerValue | undefined) =>
  typeof value === 'number' || (value?.length ?? 0) > 0;

export class Sitting {
  readonly paper: StartedAttempt;
  answers = $state.raw<ReadonlyMap<number, AnswerValue>>(new Map());
  flags = $state.raw<ReadonlySet<number>>(new Set());
  position = $state(0);
  left = $state(0);
  save = $state<SaveState>('saved');
  unsent = $state.raw<ReadonlySet<number>>(new Set());
  stage = $state<Stage>('working');
  receipt = $state.raw<Receipt | null>(null);
  lateKept = $state(0);
  refused = $state(0);
  /** A warning just reached, for the live region; 0 when none. */
  warning = $state(0);
  news = $state.raw<News | null>(null);
  /** The round is paused: the clock stands still, answers are taken. */
  paused = $state(false);
  /** More time was given since the paper was opened. */
  gained = $state(false);
  private seenNews = $state.raw<ReadonlySet<string>>(new Set());
  readonly announcements = $derived(
    (this.news?.announcements ?? []).filter((one) => !this.seenNews.has(one.uuid)),
  );
  /** Handing in was asked for and did not get through. */
  unreached = $state(false);

  private readonly clock = new TimeLeft();
  private readonly journal: Journal;
  private ticking: ReturnType<typeof setInterval> | undefined;
  private retry: ReturnType<typeof setTimeout> | undefined;
  private asking: ReturnType<typeof setTimeout> | undefined;
  private unfollow: (() => void) | undefined;
  private expectsMore = false;
  private warned = new Set<number>();
  private closing = false;

  constructor(
    private readonly kept: KeptPaper,
    private readonly shelf: Shelf,
    private readonly fresh: boolean,
  ) {
    const { paper } = kept;
    this.paper = paper;
    this.flags = new Set(kept.flags);
    if (fresh) this.clock.hear(paper.remaining_ms);
    else this.clock.recall(kept.left_ms, kept.at);
    this.news = paper.news ?? null;
    this.hold(Boolean(paper.news?.paused));
    this.left = this.clock.ms;
    for (const ms of WARNINGS_MS) if (this.left <= ms) this.warned.add(ms);
    this.journal = new Journal(
      paper.uuid,
      shelf,
      (responses: Answer[]) => api.save(paper.uuid, paper.token, responses),
      {
        onstate: (state, unsent) => {
          this.save = state;
          this.unsent = new Set(unsent);
        },
        onstored: (reply, roundTrip) => this.hear(reply, roundTrip),
        onstopped: (error) => this.stopped(error),
        onrefused: () => (this.refused += 1),
      },
    );
    this.answers = new Map(paper.responses.map(({ slot, value }) => [slot, value]));
  }

  /** Slots in the order of the paper; the prediction, slot 0, comes last. */
  get slots(): number[] {
    return [...this.paper.items.map((item) => item.slot), ...(this.paper.prediction ? [0] : [])];
  }
  get slot(): number {
    return this.slots[this.position] ?? 0;
  }
  get item() {
    return this.paper.items[this.position] ?? null;
  }
  /** What is to be matched is answered once every option has its pair. */
  answered = (slot: number): boolean => {
    const value = this.valueOf(slot);
    const item = this.paper.items.find((one) => one.slot === slot);
    if (item?.kind === 'matching') {
      return Array.isArray(value) && value.length === item.options.length;
    }
    return isAnswered(value);
  };
  valueOf(slot: number): AnswerValue | undefined {
    if (slot === 0 && this.paper.prediction?.locked_value != null) {
      return this.paper.prediction.locked_value;
    }
    return this.answers.get(slot);
  }
  get unanswered(): number[] {
    return this.slots.filter((slot) => !this.answered(slot));
  }
  get open(): boolean {
    return this.stage === 'working';
  }

  async begin(): Promise<void> {
    const joined = await this.journal.join(this.paper.responses);
    this.answers = joined;
    const first = this.slots.findIndex((slot) => !this.answered(slot));
    this.position = first > 0 && this.position === 0 ? first : this.position;
    this.ticking = setInterval(this.tick, 250);
    addEventListener('online', this.wakeUp);
    addEventListener('pageshow', this.wakeUp);
    document.addEventListener('visibilitychange', this.seen);
    this.tick();
    if (!this.fresh) this.wakeUp();
    this.listen();
  }

  /** Hides an announcement on this screen; a reload brings it back. */
  dismiss(uuid: string): void {
    this.seenNews = new Set(this.seenNews).add(uuid);
  }

  end(): void {
    clearInterval(this.ticking);
    clearTimeout(this.retry);
    clearTimeout(this.asking);
    this.unfollow?.();
    this.journal.stop();
    removeEventListener('online', this.wakeUp);
    removeEventListener('pageshow', this.wakeUp);
    document.removeEventListener('visibilitychange', this.seen);
  }

  choose(slot: number, token: string): void {
    const item = this.paper.items.find((one) => one.slot === slot);
    if (!item || !this.open) return;
    const now = this.answers.get(slot);
    const chosen = Array.isArray(now) ? (now as string[]) : [];
    if (item.kind !== 'multiple') return this.answer(slot, [token]);
    const next = chosen.includes(token)
      ? chosen.filter((one) => one !== token)
      : [...chosen, token];
    this.answer(slot, next.length ? next : null);
  }

  /** Answers an item that is not a choice. What was written when time ran out still counts. */
  put(slot: number, value: AnswerValue, settle?: number): void {
    if (this.isStage('working', 'time-up')) this.answer(slot, value, settle);
  }

  predict(value: number | null): void {
    if (this.open && this.paper.prediction?.locked_value == null) this.answer(0, value);
  }

  flag(slot: number): void {
    const flags = new Set(this.flags);
    if (!flags.delete(slot)) flags.add(slot);
    this.flags = flags;
    void this.keep();
  }

  goto(position: number): void {
    this.position = Math.min(Math.max(0, position), this.slots.length - 1);
  }

  /** Sends what is left, then hands in. Trying again is always safe. */
  async handIn(): Promise<void> {
    if (this.closing) return;
    this.closing = true;
    this.unreached = false;
    const before = this.stage;
    this.stage = before === 'time-up' ? 'time-up' : 'handing-in';
    try {
      const sent = await this.journal.flush();
      if (this.isStage('over', 'elsewhere', 'signed-out')) return;
      if (!sent && before !== 'time-up') throw new ApiError(0, 'unsent');
      this.over(await api.submit(this.paper.uuid, this.paper.token));
    } catch (error) {
      this.handInFailed(error, before);
    } finally {
      this.closing = false;
    }
  }

  private handInFailed(error: unknown, before: Stage): void {
    if (error instanceof ApiError && [401, 404, 409].includes(error.status)) {
      return this.stopped(error);
    }
    this.unreached = true;
    this.stage = before;
    if (before === 'time-up') this.retry = setTimeout(() => void this.handIn(), 8_000);
  }

  private isStage(...stages: Stage[]): boolean {
    return stages.includes(this.stage);
  }

  private answer(slot: number, value: AnswerValue, settle?: number): void {
    this.answers = new Map(this.answers).set(slot, value);
    void this.journal.record(slot, value, settle);
  }

  private readonly tick = () => {
    this.left = this.clock.ms;
    for (const ms of WARNINGS_MS) {
      if (this.left <= ms && !this.warned.has(ms)) {
        this.warned.add(ms);
        this.warning = ms;
      }
    }
    if (this.left === 0 && this.stage === 'working') this.timeUp();
  };

  /** At zero by our reckoning the server is asked first: only its word ends a paper. */
  private timeUp(): void {
    this.stage = 'time-up';
    this.retry = setTimeout(() => void this.finishInTime(), Math.random() * HAND_IN_SPREAD_MS);
    void this.journal.flush();
  }

  private async finishInTime(): Promise<void> {
    await this.resync();
    if (this.stage === 'time-up') await this.handIn();
  }

  private listen(): void {
    // A paper that an older page kept does not name its round: it hears the news by HTTP.
    const round = this.paper.round_uuid;
    if (!round) return;
    this.unfollow = follow<News | OwnNews>({
      path: `rounds/${round}/takers/`,
      take: (news) => ('news' in news ? this.hearOwn(news) : this.hearNews(news)),
      ask: () => api.news(this.paper.uuid, this.paper.token),
      pollMs: NEWS_POLL_MS,
    });
  }

  private hearOwn(own: OwnNews): void {
    this.hearNews(own.news, false);
    this.hear({ ...own, paused: Boolean(own.news.paused) }, 0);
  }

  /** News for everybody in the round; where clocks were changed, one's own is asked for. */
  private hearNews(news: News, asks = true): void {
    const before = this.news;
    if (before && news.version < before.version) return;
    this.news = news;
    this.hold(Boolean(news.paused));
    const me = this.paper.uuid.replaceAll('-', '').slice(0, 12);
    const isMore =
      before !== null &&
      (before.closes_at !== news.closes_at || before.extended[me] !== news.extended[me]);
    this.expectsMore ||= isMore && !news.paused;
    if (!asks || !before || (!isMore && Boolean(before.paused) === Boolean(news.paused))) return;
    clearTimeout(this.asking);
    const spread = Math.min(CLOCK_SPREAD_MS, this.clock.ms / 2);
    this.asking = setTimeout(() => void this.resync(), Math.random() * spread);
  }

  private hold(paused: boolean): void {
    this.paused = paused;
    this.clock.hold(paused);
  }

  private hear(reply: Stored | Paper | (OwnNews & { paused: boolean }), roundTrip: number): void {
    this.hold('paused' in reply ? reply.paused : Boolean(reply.news?.paused));
    const before = this.clock.ms;
    this.clock.hear(reply.remaining_ms, roundTrip);
    if (this.expectsMore && this.clock.ms - before > GAINED_MS) this.gained = true;
    if (this.expectsMore)
      for (const ms of WARNINGS_MS) if (this.clock.ms > ms) this.warned.delete(ms);
    this.expectsMore = false;
    if (this.stage === 'time-up' && reply.remaining_ms > TIME_STILL_LEFT_MS) {
      clearTimeout(this.retry);
      this.stage = 'working';
    }
    this.tick();
    void this.keep();
  }

  /** Asks the server for the time left; silence changes nothing. */
  private async resync(): Promise<void> {
    if (this.isStage('over', 'elsewhere', 'signed-out')) return;
    const asked = performance.now();
    try {
      const paper = await api.paper(this.paper.uuid, this.paper.token);
      this.hear(paper, performance.now() - asked);
    } catch (error) {
      if (!(error instanceof ApiError) || ![401, 404, 409].includes(error.status)) return;
      // What is still here goes first: after the end the server keeps it as late evidence.
      if (this.unsent.size) await this.journal.flush();
      this.stopped(error);
    }
  }

  private readonly seen = () => {
    if (document.visibilityState === 'visible') return this.wakeUp();
    // The page may never be seen again: what is unsent leaves now, not after the usual pause.
    if (this.unsent.size) void this.journal.flush();
    void this.keep();
  };

  private readonly wakeUp = () => {
    if (this.isStage('over', 'elsewhere')) return;
    this.clock.wake();
    this.tick();
    void this.journal.flush().then(() => this.resync());
  };

  private stopped(error: ApiError): void {
    if (this.isStage('over', 'elsewhere')) return;
    if (error.code === 'attempt_closed' || error.body.receipt) {
      this.lateKept = Number(error.body.late_kept ?? 0);
      this.over((error.body.receipt as Receipt | undefined) ?? null);
    } else {
      this.stage = error.code === 'attempt_taken_over' ? 'elsewhere' : 'signed-out';
      this.end();
    }
  }

  private over(receipt: Receipt | null): void {
    this.receipt = receipt;
    this.stage = 'over';
    this.end();
    void this.shelf.drop(this.paper.uuid).catch(() => undefined);
  }

  private async keep(): Promise<void> {
    if (this.isStage('over')) return;
    const now = { left_ms: this.clock.ms, at: Date.now(), flags: [...this.flags] };
    await this.shelf.keepPaper({ ...this.kept, ...now }).catch(() => undefined);
  }
}
