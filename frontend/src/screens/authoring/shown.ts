/** What is typed here is cleaned by the server; until then nothing of it may run. */
export function shown(markup: string): string {
  const page = new DOMParser().parseFromString(markup, 'text/html');
  for (const one of page.querySelectorAll('script, style, iframe, object, embed, form'))
    one.remove();
  for (const one of page.querySelectorAll('*')) {
    for (const { name, value } of [...one.attributes]) {
      const kept = name === 'href' ? /^(https?:|mailto:|tel:)/.test(value) : /span$/.test(name);
      if (!kept) one.removeAttribute(name);
    }
  }
  for (const link of page.querySelectorAll('a')) link.setAttribute('target', '_blank');
  return page.body.innerHTML;
}
