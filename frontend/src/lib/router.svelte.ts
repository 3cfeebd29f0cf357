/** A history router in thirty lines: known paths stay inside the app, all others load a page. */
import { type Component, untrack } from 'svelte';

import type { Other } from '$/screens';

// Screens without a variable part in their address take no props.
export type Screen = {
  default: Component<{ params: string[] }> | Component<Record<string, never>>;
};

/** Addresses of screens; `:` stands for one part of a path, `*` for all that is left of it. */
const ROUTES: [string, Other?][] = [
  // Only the paper is known from the start: what is fetched before its first item is kept small.
  ['/cuoc-thi/:/lam-bai/'],
  ['/cuoc-thi/:/bang-xep-hang/', 'board'],
  ['/bai-lam/:/', 'result'],
  ['/man-hinh/:/', 'hall'],
  ['/dang-nhap/', 'signIn'],
  ['/dang-ky/', 'register'],
  ['/toi/', 'me'],
  ['/toi/ghi-chu/', 'notes'],
  ['/tin-nhan/', 'inbox'],
  ['/luyen-tap/', 'practice'],
  ['/tu-danh-gia/', 'assessment'],
  ['/khoa-hoc/:/hoc/', 'course'],
  ['/khoa-hoc/:/bai/:/', 'lesson'],
  ['/khoa-hoc/:/ghi-chu/', 'notes'],
  ['/khoa-hoc/:/kiem-tra/', 'finalQuiz'],
  ['/ma-moi/', 'activation'],
  ['/don-vi/', 'own'],
  ['/cham-bai/*', 'marker'],
  ['/ngan-hang/*', 'bank'],
  ['/soan-khoa-hoc/*', 'authoring'],
  ['/giang-day/*', 'teaching'],
  ['/diem-danh/:/', 'attendance'],
  ['/lop/:/', 'joining'],
  ['/ban-to-chuc/*', 'desk'],
];

const load = async (name?: Other): Promise<Screen> =>
  name ? (await import('$/screens')).default[name]() : import('$/screens/paper/PaperRoute.svelte');

export const route = $state({ path: location.pathname, visits: 0 });
const whole = () => location.pathname + location.search;
let arrivedAt = whole();

export function match(path: string) {
  for (const [pattern, name] of ROUTES) {
    const parts = pattern.replaceAll(':', '([^/]+)').replace('*', '(.*)');
    const found = RegExp(`^${parts}$`).exec(path);
    if (found) return { load: () => load(name), params: found.slice(1).map(decodeURIComponent) };
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
