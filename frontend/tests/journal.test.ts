import 'fake-indexeddb/auto';

import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';

import { ApiError } from '$/api/client';
import type { Answer, Stored } from '$/api/types';
import { Journal, type SaveState } from '$/lib/journal';
import { MemoryShelf, type Shelf, openShelf } from '$/lib/shelf';

const ATTEMPT = '3f0c6f6e-0000-4000-8000-000000000001';
let name = 0;
let shelf: Shelf;

/** A server that keeps the highest revision of each slot, and may be unreachable. */
class Server {
  kept = new Map<number, Answer>();
  batches: Answer[][] = [];
  down: ApiError | null = null;
  losesReply = false;

  send = async (responses: Answer[]): Promise<Stored> => {
    if (this.down) throw this.down;
    this.batches.push(responses);
    for (const one of responses) {
      const known = this.kept.get(one.slot);
      if (!known || known.revision < one.revision) this.kept.set(one.slot, one);
    }
    if (this.losesReply) throw new ApiError(0, 'unreachable');
    const stored = responses.map(({ slot }) => ({
      slot,
      revision: this.kept.get(slot)?.revision ?? 0,
    }));
    return { stored, remaining_ms: 60_000, paused: false, state: 'in_progress' };
  };
}

const UNREACHABLE = new ApiError(0, 'unreachable');

function journalOn(on: Shelf, server: Server) {
  const states: SaveState[] = [];
  const stopped: string[] = [];
  const refused: number[] = [];
  const journal = new Journal(
    ATTEMPT,
    on,
    server.send,
    {
      onstate: (state) => states.push(state),
      onstopped: (error) => stopped.push(error.code),
      onrefused: (change) => refused.push(change.slot),
    },
    () => 1,
  );
  return { journal, states, stopped, refused, last: () => states.at(-1) };
}

beforeEach(async () => {
  shelf = await openShelf(`test-${(name += 1)}`);
});
afterEach(() => vi.useRealTimers());

describe('a journal', () => {
  test('keeps an answer on the device before it is sent, and forgets it once named', async () => {
    const server = new Server();
    server.down = UNREACHABLE;
    const { journal, last } = journalOn(shelf, server);

    await journal.record(1, ['a']);
    expect(await shelf.unsent(ATTEMPT)).toEqual([
      { attempt: ATTEMPT, slot: 1, revision: 1, value: ['a'] },
    ]);

    server.down = null;
    expect(await journal.flush()).toBe(true);
    expect(await shelf.unsent(ATTEMPT)).toEqual([]);
    expect(last()).toBe('saved');
    expect(server.kept.get(1)?.value).toEqual(['a']);
  });

  test('sends a text that is being written every few seconds, not after each pause', async () => {
    vi.useFakeTimers();
    const server = new Server();
    const { journal } = journalOn(new MemoryShelf(), server);

    for (let second = 0; second < 6; second += 1) {
      await journal.record(1, `chữ ${second}`, 4_000);
      await vi.advanceTimersByTimeAsync(1_000);
    }
    expect(server.batches.map(([one]) => one?.value)).toEqual(['chữ 3']);

    await journal.record(2, ['a']);
    await vi.advanceTimersByTimeAsync(200);
    expect(server.batches).toHaveLength(2);
    expect(server.kept.get(1)?.value).toBe('chữ 5');
  });

  test('says that unsent answers are kept while the server cannot be reached', async () => {
    const server = new Server();
    server.down = UNREACHABLE;
    const { journal, last } = journalOn(shelf, server);

    await journal.record(1, ['a']);
    await journal.flush();

    expect(last()).toBe('kept');
    journal.stop();
  });

  test('says that they are in danger where the device cannot keep them', async () => {
    const server = new Server();
    server.down = UNREACHABLE;
    const { journal, last } = journalOn(new MemoryShelf(), server);

    await journal.record(1, ['a']);
    await journal.flush();

    expect(last()).toBe('fragile');
    journal.stop();
  });

  test('does not let go of an answer when the reply was lost', async () => {
    const server = new Server();
    server.losesReply = true;
    const { journal } = journalOn(shelf, server);

    await journal.record(1, ['a']);
    await journal.flush();
    expect((await shelf.unsent(ATTEMPT)).length).toBe(1);

    server.losesReply = false;
    await journal.flush();
    expect(await shelf.unsent(ATTEMPT)).toEqual([]);
    expect(server.kept.get(1)).toEqual({ slot: 1, revision: 1, value: ['a'] });
  });

  test('after a killed tab a new one sends what the old one kept', async () => {
    const server = new Server();
    server.down = UNREACHABLE;
    const first = journalOn(shelf, server);
    await first.journal.record(2, ['b']);
    await first.journal.record(2, ['c']);
    first.journal.stop();

    server.down = null;
    const second = journalOn(shelf, server);
    const answers = await second.journal.join([]);
    await second.journal.flush();

    expect(answers.get(2)).toEqual(['c']);
    expect(server.kept.get(2)).toEqual({ slot: 2, revision: 2, value: ['c'] });
  });

  test('numbers above what the server already has', async () => {
    const server = new Server();
    const { journal } = journalOn(shelf, server);
    await journal.join([{ slot: 1, revision: 7, value: ['a'] }]);

    await journal.record(1, ['b']);
    await journal.flush();

    expect(server.kept.get(1)).toEqual({ slot: 1, revision: 8, value: ['b'] });
  });

  test('a newer answer on the server wins over an older one of this device', async () => {
    const server = new Server();
    server.down = UNREACHABLE;
    const { journal } = journalOn(shelf, server);
    await journal.record(1, ['old']);
    journal.stop();

    const again = journalOn(shelf, server);
    const answers = await again.journal.join([{ slot: 1, revision: 4, value: ['new'] }]);

    expect(answers.get(1)).toEqual(['new']);
    expect(await shelf.unsent(ATTEMPT)).toEqual([]);
    again.journal.stop();
  });

  test('two tabs of one device never give two answers the same revision', async () => {
    const server = new Server();
    const one = journalOn(shelf, server);
    const two = journalOn(shelf, server);

    await one.journal.record(1, ['a']);
    await two.journal.record(1, ['b']);

    expect((await shelf.answers(ATTEMPT))[0]).toMatchObject({ revision: 2, value: ['b'] });
    one.journal.stop();
    two.journal.stop();
  });

  test('an answer changed while its older self is under way stays unsent', async () => {
    const server = new Server();
    let release = () => {};
    const held = new Promise<void>((resolve) => (release = resolve));
    const slow = new Server();
    slow.send = async (responses) => {
      if (server.batches.length === 0) await held;
      return server.send(responses);
    };
    const { journal } = journalOn(shelf, slow);

    await journal.record(1, ['a']);
    const flushed = journal.flush();
    await journal.record(1, ['b']);
    release();
    await flushed;
    await journal.flush();

    expect(server.kept.get(1)).toEqual({ slot: 1, revision: 2, value: ['b'] });
    expect(await shelf.unsent(ATTEMPT)).toEqual([]);
  });

  test('stops for good when another device has taken over', async () => {
    const server = new Server();
    server.down = new ApiError(409, 'attempt_taken_over');
    const { journal, stopped } = journalOn(shelf, server);

    await journal.record(1, ['a']);
    await journal.flush();
    await journal.flush();

    expect(stopped).toEqual(['attempt_taken_over']);
    expect((await shelf.unsent(ATTEMPT)).length).toBe(1);
  });

  test('one answer that the server refuses does not hold back the others', async () => {
    const server = new Server();
    const picky = new Server();
    picky.send = async (responses) => {
      if (responses.some(({ slot }) => slot === 2)) throw new ApiError(422, 'invalid_response');
      return server.send(responses);
    };
    const { journal, refused } = journalOn(shelf, picky);

    await journal.record(1, ['a']);
    await journal.record(2, ['bad']);
    await journal.record(3, ['c']);
    await journal.flush();

    expect([...server.kept.keys()]).toEqual([1, 3]);
    expect(refused).toEqual([2]);
  });

  test('tries again by itself, later and later', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const server = new Server();
    const tries: number[] = [];
    const counting = new Server();
    counting.send = async (responses) => {
      tries.push(1);
      if (tries.length < 3) throw UNREACHABLE;
      return server.send(responses);
    };
    const { journal } = journalOn(new MemoryShelf(), counting);

    await journal.record(1, ['a']);
    await vi.advanceTimersByTimeAsync(150);
    expect(tries.length).toBe(1);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(tries.length).toBe(2);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(tries.length).toBe(2);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(tries.length).toBe(3);
    expect(server.kept.get(1)?.value).toEqual(['a']);
  });

  test('sends at most 64 answers at once', async () => {
    const server = new Server();
    const { journal } = journalOn(shelf, server);
    for (let slot = 1; slot <= 70; slot += 1) await journal.record(slot, ['a']);

    await journal.flush();

    expect(server.batches.map((batch) => batch.length)).toEqual([64, 6]);
  });
});

test('a dropped attempt leaves nothing behind', async () => {
  await shelf.record(ATTEMPT, 1, ['a'], 0);
  await shelf.record('other', 1, ['b'], 0);

  await shelf.drop(ATTEMPT);

  expect(await shelf.unsent(ATTEMPT)).toEqual([]);
  expect(await shelf.answers(ATTEMPT)).toEqual([]);
  expect((await shelf.unsent('other')).length).toBe(1);
});
