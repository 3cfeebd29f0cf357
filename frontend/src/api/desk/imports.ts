/** Workbooks of organisations and people, and accounts made for others. */
import { request } from '../client';
import type { Job, PeopleImport } from '../generated/types.gen';
import type { SessionMe } from '../types';

export type { PeopleImport };

const UPLOAD_MS = 90_000;
const at = (organisation: string, rest = '') => `organisations/${organisation}/imports/${rest}`;

export interface Activation {
  identifier: string;
  code: string;
  password: string;
  birth_date: string;
  consents: Record<string, boolean>;
}

export const imports = {
  list: (organisation: string) => request<PeopleImport[]>(at(organisation)),
  check: (organisation: string, file: File) => {
    const body = new FormData();
    body.append('workbook', file);
    return request<PeopleImport>(at(organisation), { method: 'POST', body, timeout: UPLOAD_MS });
  },
  apply: (organisation: string, file: string) =>
    request<Job | undefined>(at(organisation, `${file}/apply/`), { method: 'POST', body: {} }),
  undo: (organisation: string, file: string) =>
    request<PeopleImport>(at(organisation, `${file}/undo/`), { method: 'POST', body: {} }),
  codes: (organisation: string, file: string) =>
    `/api/v1/${at(organisation, `${file}/codes.xlsx`)}`,
  template: (organisation: string) => `/api/v1/organisations/${organisation}/import-template.xlsx`,
  activate: (body: Activation) => request<SessionMe>('activations/', { method: 'POST', body }),
};
