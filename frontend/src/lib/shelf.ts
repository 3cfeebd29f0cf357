/** What this device keeps: started papers, the latest answers, and changes the server has not named.
 *
 * IndexedDB where it works; memory where it does not (private windows), and then `lasting` is false
 * and the screen must say so.
 */
import type { Answer, AnswerValue, StartedAttempt, Uuid } from '$/api/types';

export interface Change extends Answer {
  attempt: Uuid;
}

/** A paper as it was received: `left_ms` of its time were left when the device's clock said `at`. */
export interface KeptPaper {
  uuid: Uuid;
  contest_slug: string;
  /** Whose paper it is, so that a shared phone never shows it to someone else. */
  owner: string;
  paper: StartedAttempt;
  left_ms: number;
  at: number;
  flags: number[];
}

export interface Shelf {
  readonly lasting: boolean;
  /** Writes a change and numbers it above everything known about its slot. */
  record(attempt: Uuid, slot: number, value: AnswerValue, above: number): Promise<Change>;
  /** Unsent changes, lowest slot first. */
  unsent(attempt: Uuid): Promise<Change[]>;
  /** Forgets changes the server named with this revision or a higher one. */
  settle(attempt: Uuid, stored: readonly { slot: number; revision: number }[]): Promise<void>;
  /** The latest answers given on this device, sent or not. */
  answers(attempt: Uuid): Promise<Change[]>;
  keepPaper(paper: KeptPaper): Promise<void>;
  papers(): Promise<KeptPaper[]>;
  /** Forgets everything about an attempt. */
  drop(attempt: Uuid): Promise<void>;
}

const CHANGES = 'changes';
const ANSWERS = 'answers';
const PAPERS = 'papers';

const finished = <T>(request: IDBRequest<T>) =>
  new Promise<T>((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

const committed = (transaction: IDBTransaction) =>
  new Promise<void>((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onerror = transaction.onabort = () => reject(transaction.error);
  });

const ofAttempt = (attempt: Uuid) => IDBKeyRange.bound([attempt, -1], [attempt, 1e9]);

class LastingShelf implements Shelf {
  readonly lasting = true;
  constructor(private readonly db: IDBDatabase) {}

  private open(stores: string[], mode: IDBTransactionMode = 'readwrite') {
    // Answers must be on the disk, not only on their way, before they count as kept.
    return this.db.transaction(stores, mode, { durability: 'strict' });
  }

  async record(attempt: Uuid, slot: number, value: AnswerValue, above: number): Promise<Change> {
    const work = this.open([CHANGES, ANSWERS]);
    const done = committed(work);
    const known: Change | undefined = await finished(
      work.objectStore(ANSWERS).get([attempt, slot]),
    );
    const revision = Math.max(above, known?.revision ?? 0) + 1;
    const change = { attempt, slot, revision, value };
    work.objectStore(ANSWERS).put(change);
    work.objectStore(CHANGES).put(change);
    await done;
    return change;
  }

  unsent(attempt: Uuid): Promise<Change[]> {
    return finished(
      this.open([CHANGES], 'readonly').objectStore(CHANGES).getAll(ofAttempt(attempt)),
    );
  }

  async settle(attempt: Uuid, stored: readonly { slot: number; revision: number }[]) {
    const work = this.open([CHANGES]);
    const done = committed(work);
    const changes = work.objectStore(CHANGES);
    for (const { slot, revision } of stored) {
      const request: IDBRequest<Change | undefined> = changes.get([attempt, slot]);
      request.onsuccess = () => {
        if (request.result && request.result.revision <= revision) changes.delete([attempt, slot]);
      };
    }
    await done;
  }

  answers(attempt: Uuid): Promise<Change[]> {
    return finished(
      this.open([ANSWERS], 'readonly').objectStore(ANSWERS).getAll(ofAttempt(attempt)),
    );
  }

  async keepPaper(paper: KeptPaper) {
    const work = this.open([PAPERS]);
    const done = committed(work);
    work.objectStore(PAPERS).put(paper);
    await done;
  }

  papers(): Promise<KeptPaper[]> {
    return finished(this.open([PAPERS], 'readonly').objectStore(PAPERS).getAll());
  }

  async drop(attempt: Uuid) {
    const work = this.open([CHANGES, ANSWERS, PAPERS]);
    const done = committed(work);
    work.objectStore(CHANGES).delete(ofAttempt(attempt));
    work.objectStore(ANSWERS).delete(ofAttempt(attempt));
    work.objectStore(PAPERS).delete(attempt);
    await done;
  }
}

export class MemoryShelf implements Shelf {
  readonly lasting = false;
  private readonly changes = new Map<string, Change>();
  private readonly latest = new Map<string, Change>();
  private readonly kept = new Map<Uuid, KeptPaper>();

  async record(attempt: Uuid, slot: number, value: AnswerValue, above: number): Promise<Change> {
    const key = `${attempt}/${slot}`;
    const revision = Math.max(above, this.latest.get(key)?.revision ?? 0) + 1;
    const change = { attempt, slot, revision, value };
    this.changes.set(key, change);
    this.latest.set(key, change);
    return change;
  }

  async unsent(attempt: Uuid) {
    return this.of(attempt, this.changes);
  }

  async settle(attempt: Uuid, stored: readonly { slot: number; revision: number }[]) {
    for (const { slot, revision } of stored) {
      const key = `${attempt}/${slot}`;
      if ((this.changes.get(key)?.revision ?? Infinity) <= revision) this.changes.delete(key);
    }
  }

  async answers(attempt: Uuid) {
    return this.of(attempt, this.latest);
  }

  async keepPaper(paper: KeptPaper) {
    this.kept.set(paper.uuid, paper);
  }

  async papers() {
    return [...this.kept.values()];
  }

  async drop(attempt: Uuid) {
    for (const map of [this.changes, this.latest]) {
      for (const [key, change] of map) if (change.attempt === attempt) map.delete(key);
    }
    this.kept.delete(attempt);
  }

  private of(attempt: Uuid, map: Map<string, Change>): Change[] {
    return [...map.values()].filter((c) => c.attempt === attempt).sort((a, b) => a.slot - b.slot);
  }
}

async function openDatabase(name: string): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    // Some browsers leave the request hanging instead of refusing it.
    const timer = setTimeout(() => reject(new Error('IndexedDB does not answer')), 3000);
    const request = indexedDB.open(name, 1);
    request.onupgradeneeded = () => {
      const db = request.result;
      db.createObjectStore(CHANGES, { keyPath: ['attempt', 'slot'] });
      db.createObjectStore(ANSWERS, { keyPath: ['attempt', 'slot'] });
      db.createObjectStore(PAPERS, { keyPath: 'uuid' });
    };
    request.onsuccess = () => {
      clearTimeout(timer);
      resolve(request.result);
    };
    request.onerror = () => {
      clearTimeout(timer);
      reject(request.error);
    };
  });
}

const shelves = new Map<string, Promise<Shelf>>();

/** The device's shelf, one for the whole page; never fails, at worst it is one that forgets. */
export function openShelf(name = 'hoc-so'): Promise<Shelf> {
  const shelf =
    shelves.get(name) ??
    openDatabase(name).then(
      (db): Shelf => new LastingShelf(db),
      () => new MemoryShelf(),
    );
  shelves.set(name, shelf);
  return shelf;
}
