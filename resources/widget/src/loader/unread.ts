// SPDX-License-Identifier: GPL-3.0-or-later

/** "(2) The shop": puts the number of unread messages into the page's title, and takes it out again. */
export class UnreadTitle {
  #ours = '';
  #theirs = '';

  show(count: number): void {
    // The page may have changed its title meanwhile: what is not ours is the page's.
    if (document.title !== this.#ours) this.#theirs = document.title;
    if (!count && !this.#ours) return;
    this.#ours = count ? `(${count}) ${this.#theirs}` : '';
    document.title = this.#ours || this.#theirs;
  }
}
