/** How long a movement may take here: nothing moves where the person asked for stillness. */

export const calm = (ms = 250): number =>
  matchMedia('(prefers-reduced-motion: reduce)').matches ? 0 : ms;
