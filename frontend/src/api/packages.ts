/** Packages of others (SCORM, cmi5): brought, opened, told of. */
import { request } from './client';
import type { SavedProgress } from './courses';
import type { Job, PackageLaunch, PackageReport } from './generated/types.gen';

export type { PackageLaunch, PackageReport };
export type KeptRun = SavedProgress & { is_current: boolean };

export interface Commit {
  launch: number;
  sequence: number;
  unit: number;
  values: Record<string, string>;
}

const partOf = (slug: string, lesson: string, part: string) =>
  `courses/${encodeURIComponent(slug)}/lessons/${encodeURIComponent(lesson)}/parts/${part}/`;
const written = (slug: string) => `authoring/courses/${encodeURIComponent(slug)}/packages/`;
const post = <T>(path: string, body: unknown) => request<T>(path, { method: 'POST', body });

export const packages = {
  launch: (slug: string, lesson: string, part: string, unit: number) =>
    post<PackageLaunch>(`${partOf(slug, lesson, part)}launch/`, { unit }),
  /** Sent to its end even when the page is closed meanwhile. */
  commit: (slug: string, lesson: string, part: string, body: Commit) =>
    request<KeptRun>(`${partOf(slug, lesson, part)}run/`, {
      method: 'PUT',
      body,
      keepalive: JSON.stringify(body).length < 50_000,
    }),
  /** A worker looks through it; its result names the package. */
  bring: (slug: string, file: File) => {
    const body = new FormData();
    body.append('file', file);
    const call = { method: 'POST', body, timeout: 600_000 } as const;
    return request<Job>(written(slug), call);
  },
  report: (slug: string, digest: string) => request<PackageReport>(`${written(slug)}${digest}/`),
  look: (slug: string, digest: string, unit: number) =>
    post<PackageLaunch>(`${written(slug)}${digest}/`, { unit }),
};
