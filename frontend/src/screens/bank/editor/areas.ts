/** Areas of a picture, in whole thousandths of its width and height (rules/area.py). */
import type { Area } from './document';

export type Point = [number, number];
export type Shape = Area['shape'];

const SCALE = 1_000;
const LEAST = 10;
export const onScale = (n: number): number => Math.min(SCALE, Math.max(0, Math.round(n)));

/** What is drawn by dragging from one point to another; null for a mere press. */
export function drawn(shape: Shape, [ax, ay]: Point, [bx, by]: Point): Area | null {
  const [width, height] = [Math.abs(bx - ax), Math.abs(by - ay)];
  if (shape === 'circle') {
    const radius = onScale(Math.hypot(bx - ax, by - ay));
    return radius < LEAST ? null : { shape, x: ax, y: ay, radius };
  }
  if (width < LEAST || height < LEAST || shape === 'polygon') return null;
  return { shape: 'rectangle', x: Math.min(ax, bx), y: Math.min(ay, by), width, height };
}

/** For those who do not draw: a first area in the middle. */
export const middle = (shape: Shape): Area =>
  shape === 'circle'
    ? { shape, x: 500, y: 500, radius: 100 }
    : shape === 'rectangle'
      ? { shape, x: 400, y: 400, width: 200, height: 200 }
      : {
          shape,
          points: [
            [500, 400],
            [600, 600],
            [400, 600],
          ],
        };

/** The area at another place, still within the picture. */
export function shifted(area: Area, dx: number, dy: number): Area {
  if (area.shape === 'polygon') {
    const [xs, ys] = [area.points.map(([x]) => x), area.points.map(([, y]) => y)];
    const across = Math.min(SCALE - Math.max(...xs), Math.max(-Math.min(...xs), dx));
    const down = Math.min(SCALE - Math.max(...ys), Math.max(-Math.min(...ys), dy));
    return { ...area, points: area.points.map(([x, y]): Point => [x + across, y + down]) };
  }
  const [width, height] = area.shape === 'rectangle' ? [area.width, area.height] : [0, 0];
  return {
    ...area,
    x: Math.min(SCALE - width, Math.max(0, area.x + dx)),
    y: Math.min(SCALE - height, Math.max(0, area.y + dy)),
  };
}

/** The area made wider and higher by so much. */
export function resized(area: Area, dx: number, dy: number): Area {
  if (area.shape === 'circle') {
    return { ...area, radius: Math.min(SCALE, Math.max(LEAST, area.radius + dx + dy)) };
  }
  if (area.shape === 'rectangle') {
    return {
      ...area,
      width: Math.min(SCALE - area.x, Math.max(LEAST, area.width + dx)),
      height: Math.min(SCALE - area.y, Math.max(LEAST, area.height + dy)),
    };
  }
  const [cx, cy] = centre(area);
  const [fx, fy] = [1 + dx / 200, 1 + dy / 200];
  const points = area.points.map(([x, y]): Point => [
    onScale(cx + (x - cx) * fx),
    onScale(cy + (y - cy) * fy),
  ]);
  return { ...area, points };
}

export function centre(area: Area): Point {
  if (area.shape === 'circle') return [area.x, area.y];
  if (area.shape === 'rectangle') {
    return [onScale(area.x + area.width / 2), onScale(area.y + area.height / 2)];
  }
  const sum = area.points.reduce(([a, b], [x, y]) => [a + x, b + y], [0, 0]);
  return [onScale(sum[0] / area.points.length), onScale(sum[1] / area.points.length)];
}
