/** The desk's own words: each tab brings a module `{ vi, en }` of identical shape. */
import type { Language } from '$/api/types';
import { session } from '$/lib/session.svelte';

/** The words in the language of the session. Call it within `$derived` to follow a change. */
export const words = <T>(both: Record<Language, T>): T => both[session.language];
