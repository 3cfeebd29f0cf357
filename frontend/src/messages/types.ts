/** The shape of all messages; English must have the same. */
import type vi from './vi';
import type more from './vi-more';
import type ready from './vi-ready';
import type rest from './vi-rest';

export type Messages = typeof vi & typeof ready & typeof rest & typeof more;
