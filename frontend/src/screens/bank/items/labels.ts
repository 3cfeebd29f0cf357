/** The words for the values of a filter. */
import type { Vocabulary } from '$/api/bank/vocabulary';
import type { Language } from '$/api/types';
import editor from '$/messages/bank/editor';
import own from '$/messages/bank/items';
import traits from '$/messages/bank/traits';
import writing from '$/messages/bank/writing';

export interface Value {
  value: string;
  text: string;
}

const named = (names: Record<string, string>): Value[] =>
  Object.entries(names).map(([value, text]) => ({ value, text }));

/** What may be chosen for a filter; empty where it is typed. */
export function valuesOf(name: string, known: Vocabulary | null, language: Language): Value[] {
  const [t, item, kinds, statuses] = [
    own[language],
    traits[language],
    editor[language].kinds,
    writing[language].statuses,
  ];
  switch (name) {
    case 'topic':
      return (known?.topics ?? []).map((one) => ({ value: one.code, text: one.name }));
    case 'status':
      return named(statuses);
    case 'kind':
      return named(kinds);
    case 'difficulty':
      return named(item.difficulties);
    case 'use':
      return named(item.uses);
    case 'tag':
      return (known?.tags ?? []).map((tag) => ({ value: tag, text: tag }));
    case 'competence':
      return (known?.competences ?? []).map((one) => ({
        value: one.code,
        text: `${one.code.split(':')[1] ?? ''} ${one.name}`,
      }));
    case 'audience':
      return named(item.audiences);
    case 'language':
      return named(item.languages);
    case 'author':
      return (known?.authors ?? []).map((one) => ({ value: one.uuid, text: one.name }));
    case 'source':
      return named(t.sources);
    case 'used':
      return named(t.useds);
    case 'alarm':
      return [{ value: 'true', text: t.alarms }];
    case 'draft':
      return [{ value: 'true', text: t.drafts }];
    case 'commented':
      return [{ value: 'true', text: t.comments }];
    case 'reviewable':
      return [{ value: 'true', text: t.reviewables }];
    default:
      return [];
  }
}

/** A filter's value in words: "Chủ đề: VNeID", or the words alone where they say it all. */
export function chipText(
  name: string,
  value: string,
  known: Vocabulary | null,
  language: Language,
): string {
  const text = valuesOf(name, known, language).find((one) => one.value === value)?.text ?? value;
  const alone = ['alarm', 'draft', 'commented', 'reviewable', 'source', 'used'].includes(name);
  return alone ? text : `${own[language].names[name] ?? name}: ${text}`;
}
