/** Notes to lessons: on this device at every letter, on the server a moment later, or when there is
 * a network again. What another device wrote meanwhile is kept too: the server puts both together.
 */
import { ApiError } from '$/api/client';
import type { LessonNote } from '$/api/notes';
import type { Box } from '$/lib/box';

const AFTER_MS = 1_200;
const AGAIN_MS = 20_000;

export interface KeptNote extends LessonNote {
  course: string;
  lesson: string;
  /** Grows with every change that was made here and not sent; 0: the server has it all. */
  changed: number;
}
export type NoteState = 'saved' | 'saving' | 'kept' | 'fragile' | 'refused';

export interface Way {
  one(course: string, lesson: string): Promise<LessonNote>;
  keep(course: string, lesson: string, note: LessonNote): Promise<LessonNote>;
  /** Renews the protection against forged requests. */
  renew(): Promise<unknown>;
}

/** What stands here after the server kept what it was sent: what was typed meanwhile stays. */
export function settled(now: KeptNote, sent: KeptNote, kept: LessonNote): KeptNote {
  const marks = Math.max(now.marks, kept.marks);
  if (now.changed === sent.changed) return { ...now, ...kept, marks, changed: 0 };
  const text = now.text.startsWith(sent.text)
    ? kept.text + now.text.slice(sent.text.length)
    : now.text;
  return { ...now, text, marks, revision: kept.revision };
}

export class Notebook {
  private timer: ReturnType<typeof setTimeout> | undefined;
  private flight: Promise<void> | null = null;

  constructor(
    private readonly owner: string,
    private readonly box: Box,
    private readonly way: Way,
    private readonly onchange: (note: KeptNote, state: NoteState) => void,
  ) {}

  private name = (course = '', lesson = '') =>
    course ? [this.owner, course, lesson].join('\n') : `${this.owner}\n`;

  /** The note as it is known here, then as the server knows it. */
  async open(course: string, lesson: string): Promise<void> {
    const name = this.name(course, lesson);
    const empty: KeptNote = { course, lesson, text: '', revision: 0, marks: 0, changed: 0 };
    const known = await this.box.get<KeptNote>('told', name);
    if (known) this.onchange(known, known.changed ? 'kept' : 'saved');
    await this.flush();
    const found = await this.way.one(course, lesson).catch(() => null);
    if (found) {
      await this.box.change<KeptNote>('told', name, (now) =>
        now?.changed ? now : { ...empty, ...found },
      );
    }
    const note = (await this.box.get<KeptNote>('told', name)) ?? empty;
    this.onchange(note, note.changed ? this.waiting() : 'saved');
  }

  async change(course: string, lesson: string, what: { text?: string; marks?: number }) {
    const name = this.name(course, lesson);
    await this.box.change<KeptNote>('told', name, (now) => ({
      ...(now ?? { course, lesson, text: '', revision: 0, marks: 0, changed: 0 }),
      ...what,
      changed: (now?.changed ?? 0) + 1,
    }));
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.flush(), AFTER_MS);
  }

  /** Sends what there is; safe to repeat. */
  readonly flush = async (): Promise<void> => {
    clearTimeout(this.timer);
    this.flight ??= this.work().finally(() => (this.flight = null));
    await this.flight;
  };

  private async work(): Promise<void> {
    for (const [name, row] of await this.box.all<KeptNote>('told', this.name())) {
      if (!row.changed) continue;
      this.onchange(row, 'saving');
      const state = await this.send(name, row);
      const now = (await this.box.get<KeptNote>('told', name)) ?? row;
      this.onchange(now, now.changed && state === 'saved' ? 'saving' : state);
      if (now.changed && state !== 'refused') {
        clearTimeout(this.timer);
        const pause = state === 'saved' ? AFTER_MS : AGAIN_MS;
        this.timer = setTimeout(() => void this.flush(), pause);
      }
    }
  }

  private async send(name: string, row: KeptNote): Promise<NoteState> {
    const { text, revision, marks } = row;
    const keep = () => this.way.keep(row.course, row.lesson, { text, revision, marks });
    try {
      const kept = await keep().catch(async (error) => {
        if (!(error instanceof ApiError) || error.status !== 403) throw error;
        await this.way.renew();
        return keep();
      });
      await this.box.change<KeptNote>('told', name, (now) => settled(now ?? row, row, kept));
      return 'saved';
    } catch (error) {
      const isRefused = error instanceof ApiError && [400, 404, 422].includes(error.status);
      return isRefused ? 'refused' : this.waiting();
    }
  }

  private waiting(): NoteState {
    return this.box.lasting ? 'kept' : 'fragile';
  }
}
