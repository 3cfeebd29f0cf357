/** How loud a contest's state is said. */
import type { DeskContest } from '$/api/generated/types.gen';

export type Phase = DeskContest['phase'];

const TONES: Partial<Record<Phase, 'good' | 'warn'>> = {
  open: 'good',
  paused: 'warn',
  deciding: 'warn',
};

export const toneOf = (phase: Phase) => TONES[phase] ?? 'quiet';
