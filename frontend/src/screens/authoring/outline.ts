/** Steps with an outline's modules and lessons. */
import type { ModuleDocument } from '$/api/authoring';

import { moved } from './parts';

/** One place up (-1) or down (1); at a module's end the lesson goes over into the next one. */
export function lessonMoved(
  modules: readonly ModuleDocument[],
  key: string,
  step: -1 | 1,
): ModuleDocument[] {
  const at = modules.findIndex(({ lessons }) => lessons.includes(key));
  const own = modules[at];
  if (!own) return [...modules];
  const place = own.lessons.indexOf(key);
  const within = place + step >= 0 && place + step < own.lessons.length;
  if (within) {
    const lessons = moved(own.lessons, place, place + step);
    return modules.map((one) => (one === own ? { ...one, lessons } : one));
  }
  const next = modules[at + step];
  if (!next) return [...modules];
  return modules.map((one) => {
    if (one === own) return { ...one, lessons: one.lessons.filter((other) => other !== key) };
    if (one !== next) return one;
    return { ...one, lessons: step > 0 ? [key, ...one.lessons] : [...one.lessons, key] };
  });
}

/** Let go before the lesson that stands at `at` now; the end where there is none. */
export function lessonDropped(
  modules: readonly ModuleDocument[],
  key: string,
  module: string,
  at: number,
): ModuleDocument[] {
  const own = modules.find((one) => one.key === module)?.lessons.indexOf(key) ?? -1;
  return lessonPut(modules, key, module, own >= 0 && own < at ? at - 1 : at);
}

export function lessonPut(
  modules: readonly ModuleDocument[],
  key: string,
  module: string,
  place: number,
): ModuleDocument[] {
  return modules.map((one) => {
    const lessons = one.lessons.filter((other) => other !== key);
    if (one.key !== module) return { ...one, lessons };
    return { ...one, lessons: [...lessons.slice(0, place), key, ...lessons.slice(place)] };
  });
}

export const without = (modules: readonly ModuleDocument[], key: string): ModuleDocument[] =>
  modules.map((one) => ({ ...one, lessons: one.lessons.filter((other) => other !== key) }));

export function freshModule(modules: readonly ModuleDocument[]): ModuleDocument {
  const taken = new Set(modules.map(({ key }) => key));
  let number = modules.length + 1;
  while (taken.has(`phan-${number}`)) number += 1;
  return { key: `phan-${number}`, title: '', summary: '', lessons: [] };
}

export const inOrder = (modules: readonly ModuleDocument[]): string[] =>
  modules.flatMap(({ lessons }) => lessons);
