/** Rows that change their place glide to the new one; nothing moves where stillness was asked for. */

const isStill = () => matchMedia('(prefers-reduced-motion: reduce)').matches;

type Moving = { rows: readonly unknown[]; ms: number };

/** On the list's element, with its rows as parameter: moves what moved, and only that. */
export function glide(list: HTMLElement, moving: Moving) {
  let { ms } = moving;
  const measure = () =>
    new Map([...list.children].map((row) => [row, (row as HTMLElement).offsetTop]));
  let tops = measure();
  return {
    update(next: Moving) {
      ({ ms } = next);
      const before = tops;
      tops = measure();
      if (isStill()) return;
      for (const [row, top] of tops) {
        const moved = (before.get(row) ?? top) - top;
        if (!moved) continue;
        row.animate(
          { transform: [`translateY(${moved}px)`, 'none'] },
          { duration: ms, easing: 'cubic-bezier(.2, .7, .2, 1)' },
        );
      }
    },
  };
}
