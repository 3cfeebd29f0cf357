/** Signing out takes the lessons kept for a person off the device; what is unsent stays for them. */
import { openBox } from './box';

export async function forgetCourses(owner: string): Promise<void> {
  const box = await openBox();
  for (const store of ['courses', 'lessons', 'finals'] as const) {
    for (const [key] of await box.all(store, `${owner}\n`)) await box.drop(store, key);
  }
}
