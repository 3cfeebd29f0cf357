/** Unit tests of the plain TypeScript parts; whole screens are tested in a browser by tests/e2e. */
import { defineConfig } from 'vitest/config';

export default defineConfig({
  resolve: { alias: { $: new URL('./src', import.meta.url).pathname } },
  test: { include: ['tests/**/*.test.ts'], environment: 'node' },
});
