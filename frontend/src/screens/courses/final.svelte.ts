/** A course's final quiz: answers kept on this device until the server has them, then the result. */
import { api, ApiError } from '$/api/client';
import { courses, type FinalQuiz, type FinalResult } from '$/api/courses';
import type { AnswerValue } from '$/api/types';
import { openBox } from '$/lib/box';
import { owner } from '$/lib/learner';

type Answers = Record<string, AnswerValue>;
type Stage = 'loading' | 'working' | 'result' | 'failed';

export class Final {
  stage = $state<Stage>('loading');
  quiz = $state.raw<FinalQuiz | null>(null);
  answers = $state.raw<Answers>({});
  position = $state(0);
  save = $state<'saved' | 'saving' | 'kept'>('saved');
  busy = $state(false);
  trouble = $state.raw<unknown>(null);
  result = $state.raw<FinalResult | null>(null);
  private unsent: Answers = {};
  private timer: ReturnType<typeof setTimeout> | undefined;

  readonly items = $derived(this.quiz?.items ?? []);
  readonly item = $derived(this.items[this.position] ?? null);
  readonly open = $derived(this.items.filter((_, place) => this.answers[place] == null).length);

  constructor(private readonly slug: string) {}

  private get name(): string {
    return [owner(), this.slug, String(this.quiz?.number ?? 0)].join('\n');
  }

  /** Whether trying again may help: not where lessons or another day come first. */
  get mayPass(): boolean {
    return !(this.trouble instanceof ApiError) || this.trouble.passing;
  }

  readonly load = async (): Promise<void> => {
    this.stage = 'loading';
    this.trouble = null;
    try {
      this.quiz = await courses.finalQuiz(this.slug);
      this.unsent = (await (await openBox()).get<Answers>('finals', this.name)) ?? {};
      this.answers = { ...this.quiz.answers, ...this.unsent };
      const first = this.items.findIndex((_, place) => this.answers[place] == null);
      this.position = Math.max(0, first);
      this.stage = 'working';
      addEventListener('online', this.send);
      void this.send();
    } catch (error) {
      this.trouble = error;
      this.stage = 'failed';
    }
  };

  end(): void {
    removeEventListener('online', this.send);
    clearTimeout(this.timer);
    void this.send();
  }

  put(place: number, value: AnswerValue): void {
    this.answers = { ...this.answers, [place]: value };
    this.unsent = { ...this.unsent, [place]: value };
    this.save = 'saving';
    void openBox().then((box) => box.put('finals', this.name, this.unsent));
    clearTimeout(this.timer);
    this.timer = setTimeout(this.send, 600);
  }

  goto(position: number): void {
    this.position = Math.min(Math.max(0, position), this.items.length - 1);
  }

  private readonly send = async (): Promise<boolean> => {
    const sent = this.unsent;
    if (!Object.keys(sent).length) return true;
    clearTimeout(this.timer);
    try {
      await this.anew(() => courses.finalAnswers(this.slug, sent));
      const left = Object.entries(this.unsent).filter(([place, value]) => sent[place] !== value);
      this.unsent = Object.fromEntries(left);
      const box = await openBox();
      await box.put('finals', this.name, this.unsent);
      this.save = left.length ? 'saving' : 'saved';
      return left.length === 0;
    } catch (error) {
      this.save = 'kept';
      const passes = !(error instanceof ApiError) || error.passing;
      if (passes) this.timer = setTimeout(this.send, 8_000);
      else this.trouble = error;
      return false;
    }
  };

  /** Sends what is left, then hands in. Trying again is always safe. */
  async submit(): Promise<void> {
    const { quiz } = this;
    if (this.busy || !quiz) return;
    this.busy = true;
    this.trouble = null;
    try {
      while (Object.keys(this.unsent).length) {
        if (!(await this.send())) throw this.trouble ?? new ApiError(0, 'unsent');
      }
      this.result = await this.anew(() => courses.submitFinal(this.slug, quiz.number));
      this.stage = 'result';
      await (await openBox()).drop('finals', this.name);
    } catch (error) {
      this.trouble = error;
    } finally {
      this.busy = false;
    }
  }

  /** A kept page may bring an old protection against forged requests. */
  private async anew<T>(send: () => Promise<T>): Promise<T> {
    try {
      return await send();
    } catch (error) {
      if (!(error instanceof ApiError) || error.status !== 403) throw error;
      await api.session();
      return send();
    }
  }
}
