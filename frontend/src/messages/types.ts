/** The shape of all messages; English must have the same. */
import type vi from './vi';
import type more from './vi-more';

export type More = typeof more;
export type Messages = typeof vi & More;
