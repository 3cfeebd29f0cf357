/** Between plain words and the HTML of the same words. */

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escaped = (text: string) => text.replace(/[&<>"]/g, (sign) => ENTITIES[sign] ?? sign);

/** Plain lines as paragraphs. */
export const toMarkup = (text: string): string =>
  text
    .split('\n')
    .map((line) => `<p>${escaped(line)}</p>`)
    .join('');

/** Whether the HTML says nothing that plain lines do not say. */
export const isPlain = (html: string): boolean => /^(<p>[^<]*<\/p>)*$/.test(html);

const BLOCKS = 'P BR LI H2 H3 BLOCKQUOTE PRE'.split(' ');

/** The words of HTML on one line a block, a picture by what it shows; as the server reads them. */
export function toText(html: string): string {
  const page = new DOMParser().parseFromString(html, 'text/html');
  for (const picture of page.querySelectorAll('img')) picture.replaceWith(` [${picture.alt}] `);
  for (const block of page.querySelectorAll(BLOCKS.join(','))) block.prepend('\n');
  return (page.body.textContent ?? '')
    .split('\n')
    .map((line) => line.replace(/\s+/g, ' ').trim())
    .filter(Boolean)
    .join('\n');
}
