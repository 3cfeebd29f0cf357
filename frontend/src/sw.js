/* The app's shell files are kept; pages a person may need without network are fetched first and
   shown from the last copy when the network fails. The API is never touched. */

const SHELL = 'hoc-so-shell-__VERSION__';
const PAGES = 'hoc-so-pages';
const FILES = __SHELL__;
const KEPT_PAGE = /^\/(cuoc-thi\/[^/]+\/lam-bai|toi)\/$/;
const FIXED_FILE = /^\/(assets|fonts)\//;
const PATIENCE_MS = 6000;

self.addEventListener('install', (event) => {
  // One by one: a file lost on a bad network must not keep the others from being there.
  const add = async (file) => {
    const cache = await caches.open(SHELL);
    if (!(await caches.match(file))) await cache.add(file).catch(() => undefined);
    else await cache.put(file, await caches.match(file));
  };
  event.waitUntil(
    FILES.reduce((before, file) => before.then(() => add(file)), Promise.resolve()).then(() =>
      self.skipWaiting(),
    ),
  );
});

self.addEventListener('activate', (event) => {
  event.waitUntil(
    caches
      .keys()
      .then((names) =>
        Promise.all(
          names
            .filter((name) => name.startsWith('hoc-so-') && name !== SHELL && name !== PAGES)
            .map((name) => caches.delete(name)),
        ),
      )
      .then(() => self.clients.claim()),
  );
});

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== location.origin) return;
  if (FIXED_FILE.test(url.pathname)) event.respondWith(fromShell(request));
  else if (request.mode === 'navigate' && KEPT_PAGE.test(url.pathname)) {
    event.respondWith(page(event, url.pathname));
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
  if (!kept) return fetched;
  const late = new Promise((resolve) => setTimeout(() => resolve(kept), PATIENCE_MS));
  const usable = fetched.then((answer) => (answer.status >= 500 ? kept : answer));
  return Promise.race([usable.catch(() => kept), late]);
}
