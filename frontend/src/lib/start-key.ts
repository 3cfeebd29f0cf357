/** Names one start in a contest, so that pressing twice, or a lost reply, still makes one attempt. */
const held = new Map<string, string>();

export function newKey(): string {
  if (crypto.randomUUID) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}

const name = (contest: string) => `start:${contest}`;

/** The key of a start that is under way on this device, if there is one. */
export function knownKey(contest: string): string | null {
  try {
    return localStorage.getItem(name(contest)) ?? held.get(contest) ?? null;
  } catch {
    return held.get(contest) ?? null;
  }
}

export function startKey(contest: string): string {
  const key = knownKey(contest) ?? newKey();
  held.set(contest, key);
  try {
    localStorage.setItem(name(contest), key);
  } catch {
    // Private window: the key lives as long as the page.
  }
  return key;
}

/** The attempt is over, or another device has it: the next start is a new one. */
export function forgetKey(contest: string): void {
  held.delete(contest);
  try {
    localStorage.removeItem(name(contest));
  } catch {
    // Nothing was kept.
  }
}
