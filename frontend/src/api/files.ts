/** Files that people bring. */
import { request } from './client';
import type { StoredFile } from './generated/types.gen';

export type { StoredFile };

export const UPLOADS = '/api/v1/files/uploads/';

export const files = {
  file: (uuid: string) => request<StoredFile>(`files/${encodeURIComponent(uuid)}/`),
};
