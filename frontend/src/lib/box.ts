/** Small things kept on this device by name: IndexedDB where it works, memory where it does not.
 *
 * What could not be written to the disk lives in memory, and `lasting` is false from then on.
 */

const STORES = ['courses', 'lessons', 'told', 'given', 'finals'] as const;
export type Store = (typeof STORES)[number];

const finished = <T>(request: IDBRequest<T>) =>
  new Promise<T>((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

export class Box {
  private readonly memory = new Map<string, unknown>();
  lasting: boolean;

  constructor(private readonly db: IDBDatabase | null) {
    this.lasting = db !== null;
  }

  async get<T>(store: Store, key: string): Promise<T | undefined> {
    const held = this.memory.get(`${store}:${key}`);
    if (held !== undefined || !this.db) return held as T | undefined;
    return finished<T | undefined>(this.read(store).get(key)).catch(() => undefined);
  }

  /** Everything whose key begins so, in the order of the keys. */
  async all<T>(store: Store, prefix: string): Promise<[string, T][]> {
    const found = new Map<string, T>();
    if (this.db) {
      const range = IDBKeyRange.bound(prefix, `${prefix}\uffff`);
      try {
        const objects = this.read(store);
        const [keys, values] = await Promise.all([
          finished(objects.getAllKeys(range)),
          finished<T[]>(objects.getAll(range)),
        ]);
        keys.forEach((key, at) => found.set(String(key), values[at] as T));
      } catch {
        this.lasting = false;
      }
    }
    for (const [name, value] of this.memory) {
      const key = name.slice(store.length + 1);
      if (name === `${store}:${key}` && key.startsWith(prefix)) found.set(key, value as T);
    }
    return [...found].sort(([one], [other]) => (one < other ? -1 : 1));
  }

  put<T>(store: Store, key: string, value: T): Promise<void> {
    return this.change<T>(store, key, () => value);
  }

  drop(store: Store, key: string): Promise<void> {
    return this.change(store, key, () => undefined);
  }

  /** Reads and writes in one step, so that two tabs never undo each other; undefined forgets. */
  async change<T>(store: Store, key: string, how: (now: T | undefined) => T | undefined) {
    const name = `${store}:${key}`;
    const held = this.memory.get(name) as T | undefined;
    try {
      if (!this.db) throw new Error('no disk');
      await this.write<T>(store, key, (now) => how(held ?? now));
      this.memory.delete(name);
    } catch {
      this.lasting = false;
      const next = how(held);
      if (next === undefined) this.memory.delete(name);
      else this.memory.set(name, next);
    }
  }

  private read(store: Store): IDBObjectStore {
    return (this.db as IDBDatabase).transaction(store, 'readonly').objectStore(store);
  }

  private write<T>(store: Store, key: string, how: (now: T | undefined) => T | undefined) {
    return new Promise<void>((resolve, reject) => {
      const work = (this.db as IDBDatabase).transaction(store, 'readwrite', {
        durability: 'strict',
      });
      work.oncomplete = () => resolve();
      work.onerror = work.onabort = () => reject(work.error);
      const objects = work.objectStore(store);
      const request = objects.get(key) as IDBRequest<T | undefined>;
      request.onsuccess = () => {
        const next = how(request.result);
        if (next === undefined) objects.delete(key);
        else objects.put(next, key);
      };
    });
  }
}

async function openDatabase(name: string): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    // Some browsers leave the request hanging instead of refusing it.
    const timer = setTimeout(() => reject(new Error('IndexedDB does not answer')), 3000);
    const request = indexedDB.open(name, 1);
    request.onupgradeneeded = () => {
      for (const store of STORES) request.result.createObjectStore(store);
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

const boxes = new Map<string, Promise<Box>>();

/** One box of a name for the whole page; never fails, at worst it is one that forgets. */
export function openBox(name = 'hoc-so-courses'): Promise<Box> {
  const box =
    boxes.get(name) ??
    openDatabase(name).then(
      (db) => new Box(db),
      () => new Box(null),
    );
  boxes.set(name, box);
  return box;
}
