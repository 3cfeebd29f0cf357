/** What rounds that are over tell about their items. */
import { request } from '../client';
import type {
  ItemFigures,
  ItemHistoryRow,
  Job,
  MeasuredRoundDetail,
  MeasuredRoundRow,
} from '../generated/types.gen';
import type { Uuid } from '../types';

const BASE = 'bank/statistics/';
export type Papers = 'counted' | 'first' | 'all';
export type { ItemFigures, ItemHistoryRow, MeasuredRoundDetail, MeasuredRoundRow };

export const statistics = {
  rounds: () => request<MeasuredRoundRow[]>(`${BASE}rounds/`),
  round: (uuid: Uuid) => request<MeasuredRoundDetail>(`${BASE}rounds/${uuid}/`),
  compute: (uuid: Uuid, papers: Papers) =>
    request<Job>(`${BASE}rounds/${uuid}/`, { method: 'POST', body: { papers } }),
  item: (code: string) => request<ItemHistoryRow[]>(`${BASE}items/${encodeURIComponent(code)}/`),
  file: (uuid: Uuid) => `/api/v1/${BASE}rounds/${uuid}/figures.xlsx`,
};
