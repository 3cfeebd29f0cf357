/** Files and photos on their way into an assignment; what is not handed in stays on the device. */
import { openBox } from '$/lib/box';
import { smaller } from '$/lib/photo';
import { Upload } from '$/lib/upload.svelte';

const BOX = 'hoc-so-work-files';

interface Kept {
  file: File;
  /** Its uuid on the server, once it was found good there. */
  stored: string;
}

export class Brought {
  stored = $state('');

  constructor(
    readonly id: string,
    readonly file: File,
    readonly upload: Upload,
  ) {}

  get refused(): boolean {
    return !this.stored && (this.upload.stage === 'refused' || this.upload.stage === 'failed');
  }
}

export class WorkFiles {
  list = $state.raw<Brought[]>([]);

  constructor(
    private readonly place: string,
    private readonly owner: string,
  ) {}

  get ready(): boolean {
    return this.list.every((one) => one.stored);
  }

  get uuids(): string[] {
    return this.list.map((one) => one.stored);
  }

  /** What was chosen here before and never handed in; the sending goes on. */
  async load(): Promise<void> {
    const box = await openBox(BOX);
    for (const [key, kept] of await box.all<Kept>('given', `${this.place}\n`)) {
      this.take(key, kept.file, kept.stored);
    }
  }

  async add(chosen: readonly File[]): Promise<void> {
    const box = await openBox(BOX);
    for (const one of chosen) {
      const file = await smaller(one);
      const key = `${this.place}\n${Date.now()}-${crypto.randomUUID()}`;
      await box.put<Kept>('given', key, { file, stored: '' });
      this.take(key, file, '');
    }
  }

  async remove(one: Brought): Promise<void> {
    this.list = this.list.filter((each) => each !== one);
    if (!one.stored) void one.upload.drop();
    await (await openBox(BOX)).drop('given', one.id);
  }

  /** They were handed in. */
  async clear(): Promise<void> {
    for (const one of this.list) await this.remove(one);
  }

  end(): void {
    for (const one of this.list) one.upload.end();
  }

  private take(id: string, file: File, stored: string): void {
    const upload = new Upload('work', file, this.owner, ({ uuid }) => {
      brought.stored = uuid;
      void openBox(BOX).then((box) => box.put<Kept>('given', id, { file, stored: uuid }));
    });
    const brought = new Brought(id, file, upload);
    brought.stored = stored;
    this.list = [...this.list, brought];
    if (!stored) void upload.begin();
  }
}
