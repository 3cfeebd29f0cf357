/** Takes a whole course onto this device: lessons with their quizzes, pictures, the app's page. */
import type { CourseDetail } from '$/api/courses';

import { school } from './school.svelte';

/** The names are shared with src/sw.js. */
const PAGES = 'hoc-so-pages';
const DIAGRAMS = 'hoc-so-diagrams';
const PICTURE = /\/(?:so-do\/[0-9a-f]{64}\.svg|hinh\/[0-9a-f]{64}\.webp)/g;

export const canKeep = (): boolean => 'caches' in globalThis && 'serviceWorker' in navigator;

/** Safe to repeat; throws when the network gives way, and keeps what came until then. */
export async function download(
  course: CourseDetail,
  onprogress: (done: number) => void,
): Promise<void> {
  const [pages, diagrams] = await Promise.all([caches.open(PAGES), caches.open(DIAGRAMS)]);
  await pages.add(`/khoa-hoc/${course.slug}/hoc/`);
  const keys = course.modules.flatMap(({ lessons }) => lessons.map(({ key }) => key));
  for (const [at, key] of keys.entries()) {
    const lesson = await school.fetchLesson(course.slug, key);
    const pictures = new Set(JSON.stringify(lesson.parts).match(PICTURE) ?? []);
    for (const src of pictures) if (!(await diagrams.match(src))) await diagrams.add(src);
    onprogress(at + 1);
  }
  await school.noteDownload(course.slug);
}
