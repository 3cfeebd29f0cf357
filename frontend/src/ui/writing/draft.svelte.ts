/** What is being written: kept on this device at once, on the server a second after the last letter. */
import { ApiError } from '$/api/client';

import { History } from './history';
import { kept } from './kept';

const CALM_MS = 1_000;
const AGAIN_MS = [3_000, 10_000, 30_000];

/** What somebody else stored meanwhile. */
export interface Theirs<Written> {
  revision: number;
  document: Written;
  author: string;
}

/** As the server has it: by whom, where it tells. */
export interface Stored<Written> {
  revision: number;
  document: Written;
  updated_at: string | null;
  author?: string | undefined;
}

export type Saving = 'saved' | 'typing' | 'saving' | 'offline' | 'conflict' | 'refused';

/** Between what stands on the screen and what is sent and kept. */
export interface Codec<Shown, Written> {
  read: (written: Written) => Shown;
  write: (shown: Shown) => Written;
}

type Send<Written> = (
  revision: number,
  document: Written,
) => Promise<{ revision: number; updated_at: string | null }>;

export class Draft<Shown extends object, Written = Shown> {
  document = $state.raw() as Shown;
  saving = $state<Saving>('saved');
  savedAt = $state.raw<Date | null>(null);
  refusal = $state.raw<unknown>(null);
  theirs = $state.raw<Theirs<Written> | null>(null);
  /** Counts steps of the history, so that its buttons follow. */
  steps = $state(0);

  private history: History<Shown>;
  private revision: number;
  private stored: string;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private running: Promise<void> | null = null;
  private failures = 0;

  /** `name` is what this device keeps it under. */
  constructor(
    private readonly name: string,
    stored: Stored<Written>,
    private readonly send: Send<Written>,
    private readonly codec: Codec<Shown, Written>,
  ) {
    this.document = codec.read(stored.document);
    this.history = new History(this.document);
    this.revision = stored.revision;
    this.stored = this.written();
    if (stored.revision && stored.updated_at) this.savedAt = new Date(stored.updated_at);
    this.resume(stored.author ?? '');
  }

  get isDirty(): boolean {
    return this.saving !== 'saved';
  }
  /** The revision that the server has; 0 where it has no draft. */
  get at(): number {
    return this.revision;
  }
  get canUndo(): boolean {
    return this.steps >= 0 && this.history.canUndo;
  }
  get canRedo(): boolean {
    return this.steps >= 0 && this.history.canRedo;
  }

  /** `place` names where somebody types; "" where the change is a step of its own. */
  change(part: Partial<Shown>, place = ''): void {
    this.document = { ...this.document, ...part };
    this.history.add(this.document, place, performance.now());
    this.changed();
  }

  undo(): void {
    this.document = this.history.undo();
    this.changed();
  }

  redo(): void {
    this.document = this.history.redo();
    this.changed();
  }

  /** Everything typed so far is stored when it settles, unless `saving` tells otherwise. */
  async save(): Promise<void> {
    clearTimeout(this.timer);
    await this.running;
    if (this.saving === 'conflict') return;
    if (this.written() === this.stored) return this.rest();
    this.saving = 'saving';
    this.running = this.attempt().finally(() => (this.running = null));
    await this.running;
  }

  /** What the server answered to an act of its own. */
  adopt(stored: { revision: number; document: Written }): void {
    this.revision = stored.revision;
    this.document = this.codec.read(stored.document);
    this.history.add(this.document, '', performance.now());
    this.stored = this.written();
    this.steps += 1;
    this.rest();
  }

  /** After a conflict: what stands here replaces what the other person stored. */
  async keepMine(): Promise<void> {
    if (!this.theirs) return;
    this.revision = this.theirs.revision;
    this.theirs = null;
    this.stored = '';
    this.saving = 'typing';
    await this.save();
  }

  /** After a conflict: what the other person stored is shown; a step back brings one's own. */
  takeTheirs(): void {
    const theirs = this.theirs;
    this.theirs = null;
    if (theirs) this.adopt(theirs);
  }

  /** Called when the screen is left. */
  close(): void {
    clearTimeout(this.timer);
    if (this.saving === 'typing' || this.saving === 'offline') void this.save();
  }

  private written(): string {
    return JSON.stringify(this.codec.write(this.document));
  }

  private changed(): void {
    this.steps += 1;
    this.keep();
    if (this.saving === 'conflict') return;
    this.saving = 'typing';
    this.later(CALM_MS);
  }

  private later(ms: number): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.save(), ms);
  }

  private async attempt(): Promise<void> {
    const written = this.written();
    try {
      const stored = await this.send(this.revision, this.codec.write(this.document));
      this.revision = stored.revision;
      this.stored = written;
      this.savedAt = stored.updated_at ? new Date(stored.updated_at) : new Date();
      this.failures = 0;
      if (this.saving === 'saving') this.rest();
      else this.keep();
    } catch (error) {
      this.failed(error);
    }
  }

  private failed(error: unknown): void {
    if (error instanceof ApiError && error.code === 'draft_is_newer') {
      const { revision, document, author } = error.body;
      this.theirs = {
        revision: Number(revision),
        document: document as Written,
        author: typeof author === 'string' ? author : '',
      };
      this.saving = 'conflict';
    } else if (error instanceof ApiError && error.passing) {
      this.saving = 'offline';
      this.later(AGAIN_MS[Math.min(this.failures++, AGAIN_MS.length - 1)] ?? CALM_MS);
    } else {
      this.refusal = error;
      this.saving = 'refused';
    }
  }

  private rest(): void {
    this.saving = 'saved';
    this.refusal = null;
    kept.forget(this.name);
  }

  private keep(): void {
    const document = this.codec.write(this.document);
    kept.keep(this.name, { revision: this.revision, document });
  }

  /** What this device kept and could not send, unless the server has something newer. */
  private resume(author: string): void {
    const found = kept.read<Written>(this.name);
    if (!found) return;
    if (JSON.stringify(found.document) === this.stored) return this.rest();
    const mine = this.codec.read(found.document);
    if (found.revision === this.revision) return this.change(mine);
    const document = this.codec.write(this.document);
    this.theirs = { revision: this.revision, document, author };
    this.document = mine;
    this.history.add(mine, '', performance.now());
    this.saving = 'conflict';
  }
}

/** For what is shown as it is written. */
export const asWritten = <Document>(): Codec<Document, Document> => ({
  read: (written) => written,
  write: (shown) => shown,
});
