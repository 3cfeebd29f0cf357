/** One person reading one lesson: what was seen and ticked, how much is left, where to go on. */
import { ApiError } from '$/api/client';
import {
  courses,
  type Evidence,
  type Given,
  type Lesson,
  type LessonPart,
  type LessonProgress,
} from '$/api/courses';
import { practice } from '$/api/practice';

import { merged, passing, share, shareOf, turned, WHOLE } from './evidence';
import { school } from './school.svelte';
import { Watch } from './watch';

type Stage = 'loading' | 'shown' | 'not-found' | 'not-kept' | 'failed';

export class Reading {
  stage = $state<Stage>('loading');
  trouble = $state.raw<unknown>(null);
  lesson = $state.raw<Lesson | null>(null);
  evidence = $state.raw<Evidence>({});
  /** What is shown is the copy on this device. */
  isKept = $state(false);
  /** Answers by part that wait for the network. */
  waiting = $state.raw<Readonly<Record<string, number>>>({});
  courseDone = $state(false);
  private isDoneThere = $state(false);

  readonly parts = $derived(this.lesson?.parts ?? []);
  readonly isOwn = $derived(this.lesson?.progress != null);
  readonly share = $derived(this.isDoneThere ? WHOLE : share(this.parts, this.evidence));
  /** What waits for other lessons is done with them, and not by being read. */
  readonly isDone = $derived(
    this.isDoneThere || (this.share === WHOLE && !this.lesson?.closed_by.length),
  );
  readonly left = $derived(
    this.isDone ? [] : this.parts.filter((part) => this.shareOf(part) < WHOLE),
  );

  readonly watch = new Watch((key) => void this.see(key));
  private deaf: (() => void) | undefined;

  constructor(
    readonly slug: string,
    readonly key: string,
  ) {}

  readonly load = async (): Promise<void> => {
    this.stage = 'loading';
    this.trouble = null;
    try {
      const { lesson, isKept } = await school.lesson(this.slug, this.key);
      this.isKept = isKept;
      await this.take(lesson);
      this.stage = 'shown';
    } catch (error) {
      this.trouble = error;
      const status = error instanceof ApiError ? error.status : -1;
      this.stage = status === 404 ? 'not-found' : status === 0 ? 'not-kept' : 'failed';
    }
  };

  private async take(lesson: Lesson): Promise<void> {
    let evidence = lesson.progress?.evidence ?? {};
    if (lesson.progress) {
      const post = await school.post();
      evidence = merged(evidence, await post.unsentOf(this.slug, this.key));
      this.deaf ??= school.hear((course, key, saved) => {
        if (course !== this.slug || key !== this.key) return;
        this.evidence = merged(this.evidence, saved.evidence);
        this.isDoneThere ||= saved.is_done;
        this.courseDone = saved.course.is_complete;
        this.waiting = {};
      });
    }
    this.evidence = evidence;
    this.isDoneThere = lesson.progress?.is_done ?? false;
    this.lesson = lesson;
  }

  /** What the server has come to know of this lesson by itself. */
  grow({ evidence, is_done }: LessonProgress): void {
    this.evidence = merged(this.evidence, evidence);
    this.isDoneThere ||= is_done;
  }

  /** Begins the course from within a lesson; what was read so far counts. */
  async enrol(): Promise<void> {
    const before = this.evidence;
    await courses.enrol(this.slug);
    await this.take(await school.fetchLesson(this.slug, this.key));
    this.evidence = merged(this.evidence, before);
    const seen = Object.entries(before).map(([key, told]) => [key, toldOf(told)] as const);
    if (seen.length) await this.tell('', Object.fromEntries(seen));
  }

  end(): void {
    this.deaf?.();
    for (const { key } of this.parts) this.watch.forget(key);
    if (this.isOwn) void school.post().then((post) => post.flush());
  }

  shareOf(part: LessonPart): number {
    return shareOf(part, this.evidence[part.key]);
  }

  follow(part: LessonPart, node: HTMLElement): (() => void) | undefined {
    if (passing(part) || this.evidence[part.key]?.seen) return undefined;
    return this.watch.follow(part.key, node);
  }

  /** What a part knows itself: what was watched of it, which pages were open. */
  show(part: string, told: { watched?: number[]; pages?: number[] }): void {
    const known = this.evidence[part] ?? {};
    const isNew = Object.entries(told).some(([name, numbers]) =>
      numbers.some((one) => !known[name as 'watched' | 'pages']?.includes(one)),
    );
    if (isNew) void this.tell(part, { [part]: { seen: true, ...told } });
  }

  /** Ticks a step of a list, or takes the tick back. */
  tick(part: string, step: number): void {
    void this.tell(part, { [part]: turned(this.evidence[part] ?? {}, step) });
  }

  /** Judges an answer; those who are not in the course are told, and nothing is kept. */
  async judge(given: Given) {
    const { key, part, item, version, value } = given;
    if (!this.isOwn) {
      const asked = this.parts.find((one) => one.key === part);
      const one = asked?.items?.find((each) => each.item === item && each.version === version);
      if (!one) throw new ApiError(404, 'not_found');
      const verdict = await practice.answer(key, one, value);
      this.note(part, item, verdict.is_right);
      return verdict;
    }
    const verdict = await (await school.post()).answer(this.slug, this.key, given);
    if (verdict) this.note(part, item, verdict.is_right);
    else {
      this.waiting = { ...this.waiting, [part]: (this.waiting[part] ?? 0) + 1 };
      // A video asks once, whatever comes of the answer.
      const { kind } = this.parts.find((one) => one.key === part) ?? {};
      if (kind === 'video') this.note(part, item, false);
    }
    return verdict;
  }

  private note(part: string, item: string, isRight: boolean): void {
    const told = { seen: true, tried: [item], ...(isRight ? { right: [item] } : {}) };
    this.evidence = merged(this.evidence, { [part]: told });
  }

  private see(key: string): Promise<void> {
    return this.tell(key, { [key]: { seen: true } });
  }

  private async tell(place: string, evidence: Evidence): Promise<void> {
    this.evidence = merged(this.evidence, evidence);
    if (!this.isOwn) return;
    const post = await school.post();
    await post.tell(this.slug, this.key, { place, evidence });
    if (this.isDone) await post.flush();
  }
}

/** What a device may tell of: never what became of a quiz. */
const toldOf = ({ steps, turns, watched, pages }: Evidence[string]) => ({
  seen: true,
  ...(steps ? { steps } : {}),
  ...(turns ? { turns } : {}),
  ...(watched ? { watched } : {}),
  ...(pages ? { pages } : {}),
});
