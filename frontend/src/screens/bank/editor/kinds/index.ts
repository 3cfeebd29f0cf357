/** How the key of each kind is written. */
import type { Component } from 'svelte';

import type { Kind } from '../document';
import type { Sheet } from '../sheet';
import Choices from './Choices.svelte';
import EssayKey from './EssayKey.svelte';
import HotspotKey from './HotspotKey.svelte';
import NumberKey from './NumberKey.svelte';
import Pairs from './Pairs.svelte';
import ShortTextKey from './ShortTextKey.svelte';
import Steps from './Steps.svelte';
import TrueFalse from './TrueFalse.svelte';

export interface KeyProps {
  sheet: Sheet;
  /** `place` names where somebody types; left out, the change is a step back of its own. */
  onchange: (part: Partial<Sheet>, place?: string) => void;
  /** What hinders, by field: `options`, `targets`, `key`, `picture`, `limit`, `unit`. */
  errors: (field: string) => string[];
}

export const keys: Record<Kind, Component<KeyProps>> = {
  single: Choices,
  multiple: Choices,
  true_false: TrueFalse,
  matching: Pairs,
  ordering: Steps,
  number: NumberKey,
  short_text: ShortTextKey,
  hotspot: HotspotKey,
  essay: EssayKey,
};
