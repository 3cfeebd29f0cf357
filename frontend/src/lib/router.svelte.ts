/** A history router in thirty lines: known paths stay inside the app, all others load a page. */
import { type Component, untrack } from 'svelte';

import type { Other } from '$/screens';

// Screens without a variable part in their address take no props.
export type Screen = {
  default: Component<{ params: string[] }> | Component<Record<string, never>>;
};

/** Only the paper is known from the start: what is fetched before its first item is kept small. */
const other = (name: Other) => async () => (await import('$/screens')).default[name]();

const ROUTES: [RegExp, () => Promise<Screen>][] = [
  [/^\/cuoc-thi\/([^/]+)\/lam-bai\/$/, () => import('$/screens/paper/PaperRoute.svelte')],
  [/^\/bai-lam\/([0-9a-f-]+)\/$/, other('result')],
  [/^\/cuoc-thi\/([^/]+)\/bang-xep-hang\/$/, other('board')],
  [/^\/man-hinh\/([^/]+)\/$/, other('hall')],
  [/^\/dang-nhap\/$/, other('signIn')],
  [/^\/dang-ky\/$/, other('register')],
  [/^\/toi\/$/, other('me')],
  [/^\/luyen-tap\/$/, other('practice')],
  [/^\/khoa-hoc\/([^/]+)\/hoc\/$/, other('course')],
  [/^\/khoa-hoc\/([^/]+)\/bai\/([^/]+)\/$/, other('lesson')],
  [/^\/khoa-hoc\/([^/]+)\/kiem-tra\/$/, other('finalQuiz')],
  [/^\/ma-moi\/$/, other('activation')],
  [/^\/don-vi\/$/, other('own')],
  [/^\/cham-bai\/(.*)$/, other('marker')],
  [/^\/ngan-hang\/(.*)$/, other('bank')],
  [/^\/giang-day\/(.*)$/, other('teaching')],
  [/^\/diem-danh\/([^/]+)\/$/, other('attendance')],
  [/^\/lop\/([^/]+)\/$/, other('joining')],
  [/^\/ban-to-chuc\/(.*)$/, other('desk')],
];

export const route = $state({ path: location.pathname, visits: 0 });
const whole = () => location.pathname + location.search;
let arrivedAt = whole();

export function match(path: string) {
  for (const [pattern, load] of ROUTES) {
    const found = pattern.exec(path);
    if (found) return { load, params: found.slice(1).map(decodeURIComponent) };
  }
  return null;
}

export function go(to: string, replace = false): void {
  const url = new URL(to, location.href);
  if (url.origin !== location.origin || !match(url.pathname)) return location.assign(url);
  history[replace ? 'replaceState' : 'pushState'](null, '', url);
  arrive();
}

function arrive(): void {
  arrivedAt = whole();
  route.path = location.pathname;
  // An effect may send people on; it must not thereby depend on where they arrive.
  route.visits = untrack(() => route.visits) + 1;
  scrollTo(0, 0);
}

export function listen(): void {
  // A step back inside one screen is that screen's own affair: it listens by itself.
  addEventListener('popstate', () => arrivedAt === whole() || arrive());
  document.addEventListener('click', (event) => {
    const link = (event.target as Element | null)?.closest('a');
    const plain = !event.defaultPrevented && event.button === 0 && !event.metaKey && !event.ctrlKey;
    if (!link || !plain || link.target || link.hasAttribute('download')) return;
    if (link.origin !== location.origin || !match(link.pathname)) return;
    event.preventDefault();
    go(link.href);
  });
}

/** A `next=` address from outside may only lead to a path of this site. */
export function safeNext(search: string, otherwise: string): string {
  const next = new URLSearchParams(search).get('next') ?? '';
  return /^\/(?![/\\])/.test(next) && new URL(next, location.href).origin === location.origin
    ? next
    : otherwise;
}
