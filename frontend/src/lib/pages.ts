/** The service worker's copies of personal pages. They must not outlive the session they came from. */

/** The name is shared with src/sw.js. */
const PAGES = 'hoc-so-pages';

export async function forgetPages(): Promise<void> {
  try {
    await caches?.delete(PAGES);
  } catch {
    // No cache storage: nothing was kept.
  }
}
