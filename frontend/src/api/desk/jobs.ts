/** Long work on the server. */
import { request } from '../client';
import type { Job } from '../generated/types.gen';

export const jobs = {
  job: (uuid: string) => request<Job>(`jobs/${uuid}/`),
};

export const isOver = (job: Job): boolean => job.state === 'done' || job.state === 'failed';
