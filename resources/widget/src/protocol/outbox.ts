// SPDX-License-Identifier: GPL-3.0-or-later
import type { Outgoing } from './events.ts';

export interface Pending {
  id: string;
  event: Outgoing;
}

/**
 * What the broker has not acknowledged yet, oldest first. An entry leaves by ack, by the broker's
 * refusal or by its own replay, never by a lost connection: the broker knows the ids and stores an
 * event once, so sending again is always safe.
 */
export class Outbox {
  #pending: Pending[];

  constructor(pending: readonly Pending[] = []) {
    this.#pending = [...pending];
  }

  get pending(): readonly Pending[] {
    return this.#pending;
  }

  add(entry: Pending): void {
    // Only the newest reading counts; an older one that never left is not worth its frame.
    if (entry.event.type === 'messages_read') {
      this.#pending = this.#pending.filter(({ event }) => event.type !== 'messages_read');
    }
    this.#pending.push(entry);
  }

  /** Takes the entry out; undefined when it was not (or no longer) there. */
  take(id: string | undefined): Pending | undefined {
    const entry = this.#pending.find((one) => one.id === id);
    if (entry) this.#pending = this.#pending.filter((one) => one !== entry);
    return entry;
  }

  clear(): void {
    this.#pending = [];
  }
}
