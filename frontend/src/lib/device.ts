/** A name for this device, so that a repeated start is recognised as the same one. */

const KEY = 'hoc-so-device';
let current = '';

export function newKey(): string {
  if (crypto.randomUUID) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}

export function deviceKey(): string {
  if (current) return current;
  try {
    current = localStorage.getItem(KEY) ?? '';
    if (!current) localStorage.setItem(KEY, (current = newKey()));
  } catch {
    current ||= newKey();
  }
  return current;
}
