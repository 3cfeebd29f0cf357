/** Numbers as people write them: "3,5" and "1.234,5" in Vietnamese, "3.5" and "1,234.5" in English.
 *
 * The server reads the Vietnamese way; what is sent has a comma and no parted thousands.
 */
import type { Language } from '$/api/types';

export const MAX_LETTERS = 20;

/** The number as it is sent, "1234,5", or null where the text is none. */
export function readNumber(text: string, language: Language): string | null {
  const plain = text
    .normalize('NFKC')
    .trim()
    .replace(/^[\u2212\u2013]/, '-');
  const turned = language === 'en' ? swapped(plain) : plain;
  const found =
    /^(-?)(\d+)(?:,(\d+))?$/.exec(turned) ??
    /^(-?)([1-9]\d{0,2}(?:[. ]\d{3})+)(?:,(\d+))?$/.exec(turned) ??
    /^(-?)(\d+)\.(\d+)$/.exec(turned);
  if (!found) return null;
  const whole = (found[2] ?? '').replace(/[. ]/g, '').replace(/^0+(?=\d)/, '');
  const part = (found[3] ?? '').replace(/0+$/, '');
  const number = part ? `${whole},${part}` : whole;
  if (number.length >= MAX_LETTERS || (found[1] && number === '0')) return null;
  return found[1] + number;
}

/** A sent number in the person's own way, thousands parted. */
export function shownNumber(sent: string, language: Language): string {
  const [whole = '', part] = sent.split(',');
  const parted = whole.replace(/\B(?=(\d{3})+$)/g, '.');
  const vietnamese = part === undefined ? parted : `${parted},${part}`;
  return language === 'en' ? swapped(vietnamese) : vietnamese;
}

const swapped = (text: string) => text.replace(/[.,]/g, (sign) => (sign === ',' ? '.' : ','));
