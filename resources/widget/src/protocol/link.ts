// SPDX-License-Identifier: GPL-3.0-or-later
import { decode, type ChatEvent, type Outgoing, type Passing, type Welcome } from './events.ts';
import { newId } from './ids.ts';
import { maskNumbers, maskPreview } from './masking.ts';
import { now } from './now.ts';
import type { Outbox } from './outbox.ts';
import { Timer } from './timer.ts';

export const CONNECT_DEADLINE = 8_000;
export const PING_DEADLINE = 5_000;
export const HEARTBEAT_VISIBLE = 5_000;
export const HEARTBEAT_HIDDEN = 60_000;
/** Silence that means a dead link. While hidden nothing may come for a whole heartbeat. */
export const SILENCE_VISIBLE = 45_000;
export const SILENCE_HIDDEN = HEARTBEAT_HIDDEN + PING_DEADLINE;
const BACKOFF_FIRST = 500;
const BACKOFF_MOST = 30_000;
/** A link that lived this long was a good one: the next loss starts the back-off anew. */
const STABLE = 5_000;

const NOT_AUTHORISED = 4401;
/** The broker asked us to keep away for a while: protocol error, flood. */
const PATIENCE: Record<number, number> = { 4400: 10_000, 4429: 5_000 };

/** idle: not started or stopped · waiting: between two tries · refused: our token is not known. */
export type LinkState = 'idle' | 'connecting' | 'open' | 'waiting' | 'refused';

export interface Socket {
  send(data: string): void;
  close(code?: number, reason?: string): void;
  onopen: (() => void) | null;
  onmessage: ((message: { data: unknown }) => void) | null;
  onclose: ((close: { code: number }) => void) | null;
}

export interface Resume {
  token: string;
  since: number;
  epoch: string;
}

export interface LinkListener {
  stateChanged(state: LinkState): void;
  /** Before any replay; the outbox is sent again right after. */
  welcomed(welcome: Welcome): void;
  received(event: ChatEvent): void;
  acknowledged(id: string, seq: number): void;
  refused(id: string | undefined, code: string): void;
}

export interface LinkOptions {
  url: string;
  platformId: string;
  outbox: Outbox;
  listener: LinkListener;
  /** Who we are, when we have been here before; asked at each connect. */
  resume: () => Resume | undefined;
  socket?: ((url: string) => Socket) | undefined;
  random?: () => number;
}

/**
 * The customer's connection to the broker: hello and welcome, heartbeats, full-jitter back-off,
 * half-open detection, and the outbox that survives all of it. Knows no DOM and no views.
 */
export class Link {
  #state: LinkState = 'idle';
  #socket: Socket | undefined;
  #userId = '';
  #masks = false;
  #failures = 0;
  /** Where the chat can be had: first whoever is tried, or was last. */
  #urls: string[];
  #home: string;
  #term = 0;
  /** After so many failures one of a lower term will do: its successor was asked, too, and cannot be had. */
  #settlesAt = 0;
  #hidden = false;
  /** An ended or not yet begun chat needs no close watch. */
  #calm = false;
  readonly #retry = new Timer();
  readonly #connectDeadline = new Timer();
  readonly #pingDeadline = new Timer();
  readonly #heartbeat = new Timer();
  readonly #silence = new Timer();
  readonly #stable = new Timer();

  constructor(private readonly options: LinkOptions) {
    this.#urls = [(this.#home = options.url)];
  }

  /** The host that knows us, where images are, too: `https://HOST/chat`. */
  get home(): string {
    return this.#home.replace(/^ws/, 'http');
  }

  get state(): LinkState {
    return this.#state;
  }

  /** What goes out of this text when it is sent: the last welcome said whether numbers are hidden. */
  worded(text: string): string {
    return this.#masks ? maskNumbers(text) : text;
  }

  start(): void {
    if (this.#state === 'idle' || this.#state === 'refused') this.#connect();
  }

  /** Closes for good; the outbox stays as it is. */
  stop(): void {
    this.#drop();
    this.#become('idle');
  }

  /** Stores the event in the outbox and sends it now or after the next welcome. Returns its id. */
  post(event: Outgoing, id = newId()): string {
    this.options.outbox.add({ id, event });
    if (this.#state === 'open') {
      this.#write({ ...event, id });
      this.#expectAnswer();
    }
    return id;
  }

  /** Sends an event that is worth something only now. False: not connected, and not sent. */
  pass(event: Passing): boolean {
    if (this.#state !== 'open') return false;
    this.#write(event);
    return true;
  }

  /** Hidden pages say so and beat slowly: browsers throttle their timers anyway. */
  watch(visible: boolean, calm: boolean): void {
    if (this.#hidden === !visible && this.#calm === calm) return;
    const leaves = !visible && !this.#hidden;
    this.#hidden = !visible;
    this.#calm = calm;
    if (this.#state !== 'open') return;
    if (leaves) this.#sayHere(); // a minute is long for who wonders whether the customer is there
    this.#heard();
    this.#beat();
  }

  /**
   * Something happened after which the link may be dead without knowing it (the page came back, the
   * network did): answers within 5 s, or reconnects at once.
   */
  nudge(): void {
    if (this.#state === 'waiting') this.#connect();
    else if (this.#state === 'open') {
      this.#sayHere();
      this.#expectAnswer();
    }
  }

  #connect(): void {
    this.#drop();
    this.#become('connecting');
    const open = this.options.socket ?? ((url: string) => new WebSocket(url) as unknown as Socket);
    let socket: Socket;
    try {
      socket = open(this.#urls[0]!);
    } catch {
      return this.#lost(0);
    }
    this.#socket = socket;
    socket.onopen = () => {
      const resume = this.options.resume();
      const { platformId } = this.options;
      socket.send(JSON.stringify({ type: 'hello', ...(resume ?? { platformId }) }));
    };
    socket.onmessage = ({ data }) => this.#receive(data);
    socket.onclose = ({ code }) => this.#lost(code);
    this.#connectDeadline.set(CONNECT_DEADLINE, () => this.#lost(0));
  }

  #receive(data: unknown): void {
    const frame = typeof data === 'string' ? decode(data, now()) : undefined;
    this.#heard();
    if (!frame) return;
    const { listener, outbox } = this.options;
    switch (frame.type) {
      case 'welcome':
        this.#welcomed(frame);
        break;
      case 'ack':
        if (outbox.take(frame.id)) listener.acknowledged(frame.id, frame.seq);
        break;
      case 'error':
        outbox.take(frame.id);
        listener.refused(frame.id, frame.code);
        break;
      case 'event':
        // Our own event, replayed: the ack was lost, the event was not.
        if (outbox.take(frame.event.id)) {
          listener.acknowledged(frame.event.id as string, frame.event.seq);
        }
        if (frame.event.type === 'terms') this.#masks = frame.event.mask;
        listener.received(frame.event);
    }
  }

  #welcomed(welcome: Welcome): void {
    const { term, hosts } = welcome;
    // What it acknowledged would count for nothing: it was succeeded, and does not know yet.
    if (term && term < this.#term) {
      this.#settlesAt ||= this.#failures + this.#urls.length;
      if (this.#failures < this.#settlesAt) return this.#lost(0);
    }
    this.#settlesAt = 0;
    this.#term = term;
    this.#home = this.#urls[0]!;
    // That of our page, too: the other one may have a name for that host by which we cannot have it.
    this.#urls = [...new Set([this.#home, ...hosts, this.options.url])];
    this.#connectDeadline.stop();
    this.#userId = welcome.userId;
    this.#masks = welcome.mask;
    this.#stable.set(STABLE, () => (this.#failures = 0));
    this.#become('open');
    this.options.listener.welcomed(welcome);
    for (const { id, event } of this.options.outbox.pending) this.#write({ ...event, id });
    if (this.options.outbox.pending.length) this.#expectAnswer();
    this.#heard();
    this.#beat();
  }

  #write(event: { type: string; [key: string]: unknown }): void {
    const { type, ...rest } = event;
    // Here, where everything goes out: what was written before the welcome came is sent after it.
    if (this.#masks && typeof rest.text === 'string') {
      rest.text = type === 'typing_on' ? maskPreview(rest.text) : maskNumbers(rest.text);
    }
    this.#socket?.send(
      JSON.stringify({ type, direction: 'inbound', userId: this.#userId, ...rest }),
    );
  }

  /** With an id the broker answers: a heartbeat is our ping as well. */
  #sayHere(): void {
    this.#write({ type: 'heartbeat', id: newId(), ...(this.#hidden && { hidden: true }) });
  }

  #beat(): void {
    const slow = this.#hidden || this.#calm;
    this.#heartbeat.set(slow ? HEARTBEAT_HIDDEN : HEARTBEAT_VISIBLE, () => {
      this.#sayHere();
      this.#beat();
    });
  }

  #heard(): void {
    this.#pingDeadline.stop();
    const slow = this.#hidden || this.#calm;
    this.#silence.set(slow ? SILENCE_HIDDEN : SILENCE_VISIBLE, () => this.#lost(0));
  }

  #expectAnswer(): void {
    if (!this.#pingDeadline.runs) this.#pingDeadline.set(PING_DEADLINE, () => this.#lost(0));
  }

  #lost(code: number): void {
    this.#drop();
    if (code === NOT_AUTHORISED) return this.#become('refused');
    const round = (this.#failures++ / this.#urls.length) | 0; // all of them were tried
    const ceiling = Math.min(BACKOFF_MOST, BACKOFF_FIRST * 2 ** round);
    this.#urls.push(this.#urls.shift()!);
    const delay = (PATIENCE[code] ?? 0) + (this.options.random ?? Math.random)() * ceiling;
    this.#retry.set(delay, () => this.#connect());
    this.#become('waiting');
  }

  #drop(): void {
    for (const timer of [
      this.#retry,
      this.#connectDeadline,
      this.#pingDeadline,
      this.#heartbeat,
      this.#silence,
      this.#stable,
    ]) {
      timer.stop();
    }
    const socket = this.#socket;
    this.#socket = undefined;
    if (!socket) return;
    // A dead socket may still speak or close much later; it is no longer ours.
    socket.onopen = socket.onmessage = socket.onclose = null;
    socket.close();
  }

  #become(state: LinkState): void {
    if (this.#state === state) return;
    this.#state = state;
    this.options.listener.stateChanged(state);
  }
}
