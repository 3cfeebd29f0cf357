/** One typed way to the server. Failures are `ApiError`: status 0 means that nothing was reached. */
import type * as t from './types';

export class ApiError extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    readonly detail: string = '',
    readonly fields: Record<string, string[]> = {},
    readonly body: Record<string, unknown> = {},
    readonly retryAfter: number | null = null,
  ) {
    super(code);
  }

  /** True when trying the same again later may help. */
  get passing(): boolean {
    return this.status === 0 || this.status === 408 || this.status === 429 || this.status >= 500;
  }
}

interface Call {
  method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Plain data sent as JSON, or a form with files. */
  body?: unknown;
  /** Bearer token of an attempt. */
  token?: string;
  timeout?: number;
  headers?: Record<string, string>;
  keepalive?: boolean;
}

let csrf = '';
export const useCsrf = (token: string) => (csrf = token || csrf);
/** For what speaks to the server in another way. */
export const csrfToken = () => csrf;

const BASE = '/api/v1/';

async function reach(path: string, call: Call): Promise<Response> {
  const { method = 'GET', body, token, timeout = 15_000, headers = {}, keepalive } = call;
  const abort = new AbortController();
  const timer = setTimeout(() => abort.abort(), timeout);
  const isForm = body instanceof FormData;
  try {
    return await fetch(BASE + path, {
      method,
      keepalive,
      signal: abort.signal,
      credentials: 'same-origin',
      headers: {
        Accept: 'application/json',
        ...(body === undefined || isForm ? {} : { 'Content-Type': 'application/json' }),
        ...(method === 'GET' ? {} : { 'X-CSRFToken': csrf }),
        ...(token ? { Authorization: `Bearer ${token}` } : {}),
        ...headers,
      },
      body: body === undefined || isForm ? body : JSON.stringify(body),
    });
  } catch {
    throw new ApiError(0, 'unreachable');
  } finally {
    clearTimeout(timer);
  }
}

async function problem(response: Response): Promise<ApiError> {
  const body = await response.json().catch(() => ({}));
  const wait = Number(response.headers.get('Retry-After'));
  return new ApiError(
    response.status,
    typeof body.code === 'string' ? body.code : `http_${response.status}`,
    typeof body.detail === 'string' ? body.detail : '',
    body.errors ?? {},
    body,
    wait > 0 ? wait * 1000 : null,
  );
}

export async function request<T>(path: string, call: Call = {}): Promise<T> {
  const response = await reach(path, call);
  if (!response.ok) throw await problem(response);
  try {
    const text = await response.text();
    return text === '' ? (undefined as T) : JSON.parse(text);
  } catch {
    throw new ApiError(0, 'unreadable');
  }
}

/** GET that costs nothing when nothing changed: `null` for 304. */
export async function requestIfNew<T>(
  path: string,
  etag: string | null,
): Promise<{ body: T | null; etag: string | null }> {
  const response = await reach(path, { headers: etag ? { 'If-None-Match': etag } : {} });
  if (response.status === 304) return { body: null, etag };
  if (!response.ok) throw await problem(response);
  return { body: await response.json(), etag: response.headers.get('ETag') };
}

async function signed(call: Promise<t.SessionMe>): Promise<t.SessionMe> {
  const me = await call;
  useCsrf(me.csrf_token);
  return me;
}

export const api = {
  session: () => signed(request<t.SessionMe>('session/')),
  signIn: (identifier: string, password: string) =>
    signed(request('session/', { method: 'POST', body: { identifier, password } })),
  signOut: () => request<void>('session/', { method: 'DELETE' }),
  register: (body: t.Registration) =>
    signed(request('registrations/', { method: 'POST', body, timeout: 30_000 })),
  askReset: (identifier: string) =>
    request<void>('password-resets/', { method: 'POST', body: { identifier } }),
  resetPassword: (uid: string, token: string, password: string) =>
    request<void>('password-resets/confirm/', { method: 'POST', body: { uid, token, password } }),
  consentTexts: () => request<t.ConsentText[]>('consent-texts/'),
  organisations: (q: string) =>
    request<{ results: t.OrganisationRef[] }>(`organisations/?limit=12&q=${encodeURIComponent(q)}`),
  contests: () => request<t.ContestSummary[]>('contests/'),
  contest: (slug: string) => request<t.ContestDetail>(`contests/${encodeURIComponent(slug)}/`),
  start: (round: t.Uuid, client_key: string) =>
    request<t.StartedAttempt>(`rounds/${round}/attempts/`, {
      method: 'POST',
      body: { client_key },
      timeout: 30_000,
    }),
  takeOver: (attempt: t.Uuid, client_key: string) =>
    request<t.StartedAttempt>(`attempts/${attempt}/take-over/`, {
      method: 'POST',
      body: { client_key },
    }),
  paper: (attempt: t.Uuid, token: string) =>
    request<t.Paper>(`attempts/${attempt}/paper/`, { token }),
  news: (attempt: t.Uuid, token: string) =>
    request<t.OwnNews>(`attempts/${attempt}/news/`, { token }),
  /** Sent to its end even when the page is closed meanwhile. */
  save: (attempt: t.Uuid, token: string, responses: t.Answer[]) =>
    request<t.Stored>(`attempts/${attempt}/responses/`, {
      method: 'PUT',
      token,
      body: { responses },
      keepalive: true,
    }),
  submit: (attempt: t.Uuid, token: string) =>
    request<t.Receipt>(`attempts/${attempt}/submit/`, { method: 'POST', token, body: {} }),
  attempts: () => request<t.Receipt[]>('attempts/'),
  attempt: (uuid: t.Uuid) => request<t.AttemptResult>(`attempts/${uuid}/`),
  certificates: () =>
    request<t.CertificateRow[] | { results: t.CertificateRow[] }>('certificates/').then(rows),
  certificateFile: (uuid: t.Uuid) => `${BASE}certificates/${uuid}/file/`,
  board: (round: t.Uuid, etag: string | null) =>
    requestIfNew<t.Board>(`rounds/${round}/board/`, etag),
  ranking: (round: t.Uuid) => request<t.Ranking>(`rounds/${round}/ranking/`),
  hall: (slug: string) => request<t.HallScene>(`contests/${encodeURIComponent(slug)}/hall/`),
  standing: (round: t.Uuid) => request<t.MyStanding>(`rounds/${round}/standing/`),
};

/** Lists come bare or as a page. */
const rows = <T>(answer: T[] | { results: T[] }): T[] =>
  Array.isArray(answer) ? answer : answer.results;
