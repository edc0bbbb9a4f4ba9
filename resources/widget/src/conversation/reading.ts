// SPDX-License-Identifier: GPL-3.0-or-later
import { countAfter } from './conversation.ts';
import type { Shown } from './shown.ts';
import type { Host } from './terms.ts';

/** How far the customer has read what was said to him, and how much is still before him. */
export class Reading {
  #unread = 0;

  /**
   * @param seq of the newest message that he has seen
   * @param host is told how many he has not, when that changes
   */
  constructor(
    public seq: number,
    private readonly shown: Shown,
    private readonly host: Host,
  ) {}

  /** The message with this number is before his eyes. True: that is news. */
  reached(seq: number): boolean {
    const isNews = seq > this.seq && this.shown.state.looking;
    if (isNews) this.seq = seq;
    this.count();
    return isNews;
  }

  /** Something was said, or seen. */
  count(): void {
    const { looking, conversation } = this.shown.state;
    const unread = looking ? 0 : countAfter(conversation, this.seq);
    if (unread !== this.#unread) this.host.unread((this.#unread = unread));
  }
}
