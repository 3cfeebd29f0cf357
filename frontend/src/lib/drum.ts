/** The star and rings of a bronze drum, drawn as one thin line inside a 400 × 400 box around 0,0. */

const RAYS = 14;
const TURN = Math.PI * 2;

const point = (radius: number, angle: number) =>
  `${+(radius * Math.sin(angle)).toFixed(1)} ${+(-radius * Math.cos(angle)).toFixed(1)}`;

const around = (count: number, draw: (angle: number, half: number) => string) =>
  Array.from({ length: count }, (_, i) => draw((i * TURN) / count, TURN / count / 2)).join('');

/** A full circle as two arcs, so that the whole drum stays a single path. */
function circle(radius: number, angle = 0, distance = 0): string {
  const x = distance * Math.sin(angle);
  const y = -distance * Math.cos(angle);
  const left = `${(x - radius).toFixed(1)} ${y.toFixed(1)}`;
  const right = `${(x + radius).toFixed(1)} ${y.toFixed(1)}`;
  return `M${left}A${radius} ${radius} 0 1 1 ${right}A${radius} ${radius} 0 1 1 ${left}`;
}

const star = (outer: number, inner: number, rays = RAYS) =>
  'M' +
  around(rays, (angle, half) => `${point(outer, angle)}L${point(inner, angle + half)}L`).slice(
    0,
    -1,
  ) +
  'Z';

const feathers = around(RAYS, (angle, half) =>
  [46, 52, 58]
    .map(
      (r) =>
        `M${point(r, angle + half - 0.13)}L${point(r - 8, angle + half)}L${point(r, angle + half + 0.13)}`,
    )
    .join(''),
);

const comb = (count: number, from: number, to: number) =>
  around(count, (angle) => `M${point(from, angle)}L${point(to, angle)}`);

const chain = (count: number, distance: number, radius: number) =>
  around(
    count,
    (angle, half) =>
      circle(radius, angle, distance) +
      circle(radius / 3.5, angle, distance) +
      `M${point(distance + radius, angle)}L${point(distance - radius, angle + 2 * half)}`,
  );

const teeth = (count: number, from: number, to: number) =>
  'M' +
  around(count, (angle, half) => `${point(from, angle)}L${point(to, angle + half)}L`).slice(0, -1) +
  'Z';

/** The whole drum. */
export const drumPath = (): string =>
  [
    star(62, 21),
    circle(10),
    feathers,
    ...[66, 69, 80, 83, 103, 106, 122, 125, 137, 158, 161, 178, 194, 198].map((r) => circle(r)),
    comb(96, 70.5, 78.5),
    chain(24, 93, 6),
    teeth(48, 108, 120),
    comb(120, 127, 135),
    chain(36, 147.5, 6.5),
    teeth(64, 163, 176),
    comb(180, 181, 191),
  ].join('');

/** The small mark: an eight-rayed star inside a ring, in a 24 × 24 box around 0,0. */
export const markPath = star(8, 3, 8);
