/** Plain Svelte 5 with TypeScript; styles are extracted, never inlined (the page's CSP forbids it). */
import { vitePreprocess } from '@sveltejs/vite-plugin-svelte';

export default { preprocess: vitePreprocess(), compilerOptions: { runes: true } };
