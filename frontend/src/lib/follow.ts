/** Follows a topic by socket; asks by HTTP now and then while there is no socket. */

const SHORTEST_MS = 1_000;
const LONGEST_MS = 30_000;

export interface Followed<T> {
  /** The address under `/ws/`. */
  path: string;
  take: (news: T) => void;
  ask: () => Promise<T>;
  pollMs: number;
}

/** Returns what ends it. */
export function follow<T>({ path, take, ask, pollMs }: Followed<T>): () => void {
  let socket: WebSocket | null = null;
  let failures = 0;
  let ended = false;
  let again: ReturnType<typeof setTimeout> | undefined;

  function connect(): void {
    if (ended) return;
    const scheme = location.protocol === 'https:' ? 'wss' : 'ws';
    const line = new WebSocket(`${scheme}://${location.host}/ws/${path}`);
    socket = line;
    line.onopen = () => (failures = 0);
    line.onmessage = (event) => read(String(event.data));
    line.onclose = () => {
      if (ended || socket !== line) return;
      socket = null;
      const pause = Math.min(LONGEST_MS, SHORTEST_MS * 2 ** failures++ * (0.5 + Math.random()));
      again = setTimeout(connect, pause);
    };
  }

  function read(text: string): void {
    try {
      take(JSON.parse(text) as T);
    } catch {
      // A message we cannot read: the next one, or a question by HTTP, brings the news.
    }
  }

  function poll(): void {
    if (socket?.readyState === WebSocket.OPEN || document.hidden) return;
    ask().then(take, () => undefined);
  }

  connect();
  const polling = setInterval(poll, pollMs * (0.8 + 0.4 * Math.random()));
  return () => {
    ended = true;
    clearTimeout(again);
    clearInterval(polling);
    socket?.close();
  };
}
