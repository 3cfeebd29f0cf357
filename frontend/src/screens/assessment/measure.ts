/** What answers come to, as the server counts it: rules/assessment.py. */
import type { SelfAssessment } from '$/api/assessment';

export const TOP = 3;

export interface Measured {
  code: string;
  name: string;
  short: string;
  /** In thousandths; null where nothing of the domain was answered. */
  share: number | null;
}

export function measured(
  domains: SelfAssessment['domains'],
  answers: Record<string, number>,
): Measured[] {
  return domains.map(({ code, name, short, statements }) => {
    const levels = statements.flatMap(({ key }) => answers[key] ?? []);
    const sum = levels.reduce((all, one) => all + one, 0);
    const share = levels.length ? Math.floor((sum * 1000) / (TOP * levels.length)) : null;
    return { code, name, short, share };
  });
}

export const band = (share: number): 'low' | 'middle' | 'high' =>
  share < 400 ? 'low' : share < 700 ? 'middle' : 'high';

export const overall = (shares: number[]): number =>
  shares.length ? Math.round(shares.reduce((all, one) => all + one, 0) / shares.length / 10) : 0;
