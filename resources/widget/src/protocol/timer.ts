// SPDX-License-Identifier: GPL-3.0-or-later

/** One thing to do later, unless it is put off or stopped. */
export class Timer {
  #running: ReturnType<typeof setTimeout> | undefined;

  get runs(): boolean {
    return this.#running !== undefined;
  }

  /** Does it after so many milliseconds, and not at the time it was set to before. */
  set(delay: number, then: () => void): void {
    this.stop();
    this.#running = setTimeout(() => {
      this.#running = undefined;
      then();
    }, delay);
  }

  stop(): void {
    clearTimeout(this.#running);
    this.#running = undefined;
  }
}
