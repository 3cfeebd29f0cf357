/** Starts the app inside the page that Django rendered. */
import './styles/tokens.css';
import './styles/base.css';

import { mount } from 'svelte';

import App, { screenAt } from './App.svelte';
import { listen, route } from './lib/router.svelte';
import { session } from './lib/session.svelte';

/** Letters come after the first screen: on a slow link they must not hold up a question. */
function loadFonts(): void {
  type Link = { saveData?: boolean; effectiveType?: string };
  const link = (navigator as { connection?: Link }).connection;
  if (!link?.saveData && !link?.effectiveType?.includes('2g')) void import('./styles/fonts.css');
}

function afterFirstScreen(): void {
  const later = window.requestIdleCallback ?? ((run: () => void) => setTimeout(run, 300));
  later(() => {
    loadFonts();
    if ('serviceWorker' in navigator) {
      navigator.serviceWorker.register('/sw.js').catch(() => undefined);
      // The worker may be younger than this page: it keeps the page now.
      void navigator.serviceWorker.ready.then(({ active }) => active?.postMessage('keep'));
    }
  });
}

async function begin(): Promise<void> {
  await session.begin();
  const first = await screenAt(route.path);
  const target = document.getElementById('app');
  if (target) {
    target.replaceChildren();
    mount(App, { target, props: { first } });
  }
  listen();
  if (document.readyState === 'complete') afterFirstScreen();
  else addEventListener('load', afterFirstScreen);
}

void begin();
