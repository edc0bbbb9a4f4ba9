// SPDX-License-Identifier: GPL-3.0-or-later
import type { Outgoing, Question } from '../protocol/events.ts';
import type { Pending } from '../protocol/outbox.ts';

/** How a conversation begins: what the page knows of its customer, and what the platform asks him first. */
export class Beginning {
  #answered = false;

  /** @param params what the page knows · @param always what is told of each chat */
  constructor(
    private params: Record<string, unknown>,
    private readonly always: Record<string, unknown>,
  ) {}

  /** The page knows something else now. */
  know(params: Record<string, unknown>): void {
    this.params = params;
  }

  /** What the customer filled in. */
  answer(answers: Record<string, string>): void {
    this.params = { ...this.params, ...answers };
    this.#answered = true;
  }

  /** The next conversation is asked anew. */
  again(): void {
    this.#answered = false;
  }

  event(): Outgoing {
    return { type: 'start', params: { ...this.always, ...this.params } };
  }

  /** Of what has not left yet, the `start` that the answers to the form belong into; none where they do not. */
  tooEarly([first, ...more]: readonly Pending[], form: Question[]): Pending | undefined {
    if (!form.length || first?.event.type !== 'start' || more.length) return undefined;
    // Answered already, here or before a reload: only the broker's word for it was lost.
    const { params } = first.event;
    return this.#answered || form.some(({ id }) => id in params) ? undefined : first;
  }
}
