/** A lesson's quiz, one item at a time; what went wrong can be tried again afterwards. */
import { ApiError } from '$/api/client';
import type { Given, QuizVerdict } from '$/api/courses';
import type { PracticeItem } from '$/api/practice';
import type { AnswerValue } from '$/api/types';
import { newKey } from '$/lib/start-key';
import type { Turns } from '$/screens/practice/turns';

type Verdict = Pick<QuizVerdict, 'is_right' | 'percent' | 'review'>;
/** null: the answer is kept on this device and will be judged later. */
type Judge = (given: Given) => Promise<Verdict | null>;

export class LessonQuiz implements Turns {
  private queue = $state.raw<readonly PracticeItem[]>([]);
  value = $state.raw<AnswerValue>(null);
  verdict = $state.raw<Verdict | null>(null);
  isWaiting = $state(false);
  guessed = $state(false);
  isGone = $state(false);
  busy = $state(false);
  trouble = $state.raw<unknown>(null);
  turn = $state(0);
  private key = newKey();

  readonly item = $derived(this.queue[0] ?? null);

  constructor(
    private readonly part: string,
    readonly items: readonly PracticeItem[],
    private readonly judge: Judge,
    private readonly onend: () => void,
  ) {
    this.queue = items;
  }

  get number(): number {
    return this.items.length - this.queue.length + 1;
  }

  async answer(value: AnswerValue): Promise<void> {
    const { item } = this;
    if (!item || this.verdict || this.busy) return;
    this.busy = true;
    this.trouble = null;
    const { item: name, version } = item;
    try {
      this.verdict = await this.judge({
        key: this.key,
        part: this.part,
        item: name,
        version,
        value,
      });
      this.isWaiting = this.verdict === null;
      this.guessed = value !== null;
    } catch (error) {
      if (error instanceof ApiError && error.status === 404) this.show(true);
      else this.trouble = error;
    } finally {
      this.busy = false;
    }
  }

  async next(): Promise<void> {
    if (this.verdict || this.isWaiting) this.show();
  }

  stop(): void {
    this.onend();
  }

  private show(isGone = false): void {
    this.queue = this.queue.slice(1);
    this.value = null;
    this.verdict = null;
    this.isWaiting = false;
    this.isGone = isGone;
    this.key = newKey();
    this.turn += 1;
    if (!this.queue.length) this.onend();
  }
}
