/* Compares a certificate's file with the one that was issued, on this device alone. */
(() => {
  const box = document.querySelector('[data-digest]');
  if (!box) return;
  const chosen = box.querySelector('input');
  const told = box.querySelector('[role=status]');

  async function digestOf(file) {
    const hash = await crypto.subtle.digest('SHA-256', await file.arrayBuffer());
    return [...new Uint8Array(hash)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  }

  async function compare() {
    const [file] = chosen.files;
    if (!file) return;
    told.textContent = '';
    try {
      const isSame = (await digestOf(file)) === box.dataset.digest;
      told.textContent = isSame ? box.dataset.same : box.dataset.other;
      told.className = isSame ? 'sm after good' : 'sm after bad';
    } catch {
      told.textContent = box.dataset.none;
      told.className = 'sm after';
    }
    chosen.value = '';
  }

  box.hidden = false;
  chosen.addEventListener('change', compare);
})();
