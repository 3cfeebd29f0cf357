/** Evidence of reading: when a part counts, how it merges, how it reaches the server. */
import 'fake-indexeddb/auto';

import { afterEach, beforeEach, expect, test, vi } from 'vitest';

import { ApiError } from '$/api/client';
import type { Evidence, Given, LessonPart, QuizVerdict, SavedProgress, Told } from '$/api/courses';
import { Box, openBox } from '$/lib/box';
import { Courier, type Post, type SaveState } from '$/screens/courses/courier';
import { merged, share, turned } from '$/screens/courses/evidence';
import { isOnScreen, isReadOut, momentFor } from '$/screens/courses/watch';

const part = (key: string, more: Partial<LessonPart> = {}): LessonPart => ({
  key,
  kind: 'text',
  ...more,
});
const quiz = part('quiz-1', {
  kind: 'quiz',
  pass: 2,
  items: [{}, {}, {}] as NonNullable<LessonPart['items']>,
});

test('a moment grows with the words and has an end', () => {
  expect([momentFor(2), momentFor(50), momentFor(900)]).toEqual([800, 3000, 6000]);
});

test('most of a part, most of the screen or its end counts as on the screen', () => {
  expect(isOnScreen({ top: 100, bottom: 300 }, 700)).toBe(true);
  expect(isOnScreen({ top: 650, bottom: 900 }, 700)).toBe(false);
  expect(isOnScreen({ top: -2000, bottom: 90 }, 700)).toBe(true);
  expect(isOnScreen({ top: -900, bottom: -10 }, 700)).toBe(false);
});

test('a long part is read out at its end, not in its middle', () => {
  expect(isReadOut({ top: -300, bottom: 2000 }, 700)).toBe(false);
  expect(isReadOut({ top: -1600, bottom: 690 }, 700)).toBe(true);
});

test('evidence only grows, whatever the order', () => {
  const one: Evidence = { a: { seen: true }, b: { steps: [2] } };
  const other: Evidence = { b: { seen: true, steps: [0, 2] }, q: { tried: ['x'], right: ['x'] } };

  expect(merged(one, other)).toEqual(merged(other, one));
  expect(merged(merged(one, other), one)).toEqual(merged(one, other));
  expect(merged(one, other).b).toEqual({ seen: true, steps: [0, 2] });
});

test('a tick is taken back by a later turn, and no late tick brings it again', () => {
  const ticked: Evidence = { a: turned({}, 1) };
  const back: Evidence = { a: turned(ticked.a ?? {}, 1) };
  const again: Evidence = { a: turned(back.a ?? {}, 1) };

  expect(merged(merged(ticked, back), ticked).a).toEqual({ seen: true, turns: { 1: 2 } });
  expect(merged(again, back).a).toEqual({ seen: true, steps: [1], turns: { 1: 3 } });
});

test('a quiz counts by its right answers, all else by being seen', () => {
  const parts = [part('a'), quiz];

  expect(share(parts, {})).toBe(0);
  expect(share(parts, { a: { seen: true }, 'quiz-1': { seen: true, right: ['x'] } })).toBe(750);
  expect(share(parts, { a: { seen: true }, 'quiz-1': { right: ['x', 'y', 'z'] } })).toBe(1000);
});

class Server implements Post {
  told: Told[] = [];
  given: Given[] = [];
  failure: ApiError | null = null;
  renewed = 0;

  tell(_course: string, _lesson: string, told: Told): Promise<SavedProgress> {
    return this.reply(() => this.told.push(told));
  }
  answer(_course: string, _lesson: string, given: Given): Promise<QuizVerdict> {
    return this.reply(() => this.given.push(given));
  }
  async renew(): Promise<void> {
    this.renewed += 1;
    this.failure = null;
  }
  private async reply<T>(note: () => void): Promise<T> {
    if (this.failure) throw this.failure;
    note();
    return { progress: {} } as T;
  }
}

let server: Server;
let states: SaveState[];
const person = () => `p${Math.random()}`;

async function courier(owner: string, box?: Box): Promise<Courier> {
  const onstate = (state: SaveState) => states.push(state);
  return new Courier(owner, box ?? (await openBox('test')), server, { onstate }, () => 0.5);
}
const given = (key: string): Given => ({
  key,
  part: 'quiz-1',
  item: 'i',
  version: 1,
  value: ['a'],
});
const seen = (key: string): Told => ({ place: key, evidence: { [key]: { seen: true } } });

beforeEach(() => {
  server = new Server();
  states = [];
});
afterEach(() => vi.useRealTimers());

test('what was seen travels in one batch and is then forgotten here', async () => {
  const post = await courier(person());
  await post.tell('c', 'l', seen('a'));
  await post.tell('c', 'l', seen('b'));
  await post.flush();
  await post.flush();

  expect(server.told).toEqual([{ place: 'b', evidence: { a: { seen: true }, b: { seen: true } } }]);
  expect(states.at(-1)).toBe('saved');
  post.stop();
});

test('a lost network keeps everything, also for the next visit', async () => {
  const owner = person();
  const post = await courier(owner);
  server.failure = new ApiError(0, 'unreachable');
  await post.tell('c', 'l', seen('a'));
  await post.flush();
  expect(await post.answer('c', 'l', given('k1'))).toBeNull();
  expect(states.at(-1)).toBe('kept');
  post.stop();

  server.failure = null;
  const later = await courier(owner);
  expect(await later.unsentOf('c', 'l')).toEqual({ a: { seen: true } });
  await later.flush();

  expect(server.told).toHaveLength(1);
  expect(server.given.map(({ key }) => key)).toEqual(['k1']);
  expect(states.at(-1)).toBe('saved');
  later.stop();
});

test('nobody sends what another person left on this device', async () => {
  const post = await courier(person());
  server.failure = new ApiError(0, 'unreachable');
  await post.tell('c', 'l', seen('a'));
  post.stop();

  server.failure = null;
  const other = await courier(person());
  await other.flush();

  expect(server.told).toEqual([]);
  other.stop();
});

test('an old page renews its protection once and goes on', async () => {
  const post = await courier(person());
  await post.tell('c', 'l', seen('a'));
  server.failure = new ApiError(403, 'csrf_failed');
  await post.flush();

  expect(server.renewed).toBe(1);
  expect(server.told).toHaveLength(1);
  post.stop();
});

test('what the server will never take is not sent for ever', async () => {
  const post = await courier(person());
  server.failure = new ApiError(422, 'invalid_quiz_answer');
  await expect(post.answer('c', 'l', given('k1'))).rejects.toThrow('invalid_quiz_answer');
  expect(states.at(-1)).toBe('saved');
  post.stop();
});

test('without a disk it says that nothing lasts', async () => {
  const post = await courier(person(), new Box(null));
  server.failure = new ApiError(0, 'unreachable');
  await post.tell('c', 'l', seen('a'));
  await post.flush();

  expect(states.at(-1)).toBe('fragile');
  post.stop();
});
