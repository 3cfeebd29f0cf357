/** One launch of a package: hears what the content says and sends it on, the newest for all. */
import { ApiError } from '$/api/client';
import type { Commit, KeptRun, PackageLaunch } from '$/api/packages';
import { newKey } from '$/lib/start-key';

export type RunState = 'saved' | 'saving' | 'unsent' | 'elsewhere' | 'refused' | 'view';

const PAUSES_MS = [1_000, 2_000, 5_000, 10_000, 30_000];

interface Said {
  by: 'hoc-so';
  nonce: string;
  what: 'commit' | 'end';
  values: Record<string, string>;
}

export class PackageRun {
  state = $state<RunState>('saved');
  readonly nonce = newKey();
  private waiting: Record<string, string> | null = null;
  private sequence = 0;
  private failures = 0;
  private flight: Promise<void> | null = null;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    readonly launch: PackageLaunch,
    private readonly send: (commit: Commit) => Promise<KeptRun>,
    private readonly onsaved: (kept: KeptRun) => void,
  ) {
    if (!launch.is_kept) this.state = 'view';
  }

  /** What the script beside the content begins with; the frame's name carries it there. */
  name(language: string): string {
    const { format, values, learner, mastery, launch_data, is_kept } = this.launch;
    return JSON.stringify({
      by: 'hoc-so',
      nonce: this.nonce,
      player: location.origin,
      format,
      values,
      learner,
      name: language === 'en' ? 'Learner' : 'Người học',
      mode: is_kept ? 'normal' : 'browse',
      launchData: launch_data,
      mastery,
    });
  }

  /** Takes a message only from the content of this launch. */
  readonly hear = (event: MessageEvent): void => {
    const said = event.data as Said | null;
    const isOurs = said?.by === 'hoc-so' && said.nonce === this.nonce;
    if (!isOurs || event.origin !== this.launch.origin) return;
    if (!this.launch.is_kept || this.state === 'elsewhere') return;
    this.waiting = said.values;
    this.state = 'saving';
    void this.flush();
  };

  /** Sends what there is, now; waits until it was answered or failed. */
  readonly flush = async (): Promise<void> => {
    clearTimeout(this.timer);
    this.flight ??= this.work().finally(() => (this.flight = null));
    await this.flight;
  };

  end(): void {
    clearTimeout(this.timer);
  }

  private async work(): Promise<void> {
    while (this.waiting) {
      const values = this.waiting;
      this.waiting = null;
      this.sequence += 1;
      const { launch, unit } = this.launch;
      try {
        const kept = await this.send({ launch, sequence: this.sequence, unit, values });
        this.failures = 0;
        this.onsaved(kept);
        this.state = kept.is_current ? 'saved' : 'elsewhere';
        if (!kept.is_current) return;
      } catch (error) {
        this.failed(error, values);
        return;
      }
    }
  }

  private failed(error: unknown, values: Record<string, string>): void {
    if (error instanceof ApiError && !error.passing && error.status !== 403) {
      this.state = 'refused';
      return;
    }
    this.waiting ??= values;
    this.state = 'unsent';
    const pause = PAUSES_MS[Math.min(this.failures, PAUSES_MS.length - 1)];
    this.failures += 1;
    this.timer = setTimeout(this.flush, pause);
  }
}
