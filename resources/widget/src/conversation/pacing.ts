// SPDX-License-Identifier: GPL-3.0-or-later
import type { ChatEvent } from '../protocol/events.ts';
import { Timer } from '../protocol/timer.ts';

export const TYPING_MOST = 8_000;

interface Job {
  event: ChatEvent;
  replayed: boolean;
}

/**
 * Lets a bot "type" before its text shows (`typing` milliseconds, at most 8 s), strictly in the order
 * of arrival: what comes meanwhile waits behind it. Replayed events never wait, nor does anything
 * while nobody looks.
 */
export class Pacing {
  #jobs: Job[] = [];
  readonly #delay = new Timer();
  #hurried = false;

  constructor(
    private readonly show: (event: ChatEvent, replayed: boolean) => void,
    private readonly typing: (on: boolean) => void,
  ) {}

  push(event: ChatEvent, replayed: boolean): void {
    this.#jobs.push({ event, replayed });
    if (!this.#delay.runs) this.#next();
  }

  /** While hurried (the chat is not visible) nothing is delayed, what waits already included. */
  hurry(hurried: boolean): void {
    this.#hurried = hurried;
    if (hurried) this.flush();
  }

  flush(): void {
    this.#delay.stop();
    const jobs = this.#jobs;
    this.#jobs = [];
    if (jobs.length) this.typing(false);
    for (const { event, replayed } of jobs) this.show(event, replayed);
  }

  /** Forgets what waits: the broker replays it, because it was never shown. */
  clear(): void {
    this.#delay.stop();
    this.#jobs = [];
  }

  #next(): void {
    for (let job = this.#jobs[0]; job; job = this.#jobs[0]) {
      const typing = this.#typingOf(job);
      if (typing > 0) {
        this.typing(true);
        this.#delay.set(typing, () => {
          this.#showFirst();
          this.#next();
        });
        return;
      }
      this.#showFirst();
    }
  }

  #showFirst(): void {
    const job = this.#jobs.shift();
    if (job) this.show(job.event, job.replayed);
  }

  #typingOf({ event, replayed }: Job): number {
    if (replayed || this.#hurried || event.type !== 'text' || event.own) return 0;
    return Math.min(event.typing, TYPING_MOST);
  }
}
