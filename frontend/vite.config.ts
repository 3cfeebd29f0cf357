/** Two entries: the app (src/main.ts) and the style sheet of the server-rendered pages (src/pages.css). */
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vite';

import { finish } from './build/outputs.js';

/** What every screen stands on: one file, fetched beside the screen's own. */
const CORE =
  /node_modules[\\/](svelte[\\/](?!src[\\/]reactivity)|esm-env|clsx)|preload-helper|@oxc-project|src[\\/](App|main|api[\\/](client|types)|lib[\\/](session|router|later|clock|follow|format|drum|receipt|trouble|shelf|pages|start-key)|messages[\\/]vi\.ts|ui[\\/](paper-icons|Icon|Mark|Message|Top))/;

/** What a paper's first item does without, of Svelte: fields and dialogs. */
const FORMS =
  /svelte[\\/]src[\\/]internal[\\/].*(bindings[\\/](?!shared)|elements[\\/](actions|transitions)|svelte-element)/;

/** What every screen but the paper needs. */
const MORE = /src[\\/](messages[\\/](vi-)?more\.ts|ui[\\/]icons\.ts)/;

/** Being imported has no effect of its own; Svelte does not say so, and each part would bring all. */
const PURE =
  /node_modules[\\/]svelte[\\/]src[\\/](internal[\\/](client|shared)|legacy|reactivity)[\\/]/;

export default defineConfig({
  base: '/',
  plugins: [svelte(), finish()],
  resolve: { alias: { $: new URL('./src', import.meta.url).pathname } },
  build: {
    target: ['chrome94', 'safari15.4', 'firefox95'],
    manifest: true,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    assetsInlineLimit: 0,
    rolldownOptions: {
      treeshake: { moduleSideEffects: [{ test: PURE, sideEffects: false }] },
      input: ['src/main.ts', 'src/pages.css'],
      output: {
        codeSplitting: {
          // Few files: on HTTP/1.1 a seventh one waits a whole round trip for its turn.
          groups: [
            { name: 'core', test: (id) => CORE.test(id) && !FORMS.test(id), priority: 1 },
            { name: 'forms', test: FORMS },
            { name: 'more', test: MORE },
          ],
        },
      },
    },
  },
});
