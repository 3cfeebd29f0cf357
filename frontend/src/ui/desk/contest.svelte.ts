/** The contest whose desk is open, kept while people move between its sections. */
import { desk } from '$/api/desk/contest';
import type { DeskContest } from '$/api/generated/types.gen';

class Contest {
  current = $state.raw<DeskContest | null>(null);
  error = $state.raw<unknown>(null);

  /** Fetches it, keeping what is shown meanwhile when it is the same one. */
  async open(slug: string): Promise<void> {
    if (this.current?.slug !== slug) this.current = null;
    this.error = null;
    try {
      this.current = await desk.contest(slug);
    } catch (error) {
      this.error = error;
    }
  }

  /** After something about it was changed. */
  async refresh(): Promise<void> {
    if (this.current) await this.open(this.current.slug);
  }
}

export const contest = new Contest();
