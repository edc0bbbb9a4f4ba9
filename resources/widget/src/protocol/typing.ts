// SPDX-License-Identifier: GPL-3.0-or-later
import { Timer } from './timer.ts';

/** What the agent may see of the customer's typing: at most one event each 250 ms. */
export const TYPING_INTERVAL = 250;

/**
 * Turns keystrokes into `typing_on`: the first at once, then at most one each 250 ms, and always a
 * last one, so that the final letters show. Text that was already told is not told again.
 */
export class TypingReporter {
  readonly #pause = new Timer();
  #told = '';
  #text = '';

  /** @param send returns false when it could not (offline): then the text counts as untold. */
  constructor(private readonly send: (text: string) => boolean) {}

  /** The composer's content changed; empty text tells that it was cleared. */
  changed(text: string): void {
    this.#text = text;
    if (!this.#pause.runs) this.#tell();
  }

  /** The text was sent as a message: what is still pending would come after it, and be wrong. */
  sent(): void {
    this.#text = '';
    this.#told = '';
  }

  /** After a reconnect nobody knows what stands in the composer. */
  again(): void {
    this.#told = '';
    if (!this.#pause.runs) this.#tell();
  }

  /** What stands there now is not to be told by itself: it was written under another promise. */
  hold(): void {
    this.#told = this.#text;
  }

  stop(): void {
    this.#pause.stop();
  }

  #tell(): void {
    if (this.#text === this.#told) return;
    if (!this.send(this.#text)) return;
    this.#told = this.#text;
    this.#pause.set(TYPING_INTERVAL, () => this.#tell());
  }
}
