/** Sends one file in pieces; what broke off goes on where it stopped, after a reload too. */
import type { Upload as Tus } from 'tus-js-client';

import { csrfToken } from '$/api/client';
import { files, type StoredFile, UPLOADS } from '$/api/files';
import { jobs } from '$/api/desk/jobs';
import type { Job } from '$/api/generated/types.gen';

const PIECE_BYTES = 4 * 1024 * 1024;
const ASK_MS = 1_000;
const OFFLINE_MS = 30_000;
/** Somebody has to make room first; what was sent stays, and going on later resumes it. */
const DISK_FULL = 507;
const PAUSES_MS = [0, 1_000, 3_000, 5_000, 10_000, 20_000, 30_000, 60_000];

export type UploadStage = 'sending' | 'paused' | 'checking' | 'ready' | 'refused' | 'failed';

export class Upload {
  stage = $state<UploadStage>('sending');
  sent = $state(0);
  retrying = $state(false);
  reason = $state('');
  job = $state.raw<Job | null>(null);
  private tus: Tus | undefined;
  private timer = 0;
  private stopped = false;

  constructor(
    readonly purpose: string,
    readonly file: File,
    private readonly owner: string,
    private readonly onready: (stored: StoredFile) => void,
  ) {}

  readonly begin = async (): Promise<void> => {
    this.stage = 'sending';
    const { Upload: Sending } = await import('tus-js-client');
    const { name, size, lastModified } = this.file;
    this.tus = new Sending(this.file, {
      endpoint: UPLOADS,
      chunkSize: PIECE_BYTES,
      retryDelays: PAUSES_MS,
      removeFingerprintOnSuccess: true,
      metadata: { purpose: this.purpose, filename: name },
      fingerprint: async () =>
        ['hoc-so', this.owner, this.purpose, name, size, lastModified].join('-'),
      onBeforeRequest: (asked) => asked.setHeader('X-CSRFToken', csrfToken()),
      onProgress: (sent) => {
        this.sent = sent;
        this.retrying = false;
      },
      onShouldRetry: (error) => {
        if (!navigator.onLine) return false;
        const status = error.originalResponse?.getStatus() ?? 0;
        const passes = status === 0 || (status >= 500 && status !== DISK_FULL);
        this.retrying = passes || status === 409 || status === 423;
        return this.retrying && this.stage === 'sending';
      },
      onError: (error) => this.fail(error),
      onSuccess: () => void this.wait(),
    });
    const [earlier] = await this.tus.findPreviousUploads();
    if (earlier) this.tus.resumeFromPreviousUpload(earlier);
    this.tus.start();
  };

  readonly pause = async (): Promise<void> => {
    this.stage = 'paused';
    await this.tus?.abort();
  };

  readonly goOn = (): void => {
    this.stage = 'sending';
    this.tus?.start();
  };

  /** Gives the file up; the server forgets what came. */
  readonly drop = async (): Promise<void> => {
    this.end();
    await this.tus?.abort(true).catch(() => undefined);
  };

  /** Nobody looks any more; what was sent stays sent. */
  end(): void {
    this.stopped = true;
    clearTimeout(this.timer);
    if (this.stage === 'sending') void this.tus?.abort();
  }

  private fail(error: Error): void {
    const answered = 'originalResponse' in error ? (error.originalResponse as Answered) : null;
    if (!answered && 'originalResponse' in error) return this.later();
    this.stage = 'failed';
    this.reason = detailOf(answered?.getBody() ?? '');
  }

  /** Nobody answered: goes on by itself as soon as there is a network again. */
  private later(): void {
    const again = () => {
      clearTimeout(this.timer);
      removeEventListener('online', again);
      if (!this.stopped && this.stage === 'sending') this.tus?.start();
    };
    this.retrying = true;
    addEventListener('online', again);
    this.timer = window.setTimeout(again, OFFLINE_MS);
  }

  private async wait(): Promise<void> {
    this.stage = 'checking';
    const uuid = this.tus?.url?.replace(/\/$/, '').split('/').pop() ?? '';
    try {
      const stored = await files.file(uuid);
      if (stored.state === 'ready' || stored.state === 'refused') {
        this.stage = stored.state;
        this.reason = stored.reason;
        if (stored.state === 'ready' && !this.stopped) this.onready(stored);
        return;
      }
      this.job = stored.job ? await jobs.job(stored.job) : null;
    } catch {
      // Asked again: the file is with the server.
    }
    if (!this.stopped) this.timer = window.setTimeout(() => void this.wait(), ASK_MS);
  }
}

type Answered = { getBody(): string } | null;

function detailOf(body: string): string {
  try {
    return String(JSON.parse(body).detail ?? '');
  } catch {
    return '';
  }
}
