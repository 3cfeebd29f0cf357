/** One's answers: on this device at every tap, on the server soon after for who is signed in. */
import {
  type Advice,
  assessment,
  type Audience,
  type OwnAssessment,
  type SelfAssessment,
  type Statement,
} from '$/api/assessment';
import { owner } from '$/lib/learner';
import {
  type AssessmentDraft as Draft,
  draftPlace,
  readDraft,
  takeOverAssessment,
} from '$/lib/visitor';

const SEND_AFTER_MS = 600;
const place = () => draftPlace(owner());

const uuid = () =>
  crypto.randomUUID?.() ??
  '10000000-1000-4000-8000-100000000000'.replace(/[018]/g, (c) =>
    (+c ^ (crypto.getRandomValues(new Uint8Array(1))[0]! & (15 >> (+c / 4)))).toString(16),
  );

export class Assessing {
  file = $state.raw<SelfAssessment | null>(null);
  failed = $state(false);
  draft = $state.raw<Draft>({ uuid: uuid(), answers: {}, audience: '' });
  stage = $state<'start' | 'asking' | 'result'>('start');
  at = $state(0);
  saved = $state<'' | 'here' | 'sent' | 'waiting'>('');
  advice = $state.raw<Advice | null>(null);
  adviceFailed = $state(false);
  history = $state.raw<OwnAssessment[]>([]);
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly keeps: boolean) {}

  readonly statements = $derived<Statement[]>(
    (this.file?.domains ?? []).flatMap((domain) => domain.statements),
  );
  readonly answered = $derived(
    this.statements.filter(({ key }) => key in this.draft.answers).length,
  );
  readonly isDone = $derived(
    this.statements.length > 0 && this.answered === this.statements.length,
  );
  readonly now = $derived(this.statements[this.at]);

  readonly load = async (): Promise<void> => {
    this.failed = false;
    if (this.keeps) await takeOverAssessment(owner());
    try {
      this.file = await assessment.all();
    } catch {
      this.failed = true;
      return;
    }
    this.history = this.file.mine.filter((one) => one.finished_at);
    const [newest] = this.file.mine;
    const own = readDraft(owner());
    if (own) this.draft = own;
    if (newest && (!own || own.uuid === newest.uuid)) {
      // Begun on another device, or on this one: what this device knows is newer.
      this.draft = {
        uuid: newest.uuid,
        audience: own?.audience || (newest.audience as Audience),
        answers: { ...newest.answers, ...own?.answers },
      };
    }
    if (this.isDone) this.finish();
  };

  choose(audience: Audience): void {
    this.keep({ ...this.draft, audience });
  }

  begin(): void {
    const first = this.statements.findIndex(({ key }) => !(key in this.draft.answers));
    this.at = Math.max(0, first);
    this.stage = 'asking';
  }

  again(): void {
    this.advice = null;
    this.keep({ uuid: uuid(), answers: {}, audience: this.draft.audience });
    this.stage = 'start';
  }

  answer(level: number): void {
    if (!this.now) return;
    const answers = { ...this.draft.answers, [this.now.key]: level };
    this.keep({ ...this.draft, answers });
    if (this.isDone) void this.send().then(() => this.finish());
    else if (this.at < this.statements.length - 1) this.at += 1;
  }

  back(): void {
    if (this.at) this.at -= 1;
    else this.stage = 'start';
  }

  readonly advise = async (): Promise<void> => {
    this.adviceFailed = false;
    const { answers, audience } = this.draft;
    try {
      this.advice = await assessment.advice({ answers, audience });
    } catch {
      this.adviceFailed = true;
    }
  };

  async forget(): Promise<void> {
    if (this.keeps) await assessment.forget(this.draft.uuid).catch(() => undefined);
    this.history = this.history.filter((one) => one.uuid !== this.draft.uuid);
    localStorage.removeItem(place());
    this.again();
  }

  private finish(): void {
    this.stage = 'result';
    void this.advise();
  }

  private keep(changed: Draft): void {
    const draft = { ...changed, at: Date.now() };
    this.draft = draft;
    try {
      localStorage.setItem(place(), JSON.stringify(draft));
      this.saved = 'here';
    } catch {
      this.saved = '';
    }
    clearTimeout(this.timer);
    if (this.keeps && Object.keys(draft.answers).length) {
      this.timer = setTimeout(() => void this.send(), SEND_AFTER_MS);
    }
  }

  private async send(): Promise<void> {
    clearTimeout(this.timer);
    if (!this.keeps) return;
    const { uuid: name, answers, audience } = this.draft;
    try {
      const kept = await assessment.keep(name, { answers, audience });
      this.saved = 'sent';
      if (kept.finished_at && !this.history.some((one) => one.uuid === kept.uuid)) {
        this.history = [kept, ...this.history];
      }
    } catch {
      this.saved = 'waiting';
    }
  }
}
