// SPDX-License-Identifier: GPL-3.0-or-later
// A chat between a fake socket and a fake page, as most of its tests begin, and what it shows then.
import { afterEach, beforeEach, vi } from 'vitest';
import type { Message } from '@widget/conversation/conversation.ts';
import type { ChatOptions } from '@widget/conversation/terms.ts';
import { FakeSocket, scene, type Scene } from '../fakes.ts';

/** Time goes by only when a test says so, and chance is not. */
export function stopTheClock(): void {
  beforeEach(() => {
    vi.useFakeTimers();
    vi.spyOn(Math, 'random').mockReturnValue(0);
    FakeSocket.all = [];
  });
  afterEach(() => {
    vi.useRealTimers();
    vi.restoreAllMocks();
  });
}

export const socket = () => FakeSocket.last;

export function opened(from: Scene = scene(), welcome: object = {}): Scene {
  from.chat.open();
  socket().welcome(welcome);
  return from;
}

/** The tab is loaded again: same memory, everything else anew. */
export function reloaded({ chat, memory }: Scene, options: Partial<ChatOptions> = {}): Scene {
  const kept = structuredClone(memory);
  chat.unload();
  Object.setPrototypeOf(kept, Object.getPrototypeOf(memory));
  return scene(kept, options);
}

export const shown = ({ chat }: Scene): string[] =>
  chat.state.conversation.items.map((item) =>
    item.kind === 'info' ? `(${item.text})` : `${item.author}: ${item.text}`,
  );

export const messages = ({ chat }: Scene): Message[] =>
  chat.state.conversation.items.filter((item): item is Message => item.kind === 'message');

export const phase = ({ chat }: Scene) => chat.state.conversation.phase;
