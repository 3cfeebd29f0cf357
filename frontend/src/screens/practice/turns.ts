/** What one item on the screen needs behind it, whether for practice or in a lesson. */
import type { PracticeItem, PracticeVerdict } from '$/api/practice';
import type { AnswerValue } from '$/api/types';

export interface Turns {
  readonly item: PracticeItem | null;
  /** Counts items shown, so that one that comes back begins anew. */
  readonly turn: number;
  readonly verdict: Pick<PracticeVerdict, 'is_right' | 'percent' | 'review'> | null;
  /** The answer is kept on this device; whether it is right is not known yet. */
  readonly isWaiting?: boolean;
  /** Whether the verdict is on an answer, or on having had no idea. */
  readonly guessed: boolean;
  /** An item was withdrawn while it was on the screen. */
  readonly isGone: boolean;
  readonly busy: boolean;
  readonly trouble: unknown;
  value: AnswerValue;
  /** `null` says that one has no idea. */
  answer(value: AnswerValue): Promise<void>;
  next(): Promise<void>;
  stop(): void;
}
