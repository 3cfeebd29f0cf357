/** From a failed request to words for the person in front of it. */
import { ApiError } from '$/api/client';
import type { Messages } from '$/messages/types';

export function troubleText(error: unknown, t: Messages): string {
  if (!(error instanceof ApiError)) return t.trouble.other;
  if (error.status === 0) return t.trouble.unreachable;
  if (error.status === 429) return t.trouble.throttled;
  if (error.status >= 500) return t.trouble.busy;
  if (error.status === 403) return t.trouble.forbidden;
  return error.detail || t.trouble.other;
}
