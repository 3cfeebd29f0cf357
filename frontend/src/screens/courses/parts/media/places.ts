/** Where one stopped in a video or in sound, on this device. */
const NAME = 'hoc-so-media-';

/** Videos that were open when their question covered the lesson, and where. */
export const asked = new Map<string, number>();

export function keepPlace(file: string, second: number): void {
  try {
    localStorage.setItem(NAME + file.slice(0, 16), String(Math.floor(second)));
  } catch {
    // Private window: what was watched still tells where to go on.
  }
}

export function knownPlace(file: string): number {
  try {
    return Number(localStorage.getItem(NAME + file.slice(0, 16))) || 0;
  } catch {
    return 0;
  }
}
