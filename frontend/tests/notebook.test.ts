/** Notes that are typed without a network, and what a visitor said before signing in. */
import 'fake-indexeddb/auto';

import { afterEach, expect, test, vi } from 'vitest';

import { ApiError } from '$/api/client';
import type { LessonNote } from '$/api/notes';
import { openBox } from '$/lib/box';
import { draftPlace, readDraft, takeOverAssessment } from '$/lib/visitor';
import { type KeptNote, Notebook, type NoteState, settled } from '$/screens/courses/notebook';

class Server {
  note: LessonNote = { text: '', revision: 0, marks: 0 };
  cut = false;

  one = () => this.reply(() => this.note);
  keep = (_course: string, _lesson: string, told: LessonNote) =>
    this.reply(() => {
      const isNew = told.revision === this.note.revision;
      const text = isNew ? told.text : `${this.note.text}\n\n${told.text}`;
      this.note = { text, revision: this.note.revision + 1, marks: told.marks };
      return this.note;
    });
  renew = async () => undefined;

  private async reply<T>(how: () => T): Promise<T> {
    if (this.cut) throw new ApiError(0, 'unreachable');
    return how();
  }
}

let opened = 0;
async function open(server: Server) {
  const heard: [KeptNote, NoteState][] = [];
  const box = await openBox(`notes-${(opened += 1)}`);
  const notebook = new Notebook('me', box, server, (note, state) => heard.push([note, state]));
  await notebook.open('khoa', 'bai');
  return { notebook, last: () => heard.at(-1)! };
}

afterEach(() => vi.unstubAllGlobals());

test('a note waits for the network and is put below what came meanwhile', async () => {
  const server = new Server();
  const { notebook, last } = await open(server);
  server.cut = true;
  await notebook.change('khoa', 'bai', { text: 'Từ điện thoại' });
  await notebook.flush();
  expect(last()).toMatchObject([{ text: 'Từ điện thoại', changed: 1 }, 'kept']);

  server.cut = false;
  server.note = { text: 'Từ máy tính', revision: 1, marks: 0 };
  await notebook.flush();

  expect(server.note.text).toBe('Từ máy tính\n\nTừ điện thoại');
  expect(last()).toMatchObject([{ text: server.note.text, changed: 0 }, 'saved']);
});

test('what was typed while a note was on its way is kept', () => {
  const sent = { course: '', lesson: '', text: 'Một', revision: 0, marks: 0, changed: 1 };
  const now = { ...sent, text: 'Một hai', changed: 2 };

  const after = settled(now, sent, { text: 'Khác\n\nMột', revision: 5, marks: 1 });

  expect(after).toMatchObject({ text: 'Khác\n\nMột hai', revision: 5, marks: 1, changed: 2 });
});

function visit(at: number): Record<string, string> {
  const draft = { uuid: 'v', answers: { 'tim-tin': 2 }, audience: 'citizen', at };
  const kept: Record<string, string> = { [draftPlace('')]: JSON.stringify(draft) };
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => kept[key] ?? null,
    setItem: (key: string, text: string) => (kept[key] = text),
    removeItem: (key: string) => delete kept[key],
  });
  return kept;
}

test("a visitor's answers go into the assessment that the person has begun", async () => {
  const kept = visit(1_000);
  const sent: unknown[] = [];
  vi.stubGlobal('fetch', async (path: string, call: RequestInit) => {
    if (call.method === 'PUT') sent.push(path, JSON.parse(String(call.body)));
    const mine = [{ uuid: 'own', answers: { 'luu-tru': 1 }, audience: '', finished_at: null }];
    return new Response(JSON.stringify({ mine, domains: [] }));
  });

  await takeOverAssessment('me', 2_000);

  const answers = { 'luu-tru': 1, 'tim-tin': 2 };
  expect(sent).toEqual(['/api/v1/assessment/own/', { answers, audience: 'citizen' }]);
  expect(readDraft('me')).toMatchObject({ uuid: 'own', answers });
  expect(kept[draftPlace('')]).toBeUndefined();
});

test('what was said days ago may be of somebody else, and without a network it waits', async () => {
  const kept = visit(0);
  vi.stubGlobal('fetch', () => Promise.reject(new TypeError('offline')));

  await takeOverAssessment('me', 3 * 24 * 3_600_000);
  await takeOverAssessment('me', 1_000);

  expect(Object.keys(kept)).toEqual([draftPlace('')]);
});
