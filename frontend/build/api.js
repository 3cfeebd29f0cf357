/** Writes the API's types from the checked-in schema into src/api/generated (ignored by git). */
import { existsSync } from 'node:fs';

import { createClient } from '@hey-api/openapi-ts';

const schema = new URL('../../openapi.yaml', import.meta.url).pathname;
if (existsSync(schema)) {
  await createClient({
    input: schema,
    output: new URL('../src/api/generated', import.meta.url).pathname,
    plugins: ['@hey-api/typescript'],
    logs: { level: 'warn' },
  });
}
