/** The sections of the bank: each a module of its own, loaded when it is opened. */
import type { Component } from 'svelte';

import type shell from '$/messages/bank/shell';

export type Tab = keyof (typeof shell)['vi']['tabs'];

/** What stands in the address behind the section: `/ngan-hang/thong-ke/<rest[0]>/<rest[1]>/`. */
export type BankProps = { rest: string[] };
// A section without anything behind it in its address takes no props.
type Module = { default: Component<BankProps> | Component<Record<string, never>> };

const TABS: Record<Tab, () => Promise<Module>> = {
  'cau-hoi': () => import('../items/Items.svelte'),
  'tham-dinh': () => import('../review/Review.svelte'),
  'nhap-xuat': () => import('../exchange/Exchange.svelte'),
  de: () => import('../forms/Forms.svelte'),
  'thong-ke': () => import('../statistics/Statistics.svelte'),
};
const EDITOR = 'soan';

export const tabs = Object.keys(TABS) as Tab[];
export const addressOf = (tab: Tab): string =>
  tab === 'cau-hoi' ? '/ngan-hang/' : `/ngan-hang/${tab}/`;

export interface Place {
  /** The section shown as current. */
  tab: Tab;
  rest: string[];
  load: () => Promise<Module>;
}

/** Which section an address means: nothing named is the list, `soan/<code>` an item's editor. */
export function placeOf(path: string): Place | null {
  const [name = '', ...rest] = path.split('/').filter(Boolean);
  if (name === EDITOR)
    return { tab: 'cau-hoi', rest, load: () => import('../editor/Editor.svelte') };
  const tab = name || 'cau-hoi';
  return Object.hasOwn(TABS, tab) ? { tab: tab as Tab, rest, load: TABS[tab as Tab] } : null;
}
