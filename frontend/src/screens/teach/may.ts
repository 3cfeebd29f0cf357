/** What the person who is signed in may do with cohorts; the server decides it again. */
import { session } from '$/lib/session.svelte';

const LOOKING_AFTER = ['organiser', 'organisation_admin', 'staff'];

/** Whether they look after an organisation: count its learners, make accounts for its people. */
export const looksAfter = (): boolean =>
  session.me?.roles.some((role) => LOOKING_AFTER.includes(role)) ?? false;
