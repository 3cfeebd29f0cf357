/** How a certificate is told in a line. */
import type { CertificateState, FoundCertificate } from '$/api/generated/types.gen';
import type own from '$/messages/desk/chung-nhan';

type Words = (typeof own)['vi'];

/** Its kind, or the prize, and the round. */
export function kindText(one: FoundCertificate, t: Words): string {
  const kind = one.award || t.kinds[one.kind as keyof Words['kinds']] || one.kind;
  return [kind, one.round].filter(Boolean).join(', ');
}

export const toneOf = (state: CertificateState) =>
  state === 'ready' ? 'good' : state === 'waiting' ? 'quiet' : 'bad';
