// SPDX-License-Identifier: GPL-3.0-or-later
// Doubles of what surrounds the widget: a socket that the test plays the broker on, the page, the tab.
import { Chat } from '@widget/conversation/chat.ts';
import type { ChatOptions, Host } from '@widget/conversation/terms.ts';
import type { Memory, Snapshot } from '@widget/conversation/memory.ts';
import type { Socket } from '@widget/protocol/link.ts';

export interface Frame {
  type: string;
  id?: string;
  [key: string]: unknown;
}

export class FakeSocket implements Socket {
  static all: FakeSocket[] = [];
  static get last(): FakeSocket {
    const socket = FakeSocket.all.at(-1);
    if (!socket) throw new Error('nothing was connected');
    return socket;
  }

  readonly sent: Frame[] = [];
  closed = false;
  onopen: (() => void) | null = null;
  onmessage: ((message: { data: unknown }) => void) | null = null;
  onclose: ((close: { code: number }) => void) | null = null;

  constructor(readonly url: string) {
    FakeSocket.all.push(this);
  }

  send(data: string): void {
    this.sent.push(JSON.parse(data) as Frame);
  }

  close(): void {
    this.closed = true;
  }

  /** The broker's side. */
  open(): void {
    this.onopen?.();
  }

  say(frame: object | string): void {
    this.onmessage?.({ data: typeof frame === 'string' ? frame : JSON.stringify(frame) });
  }

  welcome(extra: object = {}): void {
    this.open();
    this.say({
      type: 'welcome',
      userId: 'u1',
      token: 't1',
      epoch: 'e1',
      seq: 0,
      reset: false,
      ...extra,
    });
  }

  end(code = 1006): void {
    this.onclose?.({ code });
  }

  of(type: string): Frame[] {
    return this.sent.filter((frame) => frame.type === type);
  }

  /** Acknowledges everything that asks for it, as a broker does. */
  ackAll(from = 100): void {
    for (const { id } of this.sent) if (id) this.say({ type: 'ack', id, seq: from++ });
  }
}

export class FakeMemory implements Memory {
  snapshot: Snapshot | undefined;
  draft = '';

  /** A copy, as storage gives it. */
  load(): Snapshot | undefined {
    return this.snapshot && structuredClone(this.snapshot);
  }
  save(snapshot: Snapshot): void {
    this.snapshot = structuredClone(snapshot);
  }
  loadDraft(): string {
    return this.draft;
  }
  saveDraft(text: string): void {
    this.draft = text;
  }
  clear(): void {
    this.snapshot = undefined;
    this.draft = '';
  }
}

export class FakeHost implements Host {
  readonly said: string[] = [];
  unreadCount = 0;
  readonly beacons: { path: string; body: string }[] = [];

  conversationStarted(): void {
    this.said.push('started');
  }
  conversationEnded(): void {
    this.said.push('ended');
  }
  closed(): void {
    this.said.push('closed');
  }
  gone(): void {
    this.said.push('gone');
  }
  minimise(): void {
    this.said.push('minimise');
  }
  unread(count: number): void {
    this.unreadCount = count;
  }
  beacon(path: string, body: string): void {
    this.beacons.push({ path, body });
  }
}

export interface Scene {
  chat: Chat;
  host: FakeHost;
  memory: FakeMemory;
}

/** A chat on a page; with the memory of an earlier one it is the same tab after a reload. */
export function scene(memory = new FakeMemory(), options: Partial<ChatOptions> = {}): Scene {
  const host = new FakeHost();
  const chat = new Chat({
    url: 'ws://broker/chat',
    platformId: 'webchat',
    params: {},
    mobile: false,
    memory,
    host,
    clientLeftText: () => 'Kunden har stängt chatten.',
    upload: () => Promise.reject('uploadFailed'),
    socket: (url) => new FakeSocket(url),
    ...options,
  });
  return { chat, host, memory };
}

let seq = 1000;
export const nextSeq = (): number => ++seq;

export function outbound(type: string, extra: object = {}): object {
  return {
    type,
    direction: 'outbound',
    userId: 'u1',
    seq: nextSeq(),
    receivedAt: '2026-01-02T03:04:05.678Z',
    ...extra,
  };
}

export const anders = { id: 'anan01', name: 'Anders Andersson', type: 'human' };
export const bot = { id: 'bot', name: 'Bot' };
