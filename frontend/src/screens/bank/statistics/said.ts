/** Answers and alarms in words, and where an item stands among others. */
import type { ItemFigures } from '$/api/bank/statistics';
import type text from '$/messages/bank/statistics';

type Words = (typeof text)['vi'];
export type Tone = 'quiet' | 'good' | 'warn' | 'bad';

const LETTERS = 'ABCDEFGHIJ';
const GRAVE = ['check_key', 'too_hard', 'often_blank', 'weak', 'unused_option', 'too_easy'];

/** What a code of an answer means: an option, a pair, a place in an order, points, a typed text. */
export function answerText(code: string, item: ItemFigures, t: Words): string {
  if (code === '') return t.blank;
  if (code === '*') return t.others;
  if (code.startsWith('=')) return t.points(code.slice(1));
  const pair = /^(\d+)-(\d+)$/.exec(code);
  if (pair) {
    const [left, right] = [Number(pair[1]), Number(pair[2])];
    if (item.kind === 'matching') return `${item.options[left]} → ${item.targets[right]}`;
    return t.place(String(left + 1), item.options[right] ?? '?');
  }
  if (item.options.length && /^\d+$/.test(code))
    return `${LETTERS[Number(code)]}. ${item.options[Number(code)] ?? '?'}`;
  return code;
}

export const alarmTone = (code: string): Tone =>
  code === 'check_key' ? 'bad' : code === 'too_hard' || code === 'often_blank' ? 'warn' : 'quiet';

/** Of too few papers, or voided: its figures conclude nothing. */
export const isUnsure = (item: ItemFigures): boolean =>
  item.alarms.includes('few_papers') || item.alarms.includes('voided');

/** Items that somebody should look at, the gravest first. */
export function worthALook(items: ItemFigures[]): { item: ItemFigures; alarm: string }[] {
  return items
    .flatMap((item) => {
      const alarm = GRAVE.find((code) => item.alarms.includes(code));
      return alarm ? [{ item, alarm }] : [];
    })
    .toSorted(
      (a, b) =>
        GRAVE.indexOf(a.alarm) - GRAVE.indexOf(b.alarm) ||
        (a.item.discrimination ?? 0) - (b.item.discrimination ?? 0),
    );
}

/** How steadily a paper measures; the limits are Nunnally's (1978), softened for short papers. */
export const steadiness = (alpha: number): 'good' | 'fair' | 'poor' =>
  alpha >= 70 ? 'good' : alpha >= 50 ? 'fair' : 'poor';

/** Whether its key can be asked for by pointing at options. */
export const hasOptions = (item: ItemFigures): boolean =>
  ['single', 'multiple', 'true_false'].includes(item.kind);

/** The option that most of the best papers chose, unless it is among the right ones already. */
export function bestChoice(item: ItemFigures): number[] {
  const options = item.choices.answers.filter((one) => /^\d+$/.test(one.answer));
  const best = options.toSorted((a, b) => b.top - a.top)[0];
  const right = options.filter((one) => one.right).map((one) => Number(one.answer));
  return !best || best.right || item.kind === 'multiple' ? right : [Number(best.answer)];
}
