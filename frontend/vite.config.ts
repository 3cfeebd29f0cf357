/** Two entries: the app (src/main.ts) and the style sheet of the server-rendered pages (src/pages.css). */
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vite';

import { finish, sprite } from './build/outputs.js';

export default defineConfig({
  base: '/',
  plugins: [svelte(), sprite(), finish()],
  resolve: { alias: { $: new URL('./src', import.meta.url).pathname } },
  build: {
    target: ['chrome94', 'safari15.4', 'firefox95'],
    manifest: true,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    assetsInlineLimit: 0,
    rolldownOptions: { input: ['src/main.ts', 'src/pages.css'] },
  },
});
