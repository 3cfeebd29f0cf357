/** An item as a paper would show it, made of what is being written. */
import { pictureAddress } from '$/api/bank/pictures';
import type { PaperItem } from '$/api/types';

import type { ItemDocument } from './document';

/** What formatted items and hotspots have besides. */
export type PreviewItem = PaperItem & {
  markup?: string;
  stimulus?: { uuid: string; title: string; text: string; markup: string };
  picture?: { address: string; alt: string; width: number; height: number };
};

export function shown(it: ItemDocument, size: { width: number; height: number }): PreviewItem {
  const option = (text: string, at: number) => ({
    token: `o${at}`,
    text: text || '…',
    ...(it.markup.options[at] ? { markup: it.markup.options[at] } : {}),
  });
  const options = it.options.map(option);
  return {
    slot: 1,
    kind: it.kind,
    stem: it.stem || '…',
    // Written in the right order, shown in another.
    options: it.kind === 'ordering' ? turned(options) : options,
    ...(it.targets.length
      ? { targets: turned(it.targets.map((text, at) => ({ token: `t${at}`, text }))) }
      : {}),
    ...(it.unit ? { unit: it.unit } : {}),
    ...(it.kind === 'essay' ? { limit: it.limit ?? 2_000 } : {}),
    ...(it.markup.stem ? { markup: it.markup.stem } : {}),
    ...(it.stimulus ? { stimulus: { uuid: 'stimulus', ...it.stimulus } } : {}),
    ...(it.picture
      ? { picture: { address: pictureAddress(it.picture.digest), alt: it.picture.alt, ...size } }
      : {}),
  } as PreviewItem;
}

/** Every second row first: an order that is not the written one, and always the same. */
const turned = <T>(rows: T[]): T[] => [
  ...rows.filter((_, at) => at % 2),
  ...rows.filter((_, at) => at % 2 === 0),
];
