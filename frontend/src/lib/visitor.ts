/** What a visitor said of themselves before signing in goes along with them. */
import { ApiError } from '$/api/client';
import { assessment, type Audience, type Said } from '$/api/assessment';

export interface AssessmentDraft extends Said {
  uuid: string;
  /** When it was last changed, in milliseconds. */
  at?: number;
}

const A_DAY = 24 * 3_600_000;

/** Where a person's draft lies on this device; nobody's name is a visitor's. */
export const draftPlace = (owner: string) => `hoc-so-assessment:${owner}`;

export function readDraft(owner: string): AssessmentDraft | null {
  try {
    return JSON.parse(localStorage.getItem(draftPlace(owner)) ?? 'null') as AssessmentDraft | null;
  } catch {
    return null;
  }
}

/** Puts the visitor's answers into the person's own assessment, the one that is not finished if
 * there is one. What is older than a day may be another person's, and stays where it is. */
export async function takeOverAssessment(owner: string, now = Date.now()): Promise<void> {
  const said = readDraft('');
  if (!owner || !said || !Object.keys(said.answers).length || now - (said.at ?? 0) > A_DAY) return;
  try {
    const open = (await assessment.all()).mine.find((one) => !one.finished_at);
    const uuid = open?.uuid ?? said.uuid;
    const answers = { ...open?.answers, ...said.answers };
    const audience = said.audience || ((open?.audience ?? '') as Audience);
    await assessment.keep(uuid, { answers, audience });
    localStorage.setItem(draftPlace(owner), JSON.stringify({ uuid, answers, audience, at: now }));
    localStorage.removeItem(draftPlace(''));
  } catch (error) {
    // Without a network it is taken over when the assessment is opened next.
    if (error instanceof ApiError && !error.passing) localStorage.removeItem(draftPlace(''));
  }
}
