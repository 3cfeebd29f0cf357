/** The sections of a contest's desk: each a module of its own, loaded when it is opened. */
import type { Component } from 'svelte';

import type shell from '$/messages/desk/shell';

export type Tab = keyof (typeof shell)['vi']['tabs'];
type Module = { default: Component<{ slug: string }> };

export const TABS: Record<Tab, () => Promise<Module>> = {
  'tong-quan': () => import('../overview/Overview.svelte'),
  'thiet-lap': () => import('../wizard/SetUp.svelte'),
  'the-le': () => import('../rulebook/Rulebook.svelte'),
  'vong-thi': () => import('../rounds/Rounds.svelte'),
  'theo-doi': () => import('../live/Live.svelte'),
  'bat-thuong': () => import('../anomalies/Anomalies.svelte'),
  'cham-bai': () => import('../essays/Essays.svelte'),
  'ket-qua': () => import('../results/Results.svelte'),
  'dat-giai': () => import('../winners/Winners.svelte'),
  'chung-nhan': () => import('../certificates/Certificates.svelte'),
  'mau-chung-nhan': () => import('../templates/Templates.svelte'),
  'don-vi': () => import('../organisations/Organisations.svelte'),
  'nhat-ky': () => import('../audit/Audit.svelte'),
};

export const isTab = (name: string): name is Tab => Object.hasOwn(TABS, name);
