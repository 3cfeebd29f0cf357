/** The receipt just given, carried from the paper to the result screen so that it shows at once. */
import type { Receipt, Uuid } from '$/api/types';

interface HandedIn {
  uuid: Uuid;
  receipt: Receipt | null;
  lateKept: number;
  slug: string;
}

let last: HandedIn | null = null;

export function handedIn(
  uuid: Uuid,
  receipt: Receipt | null,
  lateKept: number,
  slug: string,
): void {
  last = { uuid, receipt, lateKept, slug };
}

export const handedInOf = (uuid: Uuid): HandedIn | null => (last?.uuid === uuid ? last : null);
