/** The one document of an item, as the server keeps it (formats/item_content.py). */

export type Kind =
  | 'single'
  | 'multiple'
  | 'true_false'
  | 'matching'
  | 'ordering'
  | 'number'
  | 'short_text'
  | 'hotspot'
  | 'essay';

export const KINDS: readonly Kind[] = [
  'single',
  'multiple',
  'true_false',
  'matching',
  'ordering',
  'number',
  'short_text',
  'hotspot',
  'essay',
];

export interface Source {
  document?: string;
  publisher?: string;
  article?: string;
  link?: string;
  checked_on?: string | null;
  effective_from?: string | null;
  effective_to?: string | null;
}

export interface StimulusPart {
  title: string;
  text: string;
  markup: string;
}

export interface PicturePart {
  digest: string;
  alt: string;
}

/** Places and sizes are whole thousandths of the picture's width and height. */
export type Area =
  | { shape: 'rectangle'; x: number; y: number; width: number; height: number }
  | { shape: 'circle'; x: number; y: number; radius: number }
  | { shape: 'polygon'; points: [number, number][] };

export interface RubricLine {
  criterion: string;
  points: number;
}

export interface ItemDocument {
  kind: Kind;
  stem: string;
  options: string[];
  targets: string[];
  /** By kind; see formats/item_content.py. */
  key: unknown;
  unit: string;
  limit: number | null;
  explanation: string;
  markup: { stem: string; options: string[]; explanation: string };
  language: 'vi' | 'en';
  stimulus: StimulusPart | null;
  picture: PicturePart | null;
  source: Source;
}

export const MOST_OPTIONS = 10;
export const TEXT_LIMITS = [500, 1_000, 2_000, 3_000, 5_000, 10_000] as const;
export const TRUE_FALSE = { vi: ['Đúng', 'Sai'], en: ['True', 'False'] } as const;

export const EMPTY: ItemDocument = {
  kind: 'single',
  stem: '',
  options: [],
  targets: [],
  key: null,
  unit: '',
  limit: null,
  explanation: '',
  markup: { stem: '', options: [], explanation: '' },
  language: 'vi',
  stimulus: null,
  picture: null,
  source: {},
};
