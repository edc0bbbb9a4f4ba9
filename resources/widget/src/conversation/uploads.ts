// SPDX-License-Identifier: GPL-3.0-or-later
import type { ImageFault } from '../protocol/images.ts';

/** An image on its way, or why it did not get there. */
export type UploadState =
  { state: 'sending'; part: number } | { state: 'failed'; fault: ImageFault } | undefined;

/** More at once than anybody means to send. */
export const MOST_FILES = 10;

/**
 * The images that the customer picked, one after the other. What fails stays, and holds the rest, until
 * it is tried again or given up.
 */
export class Uploads {
  #files: Blob[] = [];
  #busy = false;

  constructor(
    private readonly send: (file: Blob, told: (part: number) => void) => Promise<void>,
    private readonly changed: (state: UploadState) => void,
  ) {}

  async add(...files: Blob[]): Promise<void> {
    this.#files = [...this.#files, ...files].slice(0, MOST_FILES);
    if (this.#busy) return;
    this.#busy = true;
    const fault = await this.#sendAll();
    this.#busy = false;
    this.changed(fault && { state: 'failed', fault });
  }

  async retry(): Promise<void> {
    await this.add();
  }

  /** Gives up what failed, and goes on with what was picked after it. */
  async skip(): Promise<void> {
    this.#files.shift();
    await this.add();
  }

  async #sendAll(): Promise<ImageFault | undefined> {
    for (let file = this.#files[0]; file; file = this.#files[0]) {
      this.changed({ state: 'sending', part: 0 });
      try {
        await this.send(file, (part) => this.changed({ state: 'sending', part }));
      } catch (fault) {
        return typeof fault === 'string' ? (fault as ImageFault) : 'uploadFailed';
      }
      this.#files.shift();
    }
    return undefined;
  }
}
