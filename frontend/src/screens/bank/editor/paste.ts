/** What people paste as plain text: whole items, and lists of options. */

export interface PastedItem {
  stem: string;
  options: { text: string; right: boolean }[];
}

const NUMBERED = /^(?:câu|question|bài)?\s*\d{1,3}\s*[.:)/]\s*/iu;
const OPTION = /^\s*([*✓]?)\s*([A-J])\s*[.)/:]\s*/u;
const KEY =
  /^\s*(?:đáp\s*án(?:\s*đúng)?|answer|key|đ\/a)\s*[:.\-–]?\s*([A-J](?:[\s,;]+[A-J])*)\s*\.?\s*$/iu;
const INLINE = /\s+(?=[*✓]?\s*[B-J]\s*[.)]\s+\S)/u;
const BULLET = /^\s*(?:[-–•●*]|\d{1,2}[.)]|[A-Ja-j][.)])\s+/u;

const linesOf = (text: string): string[] =>
  text
    .normalize('NFC')
    .replace(/\u00a0/g, ' ')
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter(Boolean);

/** "Câu 1: … A. … B. … Đáp án: B" as an item, or null where the text is none. */
export function readItem(text: string): PastedItem | null {
  const stem: string[] = [];
  const options: { letter: string; text: string; right: boolean }[] = [];
  let right = '';
  for (const line of linesOf(text).flatMap(parted)) {
    const key = KEY.exec(line);
    const option = OPTION.exec(line);
    const expected = 'ABCDEFGHIJ'[options.length];
    if (key && options.length) right = (key[1] ?? '').toUpperCase();
    else if (option && option[2] === expected) {
      const written = line.slice(option[0].length);
      options.push({ letter: option[2] ?? '', text: written, right: option[1] !== '' });
    } else if (options.length) {
      const before = options[options.length - 1];
      if (before) before.text += ` ${line}`;
    } else stem.push(line);
  }
  if (options.length < 2 || !stem.length) return null;
  return {
    stem: stem.join('\n').replace(NUMBERED, ''),
    options: options.map((one) => ({
      text: one.text,
      right: one.right || right.includes(one.letter),
    })),
  };
}

/** Options that stand side by side on one line: "A. Một   B. Hai". */
const parted = (line: string): string[] => (OPTION.test(line) ? line.split(INLINE) : [line]);

/** Several lines as one option each, without their bullets; null for a single line. */
export function readOptions(text: string): string[] | null {
  const lines = linesOf(text).flatMap(parted);
  return lines.length > 1 ? lines.map((line) => line.replace(BULLET, '')) : null;
}
