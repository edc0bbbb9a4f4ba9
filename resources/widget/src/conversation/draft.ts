// SPDX-License-Identifier: GPL-3.0-or-later
import { TypingReporter } from '../protocol/typing.ts';
import type { Memory } from './memory.ts';

/** What stands in the composer: kept by the tab, and shown to the agent as it is typed. */
export class Draft {
  #text: string;
  readonly #typing: TypingReporter;

  /** @param show tells the agent, as TypingReporter's `send` · @param changed after each change */
  constructor(
    private readonly memory: Memory,
    show: (text: string) => boolean,
    private readonly changed: () => void,
  ) {
    this.#typing = new TypingReporter(show);
    this.#text = memory.loadDraft();
    this.#typing.changed(this.#text);
  }

  get text(): string {
    return this.#text;
  }

  /** The customer typed. */
  type(text: string): void {
    this.#typing.changed(text);
    this.put(text);
  }

  /** It stands there now, and nobody typed it. */
  put(text: string): void {
    if (text === this.#text) return;
    this.#text = text;
    this.memory.saveDraft(text);
    this.changed();
  }

  /** Takes it out, to be sent: what was still to be shown of it would come after the message. */
  take(): string {
    const text = this.#text.trim();
    if (text) {
      this.#typing.sent();
      this.put('');
    }
    return text;
  }

  /** Connected anew. What was written while it was hidden is not to be shown by itself. */
  welcomed(wasHidden: boolean): void {
    if (wasHidden) this.hold();
    else this.#typing.again();
  }

  hold(): void {
    this.#typing.hold();
  }

  stop(): void {
    this.#typing.stop();
  }
}
