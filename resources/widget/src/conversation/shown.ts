// SPDX-License-Identifier: GPL-3.0-or-later
import { Timer } from '../protocol/timer.ts';
import { reduce, type Change, type Conversation } from './conversation.ts';
import { stateOf, type ChatState } from './terms.ts';

/** A replay is shown when a frame has gone by, and not at each of its events. */
export const FRAME = 16;

/** What the customer sees: changed here and nowhere else, and told to who draws it. */
export class Shown {
  #state: ChatState;
  #watchers = new Set<() => void>();
  readonly #frame = new Timer();

  /** @param changed the conversation did, and is to be kept · @param over it has ended; told once */
  constructor(
    conversation: Conversation,
    private readonly changed: () => void,
    private readonly over: () => void,
  ) {
    this.#state = stateOf(conversation);
  }

  get state(): ChatState {
    return this.#state;
  }

  /** Calls back after each change; returns how to stop that. */
  subscribe(watcher: () => void): () => void {
    this.#watchers.add(watcher);
    return () => this.#watchers.delete(watcher);
  }

  /** @param replayed more of it comes right after: what was said long ago need not be kept or drawn one by one */
  change(by: Change, replayed = false): void {
    const before = this.#state.conversation;
    const conversation = reduce(before, by);
    if (conversation === before) return;
    this.#state = { ...this.#state, conversation };
    if (!replayed) this.#tell();
    else if (!this.#frame.runs) this.#frame.set(FRAME, () => this.#tell());
    if (conversation.phase === 'ended' && before.phase !== 'ended') this.over();
  }

  /** All but the conversation. */
  set(part: Partial<Omit<ChatState, 'conversation'>>): void {
    this.#state = { ...this.#state, ...part };
    this.notify();
  }

  notify(): void {
    for (const watcher of this.#watchers) watcher();
  }

  stop(): void {
    this.#frame.stop();
  }

  #tell(): void {
    this.changed();
    this.notify();
  }
}
