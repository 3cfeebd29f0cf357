/** The signed-in person's notebook on this device. */
import { api } from '$/api/client';
import { notes } from '$/api/notes';
import { openBox } from '$/lib/box';
import { NOTES, owner } from '$/lib/learner';

import { type KeptNote, Notebook, type NoteState } from './notebook';

/** Tells of every note that changes. */
export async function openNotebook(
  onchange: (note: KeptNote, state: NoteState) => void = () => undefined,
): Promise<{ notebook: Notebook; close: () => void }> {
  const way = { one: notes.one, keep: notes.keep, renew: api.session };
  const notebook = new Notebook(owner(), await openBox(NOTES), way, onchange);
  const flush = () => void notebook.flush();
  addEventListener('online', flush);
  addEventListener('pagehide', flush);
  const close = () => {
    removeEventListener('online', flush);
    removeEventListener('pagehide', flush);
    flush();
  };
  return { notebook, close };
}
