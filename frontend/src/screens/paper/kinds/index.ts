/** One component for each kind of item, but for choices in plain words. */
import type { Component } from 'svelte';

import type { AnswerValue, PaperItem } from '$/api/types';

import ChoiceItem from './ChoiceItem.svelte';
import EssayItem from './EssayItem.svelte';
import HotspotItem from './HotspotItem.svelte';
import MatchingItem from './MatchingItem.svelte';
import NumberItem from './NumberItem.svelte';
import OrderingItem from './OrderingItem.svelte';
import ShortTextItem from './ShortTextItem.svelte';

export interface KindProps {
  item: PaperItem;
  value: AnswerValue | undefined;
  /** `settle`: how many milliseconds the answer may wait on this device before it is sent. */
  onanswer: (slot: number, value: AnswerValue, settle?: number) => void;
}

export const kinds: Record<PaperItem['kind'], Component<KindProps>> = {
  single: ChoiceItem,
  multiple: ChoiceItem,
  true_false: ChoiceItem,
  matching: MatchingItem,
  ordering: OrderingItem,
  number: NumberItem,
  short_text: ShortTextItem,
  hotspot: HotspotItem,
  essay: EssayItem,
};

const ADDRESS = /\/hinh\/[0-9a-f]{64}\.webp/g;
const held: HTMLImageElement[] = [];

/** Fetches the pictures of a paper and holds them, so that a lost network takes none away. */
export function holdPictures(items: readonly PaperItem[]): void {
  const known = new Set(held.map((one) => one.getAttribute('src')));
  for (const address of JSON.stringify(items).match(ADDRESS) ?? []) {
    if (known.has(address)) continue;
    known.add(address);
    const image = new Image();
    image.src = address;
    held.push(image);
  }
}
