/** What is doubtful about an item, and which others it is like. */
import { request } from '../client';

export interface Remark {
  level: 'error' | 'warning';
  field: string;
  code: string;
  text: string;
}

/** Another item, without its key; `share` of the words is common to both. */
export interface Similar {
  code: string;
  status: string;
  share: number;
  is_same: boolean;
  document: unknown;
}

export interface Checked {
  remarks: Remark[];
  similar: Similar[];
}

export const checks = {
  of: (code: string, use: string, document: unknown) =>
    request<Checked>('bank/checks/', { method: 'POST', body: { code, use, document } }),
};
