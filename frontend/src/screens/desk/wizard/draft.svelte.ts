/** The contest being set up: every change is kept here, and sent by itself shortly after. */
import { type ContestChange, type DeskContest, desk } from '$/api/desk/contest';
import { contest } from '$/ui/desk/contest.svelte';

type State = 'saved' | 'saving' | 'failed';
const REST_MS = 800;

export class Draft {
  state = $state<State>('saved');
  error = $state.raw<unknown>(null);
  private waiting: ContestChange = {};
  private timer: ReturnType<typeof setTimeout> | undefined;
  private sending: Promise<void> = Promise.resolve();

  constructor(readonly slug: string) {}

  get hasUnsaved(): boolean {
    return this.state !== 'saved';
  }

  set(change: ContestChange): void {
    this.waiting = { ...this.waiting, ...change };
    this.state = 'saving';
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.flush(), REST_MS);
  }

  /** Sends what waits, one request after the other; what failed waits for the next time. */
  async flush(): Promise<void> {
    clearTimeout(this.timer);
    this.sending = this.sending.then(() => this.send());
    await this.sending;
  }

  private async send(): Promise<void> {
    const change = this.waiting;
    if (!Object.keys(change).length) return;
    this.waiting = {};
    this.state = 'saving';
    try {
      keep(await desk.change(this.slug, change));
      this.error = null;
      this.state = Object.keys(this.waiting).length ? 'saving' : 'saved';
    } catch (error) {
      this.waiting = { ...change, ...this.waiting };
      this.error = error;
      this.state = 'failed';
    }
  }
}

/** Shows the newest state in the frame, too. */
export function keep(newest: DeskContest): void {
  contest.current = newest;
}
