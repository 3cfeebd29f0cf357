/* Keeps the time left and the totals of an open round fresh. The page is complete without it. */
(() => {
  const $ = (selector) => document.querySelector(selector);
  const left = $('[data-left]');
  const live = $('[data-board]');
  const { lang } = document.documentElement;
  const began = performance.now();

  function showLeft() {
    const minutes = Math.floor((left.dataset.left - performance.now() + began) / 6e4);
    if (minutes < 0) return location.reload();
    const parts = [
      ['day', Math.floor(minutes / 1440)],
      ['hour', Math.floor(minutes / 60) % 24],
      ['minute', minutes % 60],
    ];
    const first = parts.findIndex(([, count]) => count);
    if (first < 0) return;
    left.replaceChildren(left.dataset.word);
    for (const [unit, count] of parts.slice(first, first + 2)) {
      if (!count) continue;
      const words = new Intl.NumberFormat(lang, { style: 'unit', unit, unitDisplay: 'long' });
      left.append(' ');
      for (const { type, value } of words.formatToParts(count)) {
        const piece = document.createElement(type === 'integer' ? 'b' : 'span');
        piece.textContent = value;
        left.append(piece);
      }
    }
  }

  async function showTotals() {
    if (document.hidden) return;
    const board = await fetch(live.dataset.board).then((answer) => answer.json());
    for (const each of live.querySelectorAll('[data-total]'))
      each.textContent = board.totals?.[each.dataset.total].toLocaleString(lang) ?? '–';
    const clock = $('[data-clock]');
    if (clock) clock.textContent = new Date(board.at_ms).toLocaleTimeString('vi', {
      hour: '2-digit', minute: '2-digit', timeZone: live.dataset.zone,
    });
  }

  if (left) setInterval(showLeft, 1e4);
  if (live) setInterval(() => showTotals().catch(() => {}), 1e4);
})();
