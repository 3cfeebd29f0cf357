/** What the person who is signed in may do in the bank; the server decides it again. */
import { session } from '$/lib/session.svelte';

/** Whether they write items; organisers without that only read the figures of their rounds. */
export const writesItems = (): boolean =>
  session.me?.roles.some((role) => role === 'trainer' || role === 'staff') ?? false;
