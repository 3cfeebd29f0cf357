/* The app's shell files are kept; pages a person may need without network are fetched first and
   shown from the last copy when the network fails. The API is never touched. */

const SHELL = 'hoc-so-shell-__VERSION__';
const PAGES = 'hoc-so-pages';
/** What a paper is made of, and what the other screens of a phone are. */
const FIRST = __FIRST__;
const REST = __REST__;
const KEPT_PAGE = /^\/(cuoc-thi\/[^/]+\/lam-bai|toi|khoa-hoc\/[^/]+\/(hoc|bai\/[^/]+|kiem-tra))\/$/;
/** The screens of a course are one page to the server: one copy serves them all. */
const OF_COURSE = /^(\/khoa-hoc\/[^/]+\/)(?:bai\/[^/]+|kiem-tra)\/$/;
/** Pictures of items never change. */
const PICTURES = 'hoc-so-pictures';
const PICTURE = /^\/hinh\/[0-9a-f]{64}\.webp$/;
const MOST_PICTURES = 200;
/** Diagrams of lessons never change either; a course that is kept brings them all. */
const DIAGRAMS = 'hoc-so-diagrams';
const DIAGRAM = /^\/so-do\/[0-9a-f]{64}\.svg$/;
const MOST_DIAGRAMS = 500;
/** Sound and pages of documents that somebody chose to keep; everything else of the kind streams. */
const MEDIA = 'hoc-so-media';
const KEEPABLE = /^\/tep\/(audio|document)\/[0-9a-f]{64}\//;
const FIXED_FILE = /^\/(assets|fonts)\//;
/** What every other page becomes while the device knows that it has no network. */
const OFFLINE = '/mat-mang/';
const PATIENCE_MS = 6000;

self.addEventListener('install', (event) => {
  event.waitUntil(keepFiles([...FIRST, OFFLINE]).then(() => self.skipWaiting()));
});

/** A page that was open before this worker says so: it is kept itself, and then all the rest. */
self.addEventListener('message', (event) => {
  if (event.data !== 'keep') return;
  event.waitUntil(keepPage(event.source?.url).then(() => keepFiles(REST)));
});

/** One by one: a file lost on a bad network must not keep the others from being there. */
async function keepFiles(files) {
  const cache = await caches.open(SHELL);
  for (const file of files) {
    if (await cache.match(file)) continue;
    const older = file === OFFLINE ? undefined : await caches.match(file);
    await (older ? cache.put(file, older) : cache.add(file)).catch(() => undefined);
  }
}

async function keepPage(address) {
  const path = keptAs(new URL(address ?? '/', location.origin).pathname);
  if (!path || (await caches.match(path, { cacheName: PAGES, ignoreVary: true }))) return;
  const answer = await fetch(path).catch(() => undefined);
  if (!answer?.ok || answer.redirected) return;
  const cache = await caches.open(PAGES);
  await cache.put(path, answer).catch(() => undefined);
}

/** Under which address a page is kept; empty for pages that are not. */
const keptAs = (path) => (KEPT_PAGE.test(path) ? path.replace(OF_COURSE, '$1hoc/') : '');

self.addEventListener('activate', (event) => {
  event.waitUntil(forgetOld().then(() => self.clients.claim()));
});

/** The shell before this one stays: a kept page may still name its files. */
async function forgetOld() {
  const shells = (await caches.keys()).filter((name) => name.startsWith('hoc-so-shell-'));
  const older = shells.filter((name) => name !== SHELL);
  await Promise.all(older.slice(0, -1).map((name) => caches.delete(name)));
}

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== location.origin) return;
  if (FIXED_FILE.test(url.pathname)) event.respondWith(fromShell(request));
  else if (PICTURE.test(url.pathname)) event.respondWith(picture(request, PICTURES, MOST_PICTURES));
  else if (DIAGRAM.test(url.pathname)) event.respondWith(picture(request, DIAGRAMS, MOST_DIAGRAMS));
  else if (KEEPABLE.test(url.pathname)) event.respondWith(keptMedia(request));
  else if (request.mode === 'navigate' && keptAs(url.pathname)) {
    event.respondWith(page(event, keptAs(url.pathname)));
  } else if (request.mode === 'navigate' && !navigator.onLine) {
    event.respondWith(fetch(request).catch(offlinePage));
  }
});

async function fromShell(request) {
  const kept = await caches.match(request, { ignoreVary: true });
  if (kept) return kept;
  const answer = await fetch(request);
  if (answer.ok) {
    const cache = await caches.open(SHELL);
    await cache.put(request, answer.clone()).catch(() => undefined);
  }
  return answer;
}

async function keptMedia(request) {
  const kept = await caches.match(request.url, { cacheName: MEDIA, ignoreVary: true });
  return kept ?? fetch(request);
}

async function picture(request, cacheName, most) {
  // A course that is kept brings pictures of its items along with its diagrams.
  const kept =
    (await caches.match(request, { cacheName, ignoreVary: true })) ??
    (await caches.match(request, { cacheName: DIAGRAMS, ignoreVary: true }));
  if (kept) return kept;
  const answer = await fetch(request);
  if (answer.ok) {
    const cache = await caches.open(cacheName);
    await cache.put(request, answer.clone()).catch(() => undefined);
    const older = (await cache.keys()).slice(0, -most);
    await Promise.all(older.map((one) => cache.delete(one)));
  }
  return answer;
}

/** Network first; after a while without an answer the last copy, while the network may still come. */
async function page(event, path) {
  const fetched = fetch(event.request).then(async (answer) => {
    if (answer.ok && !answer.redirected) {
      const cache = await caches.open(PAGES);
      await cache.put(path, answer.clone()).catch(() => undefined);
    }
    return answer;
  });
  event.waitUntil(fetched.catch(() => undefined));
  const kept = await caches.match(path, { cacheName: PAGES, ignoreVary: true });
  if (!kept) return fetched.catch(offlinePage);
  const late = new Promise((resolve) => setTimeout(() => resolve(kept), PATIENCE_MS));
  const usable = fetched.then((answer) => (answer.status >= 500 ? kept : answer));
  return Promise.race([usable.catch(() => kept), late]);
}

async function offlinePage() {
  return (await caches.match(OFFLINE, { ignoreVary: true })) ?? Response.error();
}
