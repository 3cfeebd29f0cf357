/** One person practising: what comes next, what was said of it, what comes back. */
import { ApiError } from '$/api/client';
import { practice } from '$/api/practice';
import type { PracticeItem, PracticeProgress, PracticeVerdict, Wish } from '$/api/practice';
import type { AnswerValue } from '$/api/types';
import { newKey } from '$/lib/start-key';

import type { Turns } from './turns';

/** What went wrong is asked again after so many others. */
const BACK_AFTER = 4;
const FEW_LEFT = 3;

type Stage = 'topics' | 'item' | 'done';

export class Practice implements Turns {
  stage = $state<Stage>('topics');
  progress = $state.raw<PracticeProgress | null>(null);
  topics = $state.raw<ReadonlySet<string>>(new Set());
  audience = $state('');
  queue = $state.raw<readonly PracticeItem[]>([]);
  value = $state.raw<AnswerValue>(null);
  verdict = $state.raw<PracticeVerdict | null>(null);
  /** Whether the verdict is on an answer, or on having had no idea. */
  guessed = $state(false);
  busy = $state(false);
  trouble = $state.raw<unknown>(null);
  /** An item was withdrawn while it was on the screen. */
  isGone = $state(false);
  answers = $state(0);
  right = $state(0);
  nextDueAt = $state<string | null>(null);
  /** Counts items shown, so that one that comes back begins anew. */
  turn = $state(0);
  /** What went wrong since the page was opened: all that a visitor has to come back to. */
  missed = $state.raw<readonly PracticeItem[]>([]);

  private wish: Wish = { topics: [], audience: '' };
  private isLast = false;
  private key = newKey();

  readonly item = $derived(this.queue[0] ?? null);

  constructor(private readonly isKept: boolean) {}

  get onlyWrong(): boolean {
    return Boolean(this.wish.onlyWrong);
  }

  get wrong(): number {
    return this.isKept ? (this.progress?.wrong ?? 0) : this.missed.length;
  }

  readonly load = (): Promise<void> =>
    this.attempt(async () => {
      this.progress = await practice.progress(this.audience);
    });

  toggle(code: string): void {
    const topics = new Set(this.topics);
    if (!topics.delete(code)) topics.add(code);
    this.topics = topics;
  }

  begin(more: Pick<Wish, 'onlyWrong' | 'onlyDue' | 'ahead'> = {}): Promise<void> {
    this.wish = { topics: [...this.topics], audience: this.audience, ...more };
    this.queue = more.onlyWrong && !this.isKept ? this.missed : [];
    this.isLast = Boolean(more.onlyWrong && !this.isKept);
    this.isGone = false;
    return this.attempt(() => this.show());
  }

  again = (): Promise<void> =>
    this.begin({
      onlyWrong: this.wish.onlyWrong,
      onlyDue: this.wish.onlyDue,
      ahead: this.wish.ahead,
    });

  /** `null` says that one has no idea. */
  answer(value: AnswerValue): Promise<void> {
    const { item } = this;
    if (!item || this.verdict || this.busy) return Promise.resolve();
    return this.attempt(async () => {
      try {
        const verdict = await practice.answer(this.key, item, value);
        this.guessed = value !== null;
        this.count(item, verdict);
      } catch (error) {
        if (!(error instanceof ApiError) || error.status !== 404) throw error;
        this.isGone = true;
        await this.show(this.queue.slice(1));
      }
    });
  }

  next(): Promise<void> {
    const { item, verdict } = this;
    if (!item || !verdict) return Promise.resolve();
    const rest = this.queue.slice(1);
    if (!verdict.is_right) rest.splice(BACK_AFTER, 0, turned(item));
    this.isGone = false;
    return this.attempt(() => this.show(rest));
  }

  stop(): void {
    this.stage = 'topics';
    this.queue = [];
    this.verdict = null;
    this.trouble = null;
    void this.load();
  }

  private count(item: PracticeItem, verdict: PracticeVerdict): void {
    this.verdict = verdict;
    this.answers += 1;
    this.right += verdict.is_right ? 1 : 0;
    const others = this.missed.filter((one) => one.item !== item.item);
    this.missed = verdict.is_right ? others : [...others, item];
  }

  private async show(queue: readonly PracticeItem[] = this.queue): Promise<void> {
    if (queue.length <= FEW_LEFT && !this.isLast) queue = await this.filled(queue);
    this.queue = queue;
    this.value = null;
    this.verdict = null;
    this.key = newKey();
    this.turn += 1;
    this.stage = queue.length ? 'item' : 'done';
  }

  /** With the next items behind; a failure matters only where nothing is left to show. */
  private async filled(queue: readonly PracticeItem[]): Promise<readonly PracticeItem[]> {
    try {
      const batch = await practice.items(this.wish);
      this.wish = { ...this.wish, cursor: batch.cursor };
      this.nextDueAt = batch.next_due_at;
      const known = new Set(queue.map(({ item }) => item));
      const more = batch.items.filter(({ item }) => !known.has(item));
      this.isLast = more.length === 0;
      return [...queue, ...more];
    } catch (error) {
      if (!queue.length) throw error;
      return queue;
    }
  }

  private async attempt(work: () => Promise<void>): Promise<void> {
    if (this.busy) return;
    this.busy = true;
    this.trouble = null;
    try {
      await work();
    } catch (error) {
      this.trouble = error;
    } finally {
      this.busy = false;
    }
  }
}

/** The same item with its options in another order; true stays before false. */
function turned(item: PracticeItem): PracticeItem {
  if (item.kind !== 'single' && item.kind !== 'multiple') return item;
  const lots = new Map(item.options.map((option) => [option, Math.random()]));
  const options = [...item.options].sort((a, b) => (lots.get(a) ?? 0) - (lots.get(b) ?? 0));
  return { ...item, options };
}
