/** One component for each kind of item that is not a choice. */
import type { Component } from 'svelte';

import type { AnswerValue, PaperItem } from '$/api/types';

import EssayItem from './EssayItem.svelte';
import MatchingItem from './MatchingItem.svelte';
import NumberItem from './NumberItem.svelte';
import OrderingItem from './OrderingItem.svelte';

export interface KindProps {
  item: PaperItem;
  value: AnswerValue | undefined;
  /** `settle`: how many milliseconds the answer may wait on this device before it is sent. */
  onanswer: (slot: number, value: AnswerValue, settle?: number) => void;
}

export const kinds: Partial<Record<PaperItem['kind'], Component<KindProps>>> = {
  matching: MatchingItem,
  ordering: OrderingItem,
  number: NumberItem,
  essay: EssayItem,
};
