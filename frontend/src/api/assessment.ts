/** Assessing oneself: the statements, one's own answers, and where they lead. */
import { request } from './client';
import type * as schema from './generated/types.gen';

export type SelfAssessment = schema.SelfAssessment;
export type OwnAssessment = schema.OwnAssessment;
export type Statement = schema.Statement;
export type Advice = schema.Advice;
export type Audience = 'citizen' | 'official' | 'student' | 'business' | '';

export interface Said {
  answers: Record<string, number>;
  audience: Audience;
}

export const assessment = {
  all: () => request<SelfAssessment>('assessment/'),
  keep: (uuid: string, said: Said) =>
    request<OwnAssessment>(`assessment/${uuid}/`, { method: 'PUT', body: said }),
  forget: (uuid: string) => request<void>(`assessment/${uuid}/`, { method: 'DELETE' }),
  advice: (said: Said) => request<Advice>('assessment/advice/', { method: 'POST', body: said }),
};
