/** The public boards of organisations. */
import { request } from './client';
import type { OrganisationBoard } from './generated/types.gen';
import type { Uuid } from './types';

export type Scope = OrganisationBoard['scope'];
export type { OrganisationBoard };

/** Those right below `within`, or the uppermost ones. */
export const unitsOf = (round: Uuid, scope: Scope, within: Uuid | '') =>
  request<OrganisationBoard>(
    `rounds/${round}/organisations/?${new URLSearchParams(within ? { scope, within } : { scope }).toString()}`,
  );
