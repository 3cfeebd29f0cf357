/** The blocks of a lesson: made, moved, taken away. */
import type { PartDocument, PartKind } from '$/api/authoring';

export const KINDS: PartKind[] = [
  ...(['text', 'note', 'warning', 'picture', 'checklist', 'quiz', 'link', 'package'] as const),
  ...(['video', 'audio', 'document', 'attachment'] as const),
  ...(['assignment'] as const),
];

const EMPTY: Record<PartKind, Omit<PartDocument, 'key' | 'kind'>> = {
  text: { markup: '' },
  note: { title: '', markup: '' },
  warning: { title: '', markup: '' },
  picture: { src: '', alt: '', caption: '', width: 0, height: 0 },
  checklist: { title: '', steps: [] },
  quiz: { title: '', items: [], pass: 1 },
  assignment: { title: '', markup: '', criteria: [], pass: 0, tries: 3, files: 0 },
  link: { title: '', href: 'https://' },
  package: { title: '', origin: '', package: '', units: 0 },
  video: { title: '', file: '', href: '', captions: [], transcript: '', questions: [] },
  audio: { title: '', file: '', transcript: '' },
  document: { title: '', file: '', name: '', downloadable: true },
  attachment: { title: '', file: '', name: '', note: '' },
};

/** A block whose key no other of the lesson has. */
export function fresh(kind: PartKind, parts: readonly PartDocument[], title = ''): PartDocument {
  const taken = new Set(parts.map(({ key }) => key));
  let number = 1;
  while (taken.has(`${kind}-${number}`)) number += 1;
  const empty = EMPTY[kind];
  return { key: `${kind}-${number}`, kind, ...empty, ...('title' in empty ? { title } : {}) };
}

/** The list with the one at `from` moved to `to`; unchanged where there is no such place. */
export function moved<One>(list: readonly One[], from: number, to: number): One[] {
  const one = list[from];
  if (one === undefined || to < 0 || to >= list.length) return [...list];
  const others = list.filter((_, place) => place !== from);
  return [...others.slice(0, to), one, ...others.slice(to)];
}
