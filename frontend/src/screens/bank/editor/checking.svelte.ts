/** The checks of what is being written: asked for when somebody pauses, the newest answer counts. */
import { type Checked, checks } from '$/api/bank/checks';

import type { ItemDocument } from './document';

const CALM_MS = 700;

export class Checking {
  found = $state.raw<Checked | null>(null);
  busy = $state(false);
  failed = $state(false);

  private timer: ReturnType<typeof setTimeout> | undefined;
  private asked = '';
  private turn = 0;

  constructor(private readonly code: string) {}

  /** Does nothing for what was asked already. */
  ask(document: ItemDocument, use: string, delay = CALM_MS): void {
    const written = JSON.stringify([use, document]);
    if (written === this.asked) return;
    this.asked = written;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.send(document, use), delay);
  }

  private async send(document: ItemDocument, use: string): Promise<void> {
    const turn = ++this.turn;
    this.busy = true;
    try {
      const found = await checks.of(this.code, use, document);
      if (turn === this.turn) this.found = found;
      this.failed = false;
    } catch {
      this.failed = true;
      this.asked = '';
    } finally {
      if (turn === this.turn) this.busy = false;
    }
  }

  /** What hinders or is doubtful in one field. */
  remarks(field: string) {
    return this.found?.remarks.filter((one) => one.field === field) ?? [];
  }

  close(): void {
    clearTimeout(this.timer);
  }
}
