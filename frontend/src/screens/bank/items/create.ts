/** A new item, and straight to its editor; the next one begins like the last. */
import { bank, type ItemRow } from '$/api/bank/items';
import { go } from '$/lib/router.svelte';

import type { Kind, StimulusPart } from '../editor/document';

export interface Beginning {
  topic: string;
  difficulty: ItemRow['difficulty'];
  kind: Kind;
  use?: ItemRow['use'];
}

const NAME = 'hoc-so-new-item';

/** `stimulus`: the text that the item shares with the one before it. */
export async function create(
  { kind, ...traits }: Beginning,
  stimulus: StimulusPart | null = null,
): Promise<void> {
  const options = kind === 'single' || kind === 'multiple' ? ['', '', '', ''] : [];
  const made = await bank.create({
    ...traits,
    document: { kind, options, ...(stimulus ? { stimulus } : {}) },
  });
  remember({ kind, ...traits });
  go(`/ngan-hang/soan/${made.code}/`);
}

function remember(beginning: Beginning): void {
  try {
    localStorage.setItem(NAME, JSON.stringify(beginning));
  } catch {
    // The next one begins from nothing.
  }
}

export function lastBeginning(): Partial<Beginning> {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(NAME) ?? '{}');
    return kept !== null && typeof kept === 'object' ? (kept as Partial<Beginning>) : {};
  } catch {
    return {};
  }
}
