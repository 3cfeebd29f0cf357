/** Moving the focus to a row that is only now being shown. */
import { tick } from 'svelte';

export async function focusOn(id: string): Promise<void> {
  await tick();
  const box = document.getElementById(id);
  box?.focus();
  if (box instanceof HTMLTextAreaElement || box instanceof HTMLInputElement) {
    box.setSelectionRange(box.value.length, box.value.length);
  }
}

/** Whether the key asks for a row more: Enter alone, outside of any composing of letters. */
export const isPlainEnter = (event: KeyboardEvent): boolean =>
  event.key === 'Enter' &&
  !event.shiftKey &&
  !event.ctrlKey &&
  !event.metaKey &&
  !event.isComposing;

/** Whether the key moves a row: −1 up, 1 down, 0 neither. */
export const moveOf = (event: KeyboardEvent): -1 | 0 | 1 =>
  !event.altKey || event.ctrlKey
    ? 0
    : event.key === 'ArrowUp'
      ? -1
      : event.key === 'ArrowDown'
        ? 1
        : 0;
