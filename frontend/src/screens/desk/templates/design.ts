/** A design while somebody works on it. */
import { ApiError } from '$/api/client';
import type { Design, Fault, Signatory } from '$/api/desk/templates';

export const NOBODY: Signatory = { signing_for: '', title: '', name: '', signature: null };

const EMPTY: Design = {
  layout: 'official',
  orientation: 'landscape',
  language: 'vi',
  palette: 'lotus',
  colour: null,
  header: [],
  issuer: '',
  heading: '',
  body: [],
  place: '',
  signatories: [],
  emblem: null,
  seal: null,
  own: null,
};

export function begun(standard: Partial<Design>): Design {
  const signatories = (standard.signatories ?? []).map((one) => ({ ...NOBODY, ...one }));
  return { ...EMPTY, ...standard, signatories };
}

/** Lines as they are kept: without those that say nothing. */
export const lines = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);

/** What the server found wrong with a design, by part. */
export function faultsOf(error: unknown): Fault[] {
  if (!(error instanceof ApiError) || error.code !== 'certificate_design_refused') return [];
  return Array.isArray(error.body.faults) ? (error.body.faults as Fault[]) : [];
}

/** Of one part and all that is in it. */
export const about = (faults: Fault[], part: string): string[] =>
  faults
    .filter((fault) => fault.part === part || fault.part.startsWith(`${part}.`))
    .map((fault) => fault.text);
