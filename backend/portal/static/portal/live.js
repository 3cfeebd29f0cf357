/* Keeps the time left and the totals of an open round fresh. The page is complete without it. */
(() => {
  const $ = (selector) => document.querySelector(selector);
  const left = $('[data-left]');
  const live = $('[data-board]');
  const began = performance.now();
  const numbers = new Intl.NumberFormat(document.documentElement.lang);

  function showLeft() {
    const minutes = Math.floor((left.dataset.left - performance.now() + began) / 6e4);
    if (minutes < 0) return location.reload();
    const counts = [Math.floor(minutes / 1440), Math.floor(minutes / 60) % 24, minutes % 60];
    const first = counts.findIndex(Boolean);
    if (first < 0) return;
    const units = left.dataset.units.split(',');
    left.replaceChildren(left.dataset.word);
    for (let unit = first; unit < Math.min(first + 2, 3); unit++) {
      if (!counts[unit]) continue;
      const count = document.createElement('b');
      count.textContent = counts[unit];
      left.append(' ', count, ' ', units[unit]);
    }
  }

  async function showTotals() {
    if (document.hidden) return;
    const board = await fetch(live.dataset.board).then((answer) => answer.json());
    for (const each of live.querySelectorAll('[data-total]'))
      each.textContent = numbers.format(board.totals[each.dataset.total]);
    const at = new Date(board.at_ms).toLocaleTimeString('vi', {
      hour: '2-digit', minute: '2-digit', timeZone: live.dataset.zone,
    });
    $('[data-clock]').textContent = at;
  }

  if (left) setInterval(showLeft, 1e4);
  if (live) setInterval(() => showTotals().catch(() => {}), 1e4);
})();
