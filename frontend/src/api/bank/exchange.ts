/** Items from files, and into files. */
import { request } from '../client';
import type {
  ItemExport,
  ItemImport,
  ItemImportRow as ToldRow,
  Job,
  RowPage as ToldPage,
} from '../generated/types.gen';
import type { Uuid } from '../types';

export type { ItemExport, ItemImport };
export type RowState = ToldRow['state'];
export type Format = 'xlsx' | 'docx' | 'moodle_xml' | 'gift' | 'qti' | 'pdf';

/** What an item says, as formats/item_content.py has it; of a file it need not be complete. */
export interface Content {
  kind: string;
  stem: string;
  options: string[];
  targets: string[];
  key: unknown;
  unit: string;
  explanation: string;
  markup: { stem: string; options: string[]; explanation: string };
  stimulus: { title: string; text: string } | null;
  picture: { digest: string; alt: string } | null;
  source: Record<string, string | null>;
}
export interface RowDocument {
  code: string;
  topic: string;
  difficulty: string;
  tags: string[];
  content: Partial<Content>;
}
export interface Row extends Omit<ToldRow, 'document' | 'similar'> {
  document: RowDocument;
  similar: { code: string; text: string; document: Partial<Content> } | null;
}
export interface RowPage extends Omit<ToldPage, 'rows'> {
  rows: Row[];
}
export interface Mended {
  topic?: string;
  difficulty?: string;
  content?: Partial<Content>;
}
export interface RowsWish {
  state?: RowState | '';
  wanted?: boolean;
  after?: number;
}
export interface Topic {
  code: string;
  name: string;
}
/** Of `codes`, or of all that `search` finds. */
export interface ExportWish {
  format: Format;
  codes?: string[];
  search?: Record<string, unknown>;
}

const IMPORTS = 'bank/imports/';
const EXPORTS = 'bank/exports/';
const at = (uuid: Uuid, rest = '') => `${IMPORTS}${uuid}/${rest}`;
const post = (body: unknown) => ({ method: 'POST' as const, body, timeout: 60_000 });

function rowsQuery({ state, wanted, after }: RowsWish): string {
  const asked = new URLSearchParams({ state: state ?? '', after: String(after ?? 0) });
  if (wanted !== undefined) asked.set('wanted', String(wanted));
  return asked.toString();
}

export const exchange = {
  template: `/api/v1/${IMPORTS}template.xlsx`,
  topics: () => request<{ topics: Topic[] }>('bank/vocabulary/').then((told) => told.topics),
  list: () => request<ItemImport[]>(IMPORTS),
  one: (uuid: Uuid) => request<ItemImport>(at(uuid)),
  bring: (file: File, topic: string) => {
    const form = new FormData();
    form.append('file', file);
    if (topic) form.append('topic', topic);
    return request<ItemImport>(IMPORTS, { ...post(form), timeout: 120_000 });
  },
  chooseTopic: (uuid: Uuid, topic: string) =>
    request<ItemImport>(at(uuid), { method: 'PATCH', body: { topic }, timeout: 60_000 }),
  rows: (uuid: Uuid, wish: RowsWish) => request<RowPage>(at(uuid, `rows/?${rowsQuery(wish)}`)),
  want: (uuid: Uuid, rows: { places: number[] } | { state: RowState }, wanted: boolean) =>
    request<ItemImport>(at(uuid, 'rows/'), { method: 'PATCH', body: { ...rows, wanted } }),
  mend: (uuid: Uuid, place: number, document: Mended) =>
    request<Row>(at(uuid, `rows/${place}/`), { method: 'PUT', body: { document } }),
  apply: (uuid: Uuid, submit: boolean) => request<Job>(at(uuid, 'apply/'), post({ submit })),
  undo: (uuid: Uuid) => request<ItemImport>(at(uuid, 'undo/'), post({})),
  exports: () => request<ItemExport[]>(EXPORTS),
  ask: (wish: ExportWish) => request<ItemExport>(EXPORTS, post(wish)),
  file: (uuid: Uuid) => `/api/v1/${EXPORTS}${uuid}/file/`,
};
