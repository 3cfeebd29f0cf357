/** Whose lessons a device keeps; signing out takes them off it, what is unsent stays for its owner. */
import { openBox } from './box';
import { session } from './session.svelte';

/** The box of notes to lessons. */
export const NOTES = 'hoc-so-notes';

/** A phone that others use too must not mix up what each has learned. */
export const owner = (): string => session.me?.uuid ?? '';

export async function forgetCourses(): Promise<void> {
  const box = await openBox();
  for (const store of ['courses', 'lessons', 'finals'] as const) {
    for (const [key] of await box.all(store, `${owner()}\n`)) await box.drop(store, key);
  }
  const noted = await openBox(NOTES);
  for (const [key, { changed }] of await noted.all<{ changed: number }>('told', `${owner()}\n`)) {
    if (!changed) await noted.drop('told', key);
  }
}
