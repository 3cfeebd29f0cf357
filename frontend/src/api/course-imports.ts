/** Courses that come as a zip. */
import { request } from './client';
import type { CourseImport } from './generated/types.gen';

export type { CourseImport };

const one = (uuid: string) => `authoring/imports/${uuid}/`;

export const courseImports = {
  bring: (file: File) => {
    const body = new FormData();
    body.append('file', file);
    return request<CourseImport>('authoring/imports/', { method: 'POST', body, timeout: 600_000 });
  },
  apply: (uuid: string, organisation: string | null) =>
    request<CourseImport>(one(uuid), { method: 'POST', body: { organisation }, timeout: 120_000 }),
  undo: (uuid: string) => request<CourseImport>(one(uuid), { method: 'DELETE' }),
};
