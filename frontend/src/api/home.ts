/** One's own page: what to do next. */
import { request } from './client';
import type * as schema from './generated/types.gen';

export type Home = schema.Home;
export type HomeStep = schema.HomeStep;

export type Encouragement = schema.Encouragement;

export const home = {
  badges: () => request<Encouragement>('me/badges/'),
  hideBadges: (is_hidden: boolean) =>
    request<Encouragement>('me/badges/', { method: 'PUT', body: { is_hidden } }),
  mine: () => request<Home>('me/home/'),
};
