/** Build steps of our own: service worker with its precache list, compressed twins. */
import { createHash } from 'node:crypto';
import { readFile, readdir, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

const squeeze = {
  '.gz': (/** @type {Buffer} */ body) => promisify(gzip)(body, { level: 9 }),
  '.br': (/** @type {Buffer} */ body) =>
    promisify(brotliCompress)(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }),
};
const TEXT = /\.(js|css|svg|json|webmanifest|html)$/;

/** @param {string} folder @returns {Promise<string[]>} */
async function filesIn(folder) {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries.filter((e) => e.isFile()).map((e) => join(e.parentPath, e.name));
}

/** Where people work at a desk, on a network. */
const DESKS = /^src\/(screens|ui)\/(attendance|authoring|bank|desk|teach|writing)\//;
/** A player of videos is of no use without one. */
const PLAYER = /node_modules\/hls\.js\//;
const PAPER = ['src/main.ts', 'src/screens/paper/PaperRoute.svelte'];

/** All that may be asked for from there on, but nothing of the desks.
 * @param {Record<string, { file: string, css?: string[], imports?: string[], dynamicImports?: string[] }>} manifest
 * @param {string[]} from
 * @param {(key: string) => boolean} follows whether what comes only when it is asked for is wanted
 * @returns {Set<string>}
 */
function filesFrom(manifest, from, follows) {
  const waiting = [...from];
  const [seen, files] = [new Set(), new Set()];
  for (const key of waiting) {
    const chunk = manifest[key];
    if (!chunk || seen.has(key) || DESKS.test(key) || PLAYER.test(key)) continue;
    seen.add(key);
    for (const file of [chunk.file, ...(chunk.css ?? [])]) files.add(`/${file}`);
    waiting.push(...(chunk.imports ?? []), ...(follows(key) ? (chunk.dynamicImports ?? []) : []));
  }
  return files;
}

/** Writes dist/sw.js with the list of shell files, then .gz and .br beside every text file. */
export function finish() {
  let outDir = 'dist';
  return {
    name: 'hoc-so-finish',
    apply: /** @type {const} */ ('build'),
    enforce: /** @type {const} */ ('post'),
    /** @param {{ build: { outDir: string } }} config */
    configResolved(config) {
      outDir = config.build.outDir;
    },
    async closeBundle() {
      const manifest = JSON.parse(await readFile(join(outDir, '.vite/manifest.json'), 'utf8'));
      const files = [...filesFrom(manifest, PAPER, () => true)].sort();
      const first = filesFrom(manifest, PAPER, (key) => key.startsWith('src/screens/paper/'));
      const rest = files.filter((file) => !first.has(file));
      const template = await readFile(new URL('../src/sw.js', import.meta.url), 'utf8');
      const version = createHash('sha256')
        .update(template + files.join())
        .digest('hex')
        .slice(0, 12);
      await writeFile(
        join(outDir, 'sw.js'),
        template
          .replace('__VERSION__', version)
          .replace('__FIRST__', JSON.stringify([...first]))
          .replace('__REST__', JSON.stringify(rest)),
      );
      for (const path of await filesIn(outDir)) {
        if (!TEXT.test(path) || relative(outDir, path).startsWith('.vite')) continue;
        const body = await readFile(path);
        if (body.length < 256) continue;
        for (const [ending, compress] of Object.entries(squeeze)) {
          await writeFile(path + ending, await compress(body));
        }
      }
    },
  };
}
