/** What stands in the form, part by part: one line a field. Its words are keyed by the same names. */

export type Kind = 'number' | 'text' | 'check' | 'select' | 'time' | 'kinds' | 'codes' | 'days';

export interface Spec {
  /** The name in the document. */
  key: string;
  kind: Kind;
  /** The name of its words, where the document uses a name twice. */
  words?: string;
  min?: number;
  max?: number;
  /** An empty number means that there is no such limit. */
  optional?: boolean;
  /** Shown only while this is true of the part. */
  when?: (part: Record<string, unknown>) => boolean;
}

const n = (key: string, min: number, max: number, optional = false): Spec => ({
  key,
  kind: 'number',
  min,
  max,
  optional,
});
const choice = (key: string, words = key): Spec => ({ key, kind: 'select', words });
const check = (key: string): Spec => ({ key, kind: 'check' });
const text = (key: string): Spec => ({ key, kind: 'text' });
const asked = (part: Record<string, unknown>) => part.target !== 'none';

const parts = {
  attempts: [
    n('per_day', 1, 1000, true),
    n('per_week', 1, 1000, true),
    n('per_round', 1, 1000, true),
    n('per_contest', 1, 1000, true),
    choice('counted'),
  ],
  scoring: [
    choice('items'),
    n('wrong_points', -1000, 0),
    n('speed_bonus_points', 0, 1000),
    check('requires_every_answer'),
  ],
  prediction: [
    choice('target'),
    { ...choice('scope'), when: asked },
    { ...choice('per'), when: asked },
    { ...text('question'), when: asked },
    { ...text('unit'), when: asked },
    { ...check('recomputed_after_disqualification'), when: asked },
  ],
  eligibility: [
    n('minimum_age', 0, 120),
    n('maximum_age', 0, 120, true),
    n('guardian_below_age', 0, 18),
    { key: 'organisations', kind: 'codes' },
    { key: 'organisation_kinds', kind: 'kinds' },
    check('bars_committee'),
  ],
  feedback: [choice('score'), choice('key'), choice('explanations')],
  certificate: [
    choice('kind'),
    { ...n('threshold_percent', 0, 100), when: (part) => part.kind === 'threshold' },
    choice('issued'),
  ],
  board: [n('freeze_minutes', 0, 10080), check('hides_totals')],
  results: [choice('approval'), n('appeal_days', 0, 60)],
  essays: [n('markers', 1, 2), n('largest_difference', 0, 1000)],
  technical: [n('transport_grace_seconds', 0, 120), n('fastest_item_seconds', 0, 60)],
} satisfies Record<string, Spec[]>;

export type PartName = keyof typeof parts;
export const PARTS: Record<PartName, Spec[]> = parts;

export interface List {
  specs: Spec[];
  blank: () => Record<string, unknown>;
}

let made = 0;
const code = (stem: string) => `${stem}-${Date.now().toString(36)}${++made}`;
const prize = (stem: string) => ({
  code: code(stem),
  title: '',
  count: 1,
  value: '',
  per: 'round',
});

const lists = {
  opening_hours: {
    specs: [
      { key: 'opens', kind: 'time' },
      { key: 'closes', kind: 'time' },
      { key: 'weekdays', kind: 'days' },
    ],
    blank: () => ({ weekdays: [1, 2, 3, 4, 5, 6, 7], opens: '07:00:00', closes: '22:00:00' }),
  },
  audiences: {
    specs: [
      text('title'),
      n('minimum_age', 0, 120),
      n('maximum_age', 0, 120, true),
      { key: 'organisation_kinds', kind: 'kinds' },
    ],
    blank: () => ({
      code: code('nhom'),
      title: '',
      organisation_kinds: [],
      minimum_age: 0,
      maximum_age: null,
    }),
  },
  people: {
    specs: [
      text('title'),
      n('count', 1, 1000),
      text('value'),
      choice('per', 'prize_per'),
      choice('audience'),
    ],
    blank: () => ({ ...prize('giai'), audience: '' }),
  },
  organisations: {
    specs: [
      text('title'),
      n('count', 1, 1000),
      text('value'),
      choice('per', 'prize_per'),
      choice('measure'),
      n('minimum_people', 1, 100000),
      n('minimum_headcount', 0, 100000),
    ],
    blank: () => ({
      ...prize('tap-the'),
      measure: 'people',
      minimum_people: 1,
      minimum_headcount: 0,
    }),
  },
  spreading: {
    specs: [
      text('title'),
      n('count', 1, 1000),
      text('value'),
      choice('per', 'prize_per'),
      n('minimum_invited', 1, 100000),
    ],
    blank: () => ({ ...prize('lan-toa'), minimum_invited: 1 }),
  },
  caps: {
    specs: [n('prizes', 1, 1000), choice('within')],
    blank: () => ({ prizes: 1, within: 'round' }),
  },
} satisfies Record<string, List>;

export type ListName = keyof typeof lists;
export const LISTS: Record<ListName, List> = lists;
