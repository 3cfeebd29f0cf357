/** What every screen of a course shares: whose it is, the box on this device, the way to the server. */
import { api, ApiError } from '$/api/client';
import { courses, type CourseDetail, type Lesson, type SavedProgress } from '$/api/courses';
import { type Box, openBox } from '$/lib/box';
import { owner } from '$/lib/learner';

import { Courier, type SaveState } from './courier';

const nameOf = (...parts: string[]) => [owner(), ...parts].join('\n');
const PATIENCE_MS = 5_000;

export interface KeptCourse {
  course: CourseDetail;
  downloadedAt?: string;
}

class School {
  save = $state<SaveState>('saved');
  private readonly listeners = new Set<Listener>();
  private courier: Promise<Courier> | null = null;

  readonly box = (): Promise<Box> => openBox();

  /** One courier for the page; it first sends what an earlier visit left behind. */
  post(): Promise<Courier> {
    this.courier ??= this.employ();
    return this.courier;
  }

  /** Hears what the server says of lessons; the answer stops listening. */
  hear(listener: Listener): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  private async employ(): Promise<Courier> {
    const courier = new Courier(
      owner(),
      await this.box(),
      { tell: courses.tell, answer: courses.answer, renew: api.session },
      {
        onstate: (state) => (this.save = state),
        onsaved: (course, lesson, saved) =>
          this.listeners.forEach((listener) => listener(course, lesson, saved)),
      },
    );
    addEventListener('online', courier.flush);
    addEventListener('pagehide', () => void courier.flush());
    document.addEventListener('visibilitychange', () => void courier.flush());
    void courier.flush();
    return courier;
  }

  /** The course from the server, or the copy on this device. */
  async course(slug: string): Promise<{ course: CourseDetail; isKept: boolean }> {
    const box = await this.box();
    const kept = await box.get<KeptCourse>('courses', nameOf(slug));
    const fetched = courses.course(slug).then(async (course) => {
      await box.change<KeptCourse>('courses', nameOf(slug), (now) => ({ ...now, course }));
      return { course, isKept: false };
    });
    return orKept(fetched, kept && { course: kept.course, isKept: true });
  }

  async lesson(slug: string, key: string): Promise<{ lesson: Lesson; isKept: boolean }> {
    const box = await this.box();
    const kept = await box.get<Lesson>('lessons', nameOf(slug, key));
    const fetched = this.fetchLesson(slug, key).then((lesson) => ({ lesson, isKept: false }));
    return orKept(fetched, kept && { lesson: kept, isKept: true });
  }

  async fetchLesson(slug: string, key: string): Promise<Lesson> {
    const lesson = await courses.lesson(slug, key);
    await (await this.box()).put('lessons', nameOf(slug, key), lesson);
    return lesson;
  }

  async downloadedAt(slug: string): Promise<string> {
    const kept = await (await this.box()).get<KeptCourse>('courses', nameOf(slug));
    return kept?.downloadedAt ?? '';
  }

  async noteDownload(slug: string): Promise<void> {
    const downloadedAt = new Date().toISOString();
    await (
      await this.box()
    ).change<KeptCourse>('courses', nameOf(slug), (now) => now && { ...now, downloadedAt });
  }
}

type Listener = (course: string, lesson: string, saved: SavedProgress) => void;

/** What the server sends in time; else the copy, where there is one. */
function orKept<T>(fetched: Promise<T>, kept: T | undefined): Promise<T> {
  if (kept === undefined) return fetched;
  const late = new Promise<T>((resolve) => setTimeout(() => resolve(kept), PATIENCE_MS));
  const usable = fetched.catch((error) => {
    if (error instanceof ApiError && !error.passing) throw error;
    return kept;
  });
  return Promise.race([usable, late]);
}

export const school = new School();
