/** What colour a state's badge has. */
import type { ItemRow } from '$/api/bank/items';

type Tone = 'quiet' | 'good' | 'warn' | 'bad';

const TONES: Record<ItemRow['status'], Tone> = {
  draft: 'quiet',
  needs_review: 'warn',
  approved: 'good',
  retired: 'quiet',
};

export const toneOf = (status: ItemRow['status']): Tone => TONES[status];
