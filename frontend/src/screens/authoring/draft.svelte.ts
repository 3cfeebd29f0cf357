/** An outline or a lesson being written: kept on this device at once, on the server a second later. */
import type { Stored } from '$/api/authoring';
import { ApiError } from '$/api/client';
import type { Saving } from '$/screens/bank/editor/draft.svelte';
import { History } from '$/screens/bank/editor/history';

const CALM_MS = 1_000;
const AGAIN_MS = [3_000, 10_000, 30_000];

export interface Theirs<Document> {
  revision: number;
  document: Document;
  author: string;
}

type Send<Document> = (revision: number, document: Document) => Promise<Stored<Document>>;

export class Draft<Document extends object> {
  document = $state.raw() as Document;
  saving = $state<Saving>('saved');
  savedAt = $state.raw<Date | null>(null);
  refusal = $state.raw<unknown>(null);
  theirs = $state.raw<Theirs<Document> | null>(null);
  /** Counts steps of the history, so that its buttons follow. */
  steps = $state(0);

  private history: History<Document>;
  private revision: number;
  private stored: string;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private running: Promise<void> | null = null;
  private failures = 0;

  constructor(
    private readonly name: string,
    stored: { revision: number; document: Document; updated_at: string | null },
    private readonly send: Send<Document>,
  ) {
    this.document = stored.document;
    this.history = new History(stored.document);
    this.revision = stored.revision;
    this.stored = JSON.stringify(stored.document);
    if (stored.revision && stored.updated_at) this.savedAt = new Date(stored.updated_at);
    this.resume();
  }

  get isDirty(): boolean {
    return this.saving !== 'saved';
  }
  /** The revision that the server has. */
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
  change(part: Partial<Document>, place = ''): void {
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
    const document = this.document;
    if (JSON.stringify(document) === this.stored) return this.rest();
    this.saving = 'saving';
    this.running = this.attempt(document).finally(() => (this.running = null));
    await this.running;
  }

  /** What the server answered to an act of its own. */
  adopt(stored: { revision: number; document: Document }): void {
    this.revision = stored.revision;
    this.document = stored.document;
    this.history.add(stored.document, '', performance.now());
    this.stored = JSON.stringify(stored.document);
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

  private async attempt(document: Document): Promise<void> {
    const written = JSON.stringify(document);
    try {
      const draft = await this.send(this.revision, document);
      this.revision = draft.revision;
      this.stored = written;
      this.savedAt = draft.updated_at ? new Date(draft.updated_at) : new Date();
      this.failures = 0;
      if (this.saving === 'saving') this.rest();
      else this.keep();
    } catch (error) {
      this.failed(error);
    }
  }

  private failed(error: unknown): void {
    if (error instanceof ApiError && error.code === 'draft_is_newer') {
      this.theirs = {
        revision: Number(error.body.revision),
        document: error.body.document as Document,
        author: typeof error.body.author === 'string' ? error.body.author : '',
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
    try {
      localStorage.removeItem(this.shelf);
    } catch {
      // Nothing was kept.
    }
  }

  private get shelf(): string {
    return `hoc-so-course:${this.name}`;
  }

  private keep(): void {
    try {
      const kept = { revision: this.revision, document: this.document };
      localStorage.setItem(this.shelf, JSON.stringify(kept));
    } catch {
      // Full or forbidden: the server's copy a second later is all there is.
    }
  }

  /** What this device kept and could not send, unless the server has something newer. */
  private resume(): void {
    let kept: { revision: number; document: Document } | null;
    try {
      kept = JSON.parse(localStorage.getItem(this.shelf) ?? 'null');
    } catch {
      return;
    }
    if (!kept?.document) return;
    if (JSON.stringify(kept.document) === this.stored) return this.rest();
    if (kept.revision === this.revision) return this.change(kept.document);
    this.theirs = { revision: this.revision, document: this.document, author: '' };
    this.document = kept.document;
    this.history.add(kept.document, '', performance.now());
    this.saving = 'conflict';
  }
}
