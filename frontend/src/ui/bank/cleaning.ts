/** Formatted text that people paste, from Word above all. */

const DROPPED = 'style, script, meta, link, title, xml, o\\:p, head, iframe, object, svg, math';
const KEPT = new Set(
  'P BR UL OL LI B STRONG I EM U S SUB SUP CODE PRE BLOCKQUOTE A IMG H2 H3'.split(' '),
);

/** Formatted text from Word, a page or a mail, with nothing left but its structure. */
export function cleaned(html: string): string {
  // Styles are read, never applied: the page's policy would complain of each.
  const read = html
    .replace(/<style[\s\S]*?<\/style>/gi, '')
    .replace(/\sstyle\s*=/gi, ' data-style=');
  const page = new DOMParser().parseFromString(read, 'text/html');
  for (const gone of page.querySelectorAll(DROPPED)) gone.remove();
  const notes = page.createTreeWalker(page, NodeFilter.SHOW_COMMENT);
  const comments: Node[] = [];
  while (notes.nextNode()) comments.push(notes.currentNode);
  for (const comment of comments) comment.parentNode?.removeChild(comment);
  for (const list of page.querySelectorAll<HTMLElement>('p[class^="MsoList"]')) unbulleted(list);
  for (const one of [...page.body.querySelectorAll<HTMLElement>('*')].reverse()) {
    dressed(one);
    if (!KEPT.has(one.tagName)) one.replaceWith(...one.childNodes);
    else strip(one);
  }
  for (const one of page.body.querySelectorAll('p, li')) {
    if (!one.textContent?.trim() && !one.querySelector('img')) one.remove();
  }
  return page.body.innerHTML.replace(/\u00a0/g, ' ');
}

/** Word writes a list as paragraphs whose bullet is text. */
function unbulleted(line: HTMLElement): void {
  for (const bullet of line.querySelectorAll<HTMLElement>('span[data-style*="mso-list"]')) {
    bullet.remove();
  }
}

/** What Word says by style is said by an element. */
function dressed(one: HTMLElement): void {
  if (one.tagName !== 'SPAN') return;
  const style = one.dataset.style ?? '';
  const name = /font-weight:\s*(?:bold|[6-9]00)/.test(style)
    ? 'strong'
    : /font-style:\s*italic/.test(style)
      ? 'em'
      : /vertical-align:\s*sub/.test(style)
        ? 'sub'
        : /vertical-align:\s*super/.test(style)
          ? 'sup'
          : '';
  if (!name) return;
  const wrap = one.ownerDocument.createElement(name);
  wrap.append(...one.childNodes);
  one.append(wrap);
}

function strip(one: HTMLElement): void {
  for (const { name, value } of [...one.attributes]) {
    const kept =
      (one.tagName === 'A' && name === 'href' && /^(https?:|mailto:|tel:)/.test(value)) ||
      (one.tagName === 'IMG' && (name === 'alt' || (name === 'src' && /^\/hinh\//.test(value))));
    if (!kept) one.removeAttribute(name);
  }
}
