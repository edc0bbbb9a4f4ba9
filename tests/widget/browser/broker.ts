// SPDX-License-Identifier: GPL-3.0-or-later
// A broker as small as one customer needs, with the faults that a test wishes for. It follows
// contract 2 to 4 as far as the widget can tell: hello and welcome, stored events with `seq`, ack,
// the same id once, replay. What it does not know it forwards, as the real one would.
import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';
import { WebSocketServer, type WebSocket } from 'ws';

export interface WireEvent {
  type: string;
  direction?: string;
  id?: string;
  seq?: number;
  text?: string;
  [key: string]: unknown;
}

const PASSING = new Set([
  'typing_on',
  'typing_off',
  'heartbeat',
  'queue_number',
  'session_state',
  'hello',
]);
const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
};

export class Broker {
  /** Everything that customers sent, as it came, repeated frames included. */
  readonly heard: WireEvent[] = [];
  readonly unloads: { token: string; at: string }[] = [];
  readonly images = new Map<string, Buffer>();
  log: WireEvent[] = [];
  epoch = 'e1';
  closed = false;
  /** With which status uploads are answered; 0: they are taken. */
  refuseImages = 0;
  /** How often a replay comes. */
  repeat = 1;
  welcomeExtra: Record<string, unknown> = {};
  /** Where the other host is, when it is one of two; the one that stands by answers nobody. */
  other = '';
  standsBy = false;
  /** What to do with a customer's next events before anything else; true: it is dealt with. */
  intercept: ((event: WireEvent, socket: WebSocket) => boolean) | undefined;

  #server: Server | undefined;
  #sockets = new Map<WebSocket, string>();
  #tokens = new Map<string, string>();
  #seq = 0;
  #acks = new Map<string, number>();
  #down = false;
  #quiet = false;
  port = 0;

  constructor(private readonly widget: string) {}

  get address(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  get connections(): number {
    return this.#sockets.size;
  }

  async start(): Promise<void> {
    // Who goes away in the middle of a request has nobody to answer to.
    const server = createServer((request, answer) => {
      this.#serve(request, answer).catch(() => answer.destroy());
    });
    const sockets = new WebSocketServer({ noServer: true });
    server.on('upgrade', (request, socket, head) => {
      if (this.#down || this.standsBy) socket.destroy();
      else sockets.handleUpgrade(request, socket, head, (opened) => this.#accept(opened));
    });
    await new Promise<void>((done) => server.listen(this.port, '127.0.0.1', done));
    this.#server = server;
    this.port = (server.address() as AddressInfo).port;
  }

  async stop(): Promise<void> {
    this.cut();
    this.#server?.closeAllConnections();
    await new Promise<void>((done) => this.#server?.close(() => done()) ?? done());
  }

  /** Cuts every socket without a word, as a killed process does. `down`: and takes no new ones. */
  cut({ down = false } = {}): void {
    this.#down = down;
    for (const socket of this.#sockets.keys()) socket.terminate();
  }

  up(): void {
    this.#down = false;
  }

  /** Closes with one of the contract's codes. */
  close(code: number): void {
    for (const socket of this.#sockets.keys()) socket.close(code);
  }

  /** The other one of two hosts, which stands by. */
  async twin(): Promise<Broker> {
    const twin = new Broker(this.widget);
    twin.standsBy = true;
    await twin.start();
    this.#beOneOfTwo(twin, 1);
    return twin;
  }

  /** The one that served is gone, and this one has all that it had. */
  succeed(former: Broker): void {
    this.standsBy = false;
    this.log = [...former.log];
    this.epoch = former.epoch;
    this.#seq = former.#seq;
    this.#tokens = new Map(former.#tokens);
    this.#acks = new Map(former.#acks);
    for (const [id, image] of former.images) this.images.set(id, image);
    this.#beOneOfTwo(former, 2);
  }

  #beOneOfTwo(other: Broker, term: number): void {
    this.other = other.address;
    this.welcomeExtra = { term, hosts: [other.address] };
  }

  forgetTokens(): void {
    this.#tokens.clear();
  }

  get users(): string[] {
    return [...new Set(this.#tokens.values())];
  }

  /** An agent or the bot says something to the (newest) customer. */
  say(event: WireEvent): WireEvent {
    const userId = this.users.at(-1) ?? '';
    const full = { direction: 'outbound', userId, ...event };
    return this.#publish(full);
  }

  agent(text: string, extra: object = {}): WireEvent {
    const agent = { id: 'anan01', name: 'Anders Andersson', type: 'human' };
    return this.say({ type: 'text', text, agent, ...extra });
  }

  bot(text: string, extra: object = {}): WireEvent {
    return this.say({ type: 'text', text, agent: { id: 'bot', name: 'Bot' }, ...extra });
  }

  /** The frames of one type that customers sent. */
  of(type: string): WireEvent[] {
    return this.heard.filter((event) => event.type === type);
  }

  #publish(event: WireEvent, except?: WebSocket): WireEvent {
    const full = PASSING.has(event.type)
      ? event
      : { receivedAt: new Date().toISOString(), ...event, seq: ++this.#seq };
    if (full.seq) this.log.push(full);
    for (const [socket, user] of this.#sockets) {
      if (user === event.userId && socket !== except && !this.#quiet)
        socket.send(JSON.stringify(full));
    }
    return full;
  }

  #accept(socket: WebSocket): void {
    this.#sockets.set(socket, '');
    socket.on('close', () => this.#sockets.delete(socket));
    socket.on('message', (data) => {
      const event = JSON.parse(String(data)) as WireEvent;
      this.heard.push(event);
      if (this.intercept?.(event, socket)) return;
      if (event.type === 'hello') this.#hello(event, socket);
      else this.#take(event, socket);
    });
  }

  #hello(hello: WireEvent, socket: WebSocket): void {
    let token = hello.token as string | undefined;
    if (token && !this.#tokens.has(token)) {
      socket.close(4401);
      return;
    }
    if (!token) {
      token = crypto.randomUUID();
      this.#tokens.set(token, crypto.randomUUID());
    }
    const userId = this.#tokens.get(token) as string;
    const back = typeof hello.since === 'number';
    const reset = back && hello.epoch !== this.epoch;
    this.#sockets.set(socket, userId);
    const { epoch } = this;
    const welcome = { type: 'welcome', userId, token, epoch, seq: this.#seq, reset };
    socket.send(JSON.stringify({ ...welcome, ...this.welcomeExtra }));
    if (!back) return;
    const since = reset ? 0 : (hello.since as number);
    const missed = this.log.filter((event) => event.userId === userId && (event.seq ?? 0) > since);
    for (let round = 0; round < this.repeat; ++round) {
      for (const event of missed) socket.send(JSON.stringify(event));
    }
  }

  /** Stores a customer's event and tells nobody that it did. */
  take(event: WireEvent): void {
    this.#quiet = true;
    const { seq } = this.#publish(event);
    this.#quiet = false;
    if (event.id && seq) this.#acks.set(event.id, seq);
  }

  #take(event: WireEvent, socket: WebSocket): void {
    const { id } = event;
    const ack = (seq?: number) => {
      if (id) socket.send(JSON.stringify({ type: 'ack', id, ...(seq && { seq }) }));
    };
    if (PASSING.has(event.type)) {
      ack();
      return;
    }
    const known = id && this.#acks.get(id);
    if (known) {
      ack(known);
      return;
    }
    const { seq } = this.#publish(event, socket);
    if (id && seq) this.#acks.set(id, seq);
    ack(seq);
  }

  async #serve(request: IncomingMessage, answer: ServerResponse): Promise<void> {
    if (this.standsBy) return void answer.writeHead(503).end();
    const { pathname } = new URL(request.url ?? '/', this.address);
    const body: Buffer[] = [];
    for await (const chunk of request) body.push(chunk as Buffer);
    answer.setHeader('Access-Control-Allow-Origin', '*');
    answer.setHeader('Access-Control-Allow-Headers', 'authorization, content-type');
    answer.setHeader('Access-Control-Expose-Headers', 'Location');
    if (pathname === '/chat/unload' && request.method === 'POST') {
      this.unloads.push(JSON.parse(Buffer.concat(body).toString()));
      answer.writeHead(204).end();
    } else if (pathname === '/images' && request.method === 'POST') {
      this.#storeImage(request, answer, Buffer.concat(body));
    } else if (pathname.startsWith('/images/')) {
      const image = this.images.get(pathname.slice(8));
      answer.writeHead(image ? 200 : 404, { 'content-type': 'image/png' }).end(image);
    } else if (pathname === '/api/platforms/webchat') {
      answer.setHeader('content-type', 'application/json');
      const rest = this.closed ? {} : { hasWorkingAgents: true };
      const state = { queueId: 'general', available: !this.closed, closed: this.closed, ...rest };
      answer.end(JSON.stringify(state));
    } else if (pathname.startsWith('/widget/')) {
      await this.#serveWidget(pathname.slice(8), answer);
    } else {
      answer.writeHead(404).end();
    }
  }

  async #serveWidget(name: string, answer: ServerResponse): Promise<void> {
    try {
      const file = await readFile(join(this.widget, name));
      answer.setHeader('content-type', TYPES[extname(name)] ?? 'application/octet-stream');
      answer.setHeader(
        'content-security-policy',
        `default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: ${this.other}; connect-src 'self' ws://127.0.0.1:${this.port} ${this.other} ${this.other.replace('http', 'ws')}`,
      );
      answer.end(file);
    } catch {
      answer.writeHead(404).end();
    }
  }

  #storeImage(request: IncomingMessage, answer: ServerResponse, body: Buffer): void {
    const token = request.headers.authorization?.replace('Bearer ', '') ?? '';
    if (!this.#tokens.has(token)) {
      answer.writeHead(401).end();
      return;
    }
    if (this.refuseImages) {
      answer.writeHead(this.refuseImages).end();
      return;
    }
    const id = crypto.randomUUID();
    this.images.set(id, body);
    answer.writeHead(201, { location: `/images/${id}` }).end();
  }
}

/**
 * Somebody else's website: another origin and a strict policy. As `localhost` it is another site as
 * well, and Chromium refuses the iframe any storage.
 */
export class Site {
  #server: Server | undefined;
  port = 0;

  constructor(
    private readonly broker: string,
    private readonly host = '127.0.0.1',
    /** A second tag, of the other one of two hosts. */
    private readonly other = '',
  ) {}

  get address(): string {
    return `http://${this.host}:${this.port}/`;
  }

  async start(): Promise<void> {
    this.#server = createServer((request, answer) => {
      const asked = new URL(request.url ?? '/', 'http://localhost').searchParams;
      const attributes = asked.get('tag') ?? 'data-platform="webchat"';
      answer.setHeader('content-type', 'text/html; charset=utf-8');
      answer.setHeader(
        'content-security-policy',
        `default-src 'none'; img-src data:; script-src ${this.broker} ${this.other}; frame-src ${this.broker} ${this.other}; connect-src ${this.broker}; style-src 'self'`,
      );
      const tags = [this.broker, this.other]
        .filter(Boolean)
        .map((from) => `<script async src="${from}/widget/sermo.min.js" ${attributes}></script>`);
      answer.end(`<!doctype html><html lang="${asked.get('lang') ?? 'en'}"><head>
<meta name="viewport" content="width=device-width"><title>The shop</title><link rel="icon" href="data:,">
${tags.join('\n')}</head>
<body><h1>The shop</h1><a href="/?page=2">More</a></body></html>`);
    });
    await new Promise<void>((done) => this.#server?.listen(0, '127.0.0.1', done));
    this.port = (this.#server.address() as AddressInfo).port;
  }

  async stop(): Promise<void> {
    this.#server?.closeAllConnections();
    await new Promise<void>((done) => this.#server?.close(() => done()) ?? done());
  }
}
