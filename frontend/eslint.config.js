import js from '@eslint/js';
import svelte from 'eslint-plugin-svelte';
import ts from 'typescript-eslint';

export default ts.config(
  { ignores: ['dist', 'src/api/generated', 'src/sw.js'] },
  js.configs.recommended,
  ...ts.configs.recommended,
  ...svelte.configs.recommended,
  {
    languageOptions: { parserOptions: { extraFileExtensions: ['.svelte'] } },
    rules: {
      'no-undef': 'off',
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-console': 'error',
      // Links go through the history router in src/lib/router.svelte.ts, not SvelteKit.
      'svelte/no-navigation-without-resolve': 'off',
      // Maps and sets here are replaced, never changed in place: reactive ones would cost 4 kB.
      'svelte/prefer-svelte-reactivity': 'off',
      // Only our own icon strings and the server's sanitised QR and rules are set as markup.
      'svelte/no-at-html-tags': 'off',
    },
  },
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: { parserOptions: { parser: ts.parser } },
  },
);
