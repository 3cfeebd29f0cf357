/* Checks on this device that one's own row leads to the published root. RFC 9162, SHA-256. */
(() => {
  const box = document.querySelector('[data-receipt]');
  const button = box?.querySelector('button');
  if (!button) return;
  const told = box.querySelector('[role=status]');
  const bytes = (hex) => Uint8Array.from(hex.match(/../g) ?? [], (pair) => parseInt(pair, 16));
  const hash = async (...parts) =>
    new Uint8Array(await crypto.subtle.digest('SHA-256', await new Blob(parts).arrayBuffer()));

  async function rootOf({ attempts, ranking, place, size, path }) {
    let reached = await hash(Uint8Array.of(0), `${attempts}\n${ranking}`);
    const others = path.map(bytes);
    for (; size > 1; place >>= 1, size = (size + 1) >> 1) {
      if ((place ^ 1) >= size) continue;
      const other = others.shift();
      const pair = place & 1 ? [other, reached] : [reached, other];
      reached = await hash(Uint8Array.of(1), ...pair);
    }
    return [...reached].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  }

  async function check() {
    button.disabled = true;
    try {
      if (!globalThis.crypto?.subtle) throw new Error('needs a secure address');
      const answer = await fetch(box.dataset.receipt, { headers: { Accept: 'application/json' } });
      if (!answer.ok) throw new Error(`answered ${answer.status}`);
      const receipt = await answer.json();
      const isWhole = (await rootOf(receipt)) === box.dataset.root;
      const { rank } = JSON.parse(receipt.ranking);
      told.textContent = (isWhole ? box.dataset.ok : box.dataset.bad).replace('{rank}', rank);
      told.className = isWhole ? 'sm good' : 'sm bad';
    } catch {
      told.textContent = box.dataset.none;
    }
    button.disabled = false;
  }

  button.hidden = false;
  button.addEventListener('click', check);
})();
