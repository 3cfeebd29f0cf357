/** One's own page: what to do next. */
import { request } from './client';
import type * as schema from './generated/types.gen';

export type Home = schema.Home;
export type HomeStep = schema.HomeStep;

export const home = {
  mine: () => request<Home>('me/home/'),
};
