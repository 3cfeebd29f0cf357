/** The item being written: kept on this device at once, on the server a second after the last letter. */
import { bank, type ItemDetail } from '$/api/bank/items';
import { ApiError } from '$/api/client';

import type { ItemDocument, Kind } from './document';
import { History } from './history';
import { fromDocument, type Sheet, toDocument, withKind } from './sheet';
import { type Kept, shelf } from './shelf';

const CALM_MS = 1_000;
const AGAIN_MS = [3_000, 10_000, 30_000];

/** What somebody else stored meanwhile. */
export interface Theirs {
  revision: number;
  document: ItemDocument;
  author: string;
}

export type Saving = 'saved' | 'typing' | 'saving' | 'offline' | 'conflict' | 'refused';

export class Draft {
  item = $state.raw<ItemDetail>() as ItemDetail;
  sheet = $state.raw<Sheet>() as Sheet;
  saving = $state<Saving>('saved');
  savedAt = $state.raw<Date | null>(null);
  refusal = $state.raw<unknown>(null);
  theirs = $state.raw<Theirs | null>(null);
  /** Counts steps of the history, so that its buttons follow. */
  steps = $state(0);

  private history: History<Sheet>;
  private revision: number;
  private stored: string;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private running: Promise<void> | null = null;
  private failures = 0;

  constructor(item: ItemDetail) {
    const document = (item.document ?? {}) as Partial<ItemDocument>;
    this.item = item;
    this.sheet = fromDocument(document);
    this.history = new History(this.sheet);
    this.revision = item.revision;
    this.stored = JSON.stringify(toDocument(this.sheet));
    if (item.draft) this.savedAt = new Date(item.draft.updated_at);
    const kept = shelf.read(item.code);
    if (kept) this.resume(kept);
  }

  get isDirty(): boolean {
    return this.saving !== 'saved';
  }
  get canUndo(): boolean {
    return this.steps >= 0 && this.history.canUndo;
  }
  get canRedo(): boolean {
    return this.steps >= 0 && this.history.canRedo;
  }
  /** The draft's own revision; 0 while the item is as its newest version. */
  get at(): number {
    return this.revision;
  }

  /** `place` names where somebody types; "" where the change is a step of its own. */
  change(part: Partial<Sheet>, place = ''): void {
    this.sheet = { ...this.sheet, ...part };
    this.history.add(this.sheet, place, performance.now());
    this.changed();
  }

  changeKind(kind: Kind): void {
    this.change(withKind(this.sheet, kind));
  }

  undo(): void {
    this.sheet = this.history.undo();
    this.changed();
  }

  redo(): void {
    this.sheet = this.history.redo();
    this.changed();
  }

  private changed(): void {
    this.steps += 1;
    shelf.keep(this.item.code, { revision: this.revision, document: toDocument(this.sheet) });
    if (this.saving === 'conflict') return;
    this.saving = 'typing';
    this.later(CALM_MS);
  }

  private later(ms: number): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.save(), ms);
  }

  /** Everything typed so far is stored when it settles, unless `saving` tells otherwise. */
  async save(): Promise<void> {
    clearTimeout(this.timer);
    await this.running;
    if (this.saving === 'conflict') return;
    const document = toDocument(this.sheet);
    const written = JSON.stringify(document);
    if (written === this.stored) {
      this.rest();
      return;
    }
    this.saving = 'saving';
    this.running = this.send(document, written).finally(() => (this.running = null));
    await this.running;
  }

  private async send(document: ItemDocument, written: string): Promise<void> {
    try {
      const draft = await bank.saveDraft(this.item.code, this.revision, document);
      this.revision = draft.revision;
      this.stored = written;
      this.savedAt = new Date(draft.updated_at);
      this.failures = 0;
      if (this.saving === 'saving') this.rest();
      else
        shelf.keep(this.item.code, { revision: this.revision, document: toDocument(this.sheet) });
    } catch (error) {
      this.failed(error);
    }
  }

  private rest(): void {
    this.saving = 'saved';
    this.refusal = null;
    shelf.forget(this.item.code);
  }

  private failed(error: unknown): void {
    if (error instanceof ApiError && error.code === 'draft_is_newer') {
      this.theirs = theirsOf(error);
      this.saving = 'conflict';
    } else if (error instanceof ApiError && error.passing) {
      this.saving = 'offline';
      this.later(AGAIN_MS[Math.min(this.failures++, AGAIN_MS.length - 1)] ?? CALM_MS);
    } else {
      this.refusal = error;
      this.saving = 'refused';
    }
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

  /** After a conflict: what the other person stored is shown here; a step back brings one's own. */
  takeTheirs(): void {
    if (!this.theirs) return;
    const { document, revision } = this.theirs;
    this.theirs = null;
    this.revision = revision;
    this.sheet = fromDocument(document);
    this.history.add(this.sheet, '', performance.now());
    this.stored = JSON.stringify(toDocument(this.sheet));
    this.steps += 1;
    this.rest();
  }

  /** The item as an act of the server left it: submitted, restored from an older version. */
  adopt(item: ItemDetail): void {
    this.item = item;
    this.revision = item.revision;
    this.sheet = fromDocument((item.document ?? {}) as Partial<ItemDocument>);
    this.history.add(this.sheet, '', performance.now());
    this.stored = JSON.stringify(toDocument(this.sheet));
    this.steps += 1;
    this.savedAt = item.draft ? new Date(item.draft.updated_at) : this.savedAt;
    this.rest();
  }

  /** What this device kept and could not send, unless the server has something newer. */
  private resume(kept: Kept): void {
    if (JSON.stringify(kept.document) === this.stored) return shelf.forget(this.item.code);
    const mine = fromDocument(kept.document);
    if (kept.revision === this.revision) {
      this.change({ ...mine });
      return;
    }
    this.theirs = {
      revision: this.revision,
      document: toDocument(this.sheet),
      author: this.item.draft?.author?.name ?? '',
    };
    this.sheet = mine;
    this.history.add(mine, '', performance.now());
    this.saving = 'conflict';
  }

  /** Called when the screen is left. */
  close(): void {
    clearTimeout(this.timer);
    if (this.saving === 'typing' || this.saving === 'offline') void this.save();
  }
}

function theirsOf({ body }: ApiError): Theirs {
  return {
    revision: Number(body.revision),
    document: body.document as ItemDocument,
    author: typeof body.author === 'string' ? body.author : '',
  };
}
