/** The sections of a cohort and the places beside it: each a module of its own. */
import type { Component } from 'svelte';

import type { Cohort } from '$/api/generated/types.gen';
import type words from '$/messages/teaching';

export type Tab = keyof (typeof words)['vi']['tabs'];
type Module = {
  default: Component<{ cohort: Cohort; onchange: (cohort: Cohort) => void }>;
};

export const TABS: Record<Tab, () => Promise<Module>> = {
  'nguoi-hoc': () => import('../People.svelte') as unknown as Promise<Module>,
  'buoi-hoc': () => import('../Sessions.svelte') as unknown as Promise<Module>,
  'han-hoc': () => import('../DueDates.svelte') as unknown as Promise<Module>,
  'bao-cao': () => import('../Report.svelte') as unknown as Promise<Module>,
  'tin-nhan': () => import('../Messages.svelte') as unknown as Promise<Module>,
  'thiet-lap': () => import('../Settings.svelte') as unknown as Promise<Module>,
};

export const PLACES: Record<string, (() => Promise<{ default: Component }>) | undefined> = {
  '': () => import('../Cohorts.svelte'),
  tao: () => import('../NewCohort.svelte'),
  'hoi-dap': () => import('../Questions.svelte'),
  'bai-tap': () => import('../Works.svelte'),
  'chi-tieu': () => import('../Indicators.svelte'),
  'don-vi': () => import('../Organisations.svelte'),
};

export const isTab = (name: string): name is Tab => Object.hasOwn(TABS, name);
