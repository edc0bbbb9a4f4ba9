// SPDX-License-Identifier: GPL-3.0-or-later
import type { Link } from '../protocol/link.ts';
import { now } from '../protocol/now.ts';
import { Timer } from '../protocol/timer.ts';
import type { Host } from './terms.ts';

/** How long closing waits for the broker's word. */
const GOODBYE = 3_000;

/** How a customer goes: by the close button and for good, or with the page and perhaps to come back. */
export class Departure {
  #begun = false;
  #id = '';
  readonly #patience = new Timer();

  /** @param token who the customer is to the broker, if to anybody */
  constructor(
    private readonly link: Link,
    private readonly host: Host,
    private readonly token: () => string | undefined,
  ) {}

  /** The chat is closed: nothing of it is kept any more. */
  get begun(): boolean {
    return this.#begun;
  }

  /** Says goodbye with these words, and is gone when the broker knows; without any nobody hears them. */
  begin(words?: string): void {
    this.#begun = true;
    this.host.closed();
    if (words === undefined) {
      this.unload();
      this.#finish();
      return;
    }
    this.#id = this.link.post({ type: 'client_left', text: words, at: now() });
    this.#patience.set(GOODBYE, () => this.#finish());
  }

  /** The broker took the event with this id, or refused it; true: it was our goodbye. */
  answered(id: string): boolean {
    if (!this.#begun || id !== this.#id) return false;
    this.#finish();
    return true;
  }

  /** The last word of a page that goes away; it needs no socket. */
  unload(): void {
    const token = this.token();
    if (token) this.host.beacon('chat/unload', JSON.stringify({ token, at: now() }));
  }

  #finish(): void {
    this.#patience.stop();
    this.link.stop();
    this.host.gone();
  }
}
