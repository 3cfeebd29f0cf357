/** Importing this teaches the session the words of every screen, not only those of a paper. */
import { session } from '$/lib/session.svelte';

import more from './vi-more';

session.learn(more);
