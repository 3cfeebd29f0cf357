/** Says on which side of a box something lies out of sight; `desk.css` fades that edge out. */
export function edges(box: HTMLElement) {
  const SLACK_PX = 4;

  function look(): void {
    const left = box.scrollLeft > SLACK_PX;
    const right = box.scrollLeft + box.clientWidth < box.scrollWidth - SLACK_PX;
    box.dataset.more = left && right ? 'both' : left ? 'left' : right ? 'right' : 'none';
  }

  const size = new ResizeObserver(look);
  for (const each of [box, ...box.children]) size.observe(each);
  box.addEventListener('scroll', look, { passive: true });
  return {
    destroy(): void {
      size.disconnect();
      box.removeEventListener('scroll', look);
    },
  };
}
