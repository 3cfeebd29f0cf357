/** The search of the bank: what is asked for, kept in the address, and what was found. */
import { bank, type ItemRow, query } from '$/api/bank/items';

const CALM_MS = 180;
/** Filters that may have several values at once. */
export const LISTS = new Set([
  'topic',
  'kind',
  'difficulty',
  'status',
  'tag',
  'competence',
  'audience',
  'code',
]);

export type Asked = Record<string, string[]>;

const fromAddress = (search: string): Asked => {
  const asked: Asked = {};
  for (const [name, value] of new URLSearchParams(search)) (asked[name] ??= []).push(value);
  return asked;
};

/** What was found last, shown at once when somebody comes back from an item. */
let kept: { written: string; items: ItemRow[]; next: string | null; total: number } | null = null;

export class ItemSearch {
  asked = $state.raw<Asked>(fromAddress(location.search));
  items = $state.raw<ItemRow[] | null>(null);
  total = $state(0);
  isExact = $state(true);
  next = $state.raw<string | null>(null);
  busy = $state(false);
  error = $state.raw<unknown>(null);

  private timer: ReturnType<typeof setTimeout> | undefined;
  private turn = 0;

  constructor() {
    if (kept?.written === this.written) {
      this.items = kept.items;
      this.next = kept.next;
      this.total = kept.total;
    }
  }

  get written(): string {
    return query(this.asked);
  }
  get order(): string {
    return this.asked.order?.[0] ?? 'newest';
  }
  /** Everything that narrows the search. */
  get filters(): Asked {
    return Object.fromEntries(
      Object.entries(this.asked).filter(([name, values]) => name !== 'order' && values.length),
    );
  }

  one(name: string): string {
    return this.asked[name]?.[0] ?? '';
  }

  /** An empty value takes the filter away. */
  set(name: string, value: string | string[]): void {
    const values = (Array.isArray(value) ? value : [value]).filter(Boolean);
    const others = Object.entries(this.asked).filter(([other]) => other !== name);
    const asked = values.length ? [...others, [name, values] as const] : others;
    this.replace(Object.fromEntries(asked), name === 'q');
  }

  replace(asked: Asked, isTyping = false): void {
    this.asked = asked;
    const written = this.written;
    history.replaceState(null, '', written ? `?${written}` : location.pathname);
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.load(), isTyping ? CALM_MS : 0);
  }

  clear(): void {
    this.replace(this.asked.order ? { order: this.asked.order } : {});
  }

  async load(): Promise<void> {
    await this.fetch('');
  }

  async more(): Promise<void> {
    if (this.next && !this.busy) await this.fetch(this.next);
  }

  private async fetch(cursor: string): Promise<void> {
    const turn = ++this.turn;
    this.busy = true;
    try {
      const page = await bank.items({ ...this.asked, cursor });
      if (turn !== this.turn) return;
      this.items = cursor ? [...(this.items ?? []), ...page.items] : page.items;
      this.total = page.total;
      this.isExact = page.total_is_exact;
      this.next = page.next;
      this.error = null;
      kept = { written: this.written, items: this.items, next: this.next, total: this.total };
    } catch (error) {
      if (turn === this.turn) this.error = error;
    } finally {
      if (turn === this.turn) this.busy = false;
    }
  }
}
