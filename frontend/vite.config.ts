/** Two entries: the app (src/main.ts) and the style sheet of the server-rendered pages (src/pages.css). */
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vite';

import { finish } from './build/outputs.js';

/** What every screen stands on: one file, fetched beside the screen's own. */
const CORE =
  /node_modules[\\/](svelte|esm-env|clsx)|src[\\/](App|main|api[\\/](client|types)|lib[\\/](session|router|clock|format|drum|receipt|trouble|shelf|pages|start-key)|messages[\\/]vi\.ts|ui[\\/](icons|Icon|Mark|Top|Message))/;

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
      input: ['src/main.ts', 'src/pages.css'],
      output: {
        codeSplitting: {
          // Few files: on HTTP/1.1 a seventh one waits a whole round trip for its turn.
          groups: [{ name: 'core', test: CORE }],
        },
      },
    },
  },
});
