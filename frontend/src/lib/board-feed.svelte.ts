/** The live board of one round: pushed by socket, fetched every five seconds where that fails. */
import { ApiError, api } from '$/api/client';
import type { Board, BoardOrganisation, ContestDetail, Round, Uuid } from '$/api/types';

import { TimeLeft } from './clock';
import { type Row, climbs, keyed } from './movement';

export type Connection = 'live' | 'polling' | 'lost' | 'paused';

const POLL_MS = 5_000;
const SHORTEST_MS = 1_000;
const LONGEST_MS = 30_000;
const MARK_MS = 5_000;
const REFUSED = 4403;

/** A pause that doubles with every failure and never falls into step with others. */
export const backoff = (failures: number, random = Math.random()): number =>
  Math.min(LONGEST_MS, SHORTEST_MS * 2 ** failures * (0.5 + random));

/** The round to show: the open one, else the last that ended, else the first. */
export const shownRound = (contest: ContestDetail): Round | null =>
  contest.rounds.find((round) => round.state === 'open') ??
  contest.rounds
    .filter((round) => round.state !== 'planned')
    .sort((a, b) => b.number - a.number)[0] ??
  contest.rounds[0] ??
  null;

/** Whether the organisations' places follow the share of their people, or the number of them. */
export const ranksByRate = (rows: BoardOrganisation[]): boolean =>
  rows.length > 0 &&
  rows.every((row, i) => row.rate !== null && row.rate <= (rows[i - 1]?.rate ?? Infinity));

export class BoardFeed {
  board = $state.raw<Board | null>(null);
  connection = $state<Connection>('lost');
  left = $state(0);
  climbed = $state.raw<ReadonlyMap<string, number>>(new Map());

  readonly people = $derived(
    keyed(this.board?.top ?? [], (row) => `${row.name}|${row.organisation}`),
  );
  readonly organisations = $derived(keyed(this.board?.organisations ?? [], (row) => row.uuid));

  private socket: WebSocket | null = null;
  private etag: string | null = null;
  private failures = 0;
  private refused = false;
  private running = false;
  private paused = false;
  private readonly clock = new TimeLeft();
  private reconnect: ReturnType<typeof setTimeout> | undefined;
  private polling: ReturnType<typeof setTimeout> | undefined;
  private ticking: ReturnType<typeof setInterval> | undefined;
  private unmark: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly round: Uuid) {}

  start(): void {
    this.ticking = setInterval(() => (this.left = this.clock.ms), 1000);
    document.addEventListener('visibilitychange', this.seen);
    this.go();
  }

  stop(): void {
    this.halt();
    clearInterval(this.ticking);
    clearTimeout(this.unmark);
    document.removeEventListener('visibilitychange', this.seen);
  }

  pause(paused: boolean): void {
    this.paused = paused;
    if (!paused) return this.go();
    this.halt();
    this.connection = 'paused';
  }

  private readonly seen = () => {
    if (document.visibilityState === 'hidden') this.halt();
    else if (!this.paused) this.go();
  };

  private go(): void {
    if (this.running) return;
    this.running = true;
    this.connect();
    void this.poll();
  }

  private halt(): void {
    this.running = false;
    clearTimeout(this.reconnect);
    clearTimeout(this.polling);
    this.socket?.close();
    this.socket = null;
  }

  private connect(): void {
    if (!this.running || this.refused) return;
    const scheme = location.protocol === 'https:' ? 'wss' : 'ws';
    const socket = new WebSocket(`${scheme}://${location.host}/ws/rounds/${this.round}/`);
    this.socket = socket;
    socket.onopen = () => {
      this.failures = 0;
      this.connection = 'live';
    };
    socket.onmessage = (event) => this.receive(String(event.data));
    socket.onclose = (event) => this.closed(socket, event.code);
  }

  private closed(socket: WebSocket, code: number): void {
    if (this.socket !== socket) return;
    this.socket = null;
    if (!this.running) return;
    this.refused = code === REFUSED;
    if (this.connection === 'live') this.connection = 'lost';
    void this.poll();
    this.reconnect = setTimeout(() => this.connect(), backoff(this.failures));
    this.failures += 1;
  }

  private receive(text: string): void {
    try {
      this.take(JSON.parse(text) as Board);
    } catch {
      // A message we cannot read: the next one, or the poll, brings the board.
    }
  }

  /** Fetches now, and again while no socket brings news. */
  private async poll(): Promise<void> {
    clearTimeout(this.polling);
    try {
      const { body, etag } = await api.board(this.round, this.etag);
      this.etag = etag;
      if (body) this.take(body);
      if (this.running && this.socket?.readyState !== WebSocket.OPEN) this.connection = 'polling';
    } catch (error) {
      const none = error instanceof ApiError && error.status === 404;
      if (this.running && this.connection !== 'live' && !none) this.connection = 'lost';
    }
    if (this.running && this.socket?.readyState !== WebSocket.OPEN) {
      this.polling = setTimeout(() => void this.poll(), POLL_MS);
    }
  }

  private take(board: Board): void {
    if (this.board && board.version < this.board.version) return;
    const before: Row[] = [...this.people, ...this.organisations];
    const first = this.board === null;
    this.board = board;
    this.clock.hear(board.closes_in_ms ?? 0);
    this.left = this.clock.ms;
    const risen = first ? new Map() : climbs(before, [...this.people, ...this.organisations]);
    if (!risen.size) return;
    this.climbed = risen;
    clearTimeout(this.unmark);
    this.unmark = setTimeout(() => (this.climbed = new Map()), MARK_MS);
  }
}
