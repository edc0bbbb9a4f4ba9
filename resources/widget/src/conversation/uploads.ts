// SPDX-License-Identifier: GPL-3.0-or-later
import { newId } from '../protocol/ids.ts';
import type { ImageFault, Pick } from '../protocol/images.ts';

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
  #picks: readonly Pick[];
  #busy = false;
  #state: UploadState;

  /**
   * @param send sends the first of them; not told how far it is, it only makes all ready
   * @param changed `ids`: of those that are still to be sent
   */
  constructor(
    ids: readonly string[],
    private readonly send: (
      picks: readonly Pick[],
      told?: (part: number) => void,
    ) => Promise<unknown>,
    private readonly changed: (state: UploadState, ids: string[]) => void,
  ) {
    this.#picks = ids.map((id) => ({ id }));
  }

  async add(...files: Blob[]): Promise<void> {
    const picks = files.map((file) => ({ id: newId(), file }));
    this.#picks = [...this.#picks, ...picks].slice(0, MOST_FILES);
    if (this.#busy) {
      this.#tell(this.#state);
      await this.send(this.#picks).catch(() => undefined);
      return;
    }
    this.#busy = true;
    const fault = await this.#sendAll();
    this.#busy = false;
    this.#tell(fault && { state: 'failed', fault });
  }

  async retry(): Promise<void> {
    await this.add();
  }

  /** Gives up what failed, and goes on with what was picked after it. */
  async skip(): Promise<void> {
    this.#picks = this.#picks.slice(1);
    await this.add();
  }

  async #sendAll(): Promise<ImageFault | undefined> {
    while (this.#picks.length) {
      const told = (part: number) => this.#tell({ state: 'sending', part });
      told(0);
      try {
        await this.send(this.#picks, told);
      } catch (fault) {
        return typeof fault === 'string' ? (fault as ImageFault) : 'uploadFailed';
      }
      this.#picks = this.#picks.slice(1);
    }
    return undefined;
  }

  #tell(state: UploadState): void {
    this.#state = state;
    this.changed(
      state,
      this.#picks.map(({ id }) => id),
    );
  }
}
