// SPDX-License-Identifier: GPL-3.0-or-later

export interface Availability {
  /** Within opening hours. */
  open: boolean;
  /** Somebody can take one more chat. */
  available: boolean;
}

export type AvailabilityListener = (error: Error | null, info: Availability | null) => void;

const FASTEST = 2_000;
const USUAL = 10_000;

/** Polls `/api/platforms/ID` for the page, as long as the page is looked at. */
export class AvailabilityPoll {
  #stopped = false;
  #timer: ReturnType<typeof setTimeout> | undefined;
  readonly #interval: number;

  constructor(
    private readonly address: string,
    private readonly listener: AvailabilityListener,
    pollingInterval: unknown,
  ) {
    const wish = Number(pollingInterval);
    this.#interval = wish > 0 ? Math.max(FASTEST, wish) : USUAL;
    document.addEventListener('visibilitychange', this.#looked);
    void this.#ask();
  }

  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#timer);
    document.removeEventListener('visibilitychange', this.#looked);
  }

  readonly #looked = (): void => {
    clearTimeout(this.#timer);
    if (!document.hidden) void this.#ask();
  };

  async #ask(): Promise<void> {
    let error: Error | null = null;
    let info: Availability | null = null;
    try {
      const answer = await fetch(this.address, { credentials: 'omit' });
      if (!answer.ok) throw new Error(`${this.address}: ${answer.status}`);
      const { closed, available } = await answer.json();
      info = { open: closed === false, available: available === true };
    } catch (failure) {
      error = failure instanceof Error ? failure : new Error(String(failure));
    }
    if (this.#stopped) return;
    clearTimeout(this.#timer);
    if (!document.hidden) this.#timer = setTimeout(() => void this.#ask(), this.#interval);
    this.listener(error, info);
  }
}
