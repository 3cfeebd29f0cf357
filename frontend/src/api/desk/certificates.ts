/** Certificates of a contest: issued in bulk, printed, bundled, looked up, corrected. */
import { request } from '../client';
import type {
  CertificateBundle,
  CertificateDesk,
  CertificateHistory,
  CertificateKind,
  CertificateState,
  FoundCertificates,
} from '../generated/types.gen';
import type { Uuid } from '../types';

const at = (slug: string) => `desk/contests/${encodeURIComponent(slug)}/certificates`;
const post = (body: unknown) => ({ method: 'POST' as const, body });

export interface BundleWish {
  round: number | null;
  organisation: Uuid | null;
  form: 'zip' | 'pdf';
}

export const certificates = {
  desk: (slug: string) => request<CertificateDesk>(`${at(slug)}/`),
  issue: (slug: string, round: number | null, kind: CertificateKind) =>
    request<CertificateDesk>(`${at(slug)}/issue/`, post({ round, kind })),
  print: (slug: string, round: number | null, step: 'pause' | 'resume' | 'retry') =>
    request<CertificateDesk>(`${at(slug)}/printing/`, post({ round, step })),
  find: (slug: string, q: string, state: CertificateState | '') =>
    request<FoundCertificates>(`${at(slug)}/found/?${new URLSearchParams({ q, state })}`),
  one: (slug: string, uuid: Uuid) => request<CertificateHistory>(`${at(slug)}/${uuid}/`),
  revoke: (slug: string, uuid: Uuid, reason: string) =>
    request<CertificateHistory>(`${at(slug)}/${uuid}/revoke/`, post({ reason })),
  reissue: (
    slug: string,
    uuid: Uuid,
    facts: { name: string; organisation: string; reason: string },
  ) => request<CertificateHistory>(`${at(slug)}/${uuid}/reissue/`, post(facts)),
  bundles: (slug: string) => request<CertificateBundle[]>(`${at(slug)}/bundles/`),
  bundle: (slug: string, wish: BundleWish) =>
    request<CertificateBundle>(`${at(slug)}/bundles/`, post(wish)),
  bundleFile: (slug: string, uuid: Uuid) => `/api/v1/${at(slug)}/bundles/${uuid}/file/`,
  list: (slug: string) => `/api/v1/${at(slug)}.xlsx`,
};
