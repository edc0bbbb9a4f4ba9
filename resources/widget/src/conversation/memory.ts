// SPDX-License-Identifier: GPL-3.0-or-later
import { now } from '../protocol/now.ts';
import type { Pending } from '../protocol/outbox.ts';
import { emptyConversation, ownMessage, type Conversation } from './conversation.ts';

/** Who we are to the broker. */
export interface Identity {
  token: string;
  userId: string;
  epoch: string;
  /** Where it is known, too. */
  hosts?: string[];
}

/** All that a reload must not lose. */
export interface Snapshot {
  identity: Identity;
  conversation: Conversation;
  outbox: Pending[];
  /** The newest message that we told as read. */
  readSeq: number;
  /** By their ids, the images that had not got through yet. */
  images: string[];
}

/** The same for a page that lends its own storage: but for the conversation, which the broker replays. */
export type Lent = Omit<Snapshot, 'conversation'>;

type Kept = Lent & Partial<Snapshot> & { version: number; stamp: number };

/** Where a conversation outlives a reload: the tab, and no longer. */
export interface Memory {
  load(): Snapshot | undefined;
  save(snapshot: Snapshot): void;
  loadDraft(): string;
  saveDraft(text: string): void;
  clear(): void;
}

const VERSION = 1;

/** Under which the tab keeps the images of a platform's chat, each by its id (protocol/images.ts). */
export const imageSlot = (platformId: string): string => `sermo:${platformId}:image:`;

/** The page knows only what the broker does not: that is how it stands until the rest is replayed. */
const fromLent = ({ outbox }: Lent): Conversation => ({
  ...emptyConversation,
  phase: 'live',
  items: outbox.flatMap(({ id, event }) =>
    event.type === 'text' ? [ownMessage(id, event, now())] : [],
  ),
});

/**
 * Session storage, where it may be used. Blocked third-party storage throws at each touch: then the
 * page's own loader keeps who we are and what is not sent (`lend`), and the broker replays the rest.
 * So it does for a chat that is at one of two hosts: on the next page it may be the other one's, whose
 * storage is another. What was kept last counts: `stamp` is when, and rises with each, whatever the clock does.
 */
export class TabMemory implements Memory {
  readonly #key: string;
  /** Once the page had it, it has to have the newest, too. */
  #lends: unknown;
  #stamp = 0;

  constructor(
    platformId: string,
    private readonly lent: unknown,
    private readonly lend: (lent: unknown) => void,
    private readonly storage: () => Storage = () => sessionStorage,
  ) {
    this.#key = `sermo:${platformId}`;
    this.#lends = lent;
  }

  load(): Snapshot | undefined {
    let kept = this.lent as Kept | null | undefined;
    try {
      const stored: Kept | null = JSON.parse(this.storage().getItem(this.#key) ?? 'null');
      if (!(kept && kept.stamp > (stored?.stamp ?? 0))) kept = stored;
    } catch {
      // What the page has is all there is.
    }
    if (kept?.version !== VERSION) return undefined;
    this.#stamp = kept.stamp || 0;
    return { ...kept, conversation: { ...fromLent(kept), ...kept.conversation } };
  }

  save({ conversation, ...lent }: Snapshot): void {
    this.#stamp = Math.max(Date.now(), this.#stamp + 1);
    const kept = { version: VERSION, stamp: this.#stamp, ...lent };
    this.#lends ||= lent.identity.hosts?.length;
    try {
      this.storage().setItem(this.#key, JSON.stringify({ ...kept, conversation }));
    } catch {
      this.#lends = true;
    }
    if (this.#lends) this.lend(kept);
  }

  loadDraft(): string {
    try {
      return this.storage().getItem(`${this.#key}:draft`) ?? '';
    } catch {
      return '';
    }
  }

  saveDraft(text: string): void {
    try {
      this.storage().setItem(`${this.#key}:draft`, text);
    } catch {
      // A draft is a convenience; without storage it lives as long as the page.
    }
  }

  clear(): void {
    try {
      const storage = this.storage();
      for (const name of Object.keys(storage)) {
        if (`${name}:`.startsWith(`${this.#key}:`)) storage.removeItem(name);
      }
    } catch {
      // Nothing is kept, so nothing is left.
    }
    this.lend(undefined);
  }
}
