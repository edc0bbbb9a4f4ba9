// SPDX-License-Identifier: GPL-3.0-or-later
import { now } from '../protocol/now.ts';
import type { Pending } from '../protocol/outbox.ts';
import { emptyConversation, ownMessage, type Conversation } from './conversation.ts';

/** Who we are to the broker. */
export interface Identity {
  token: string;
  userId: string;
  epoch: string;
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
 */
export class TabMemory implements Memory {
  readonly #key: string;

  constructor(
    platformId: string,
    private readonly lent: unknown,
    private readonly lend: (lent: unknown) => void,
    private readonly storage: () => Storage = () => sessionStorage,
  ) {
    this.#key = `sermo:${platformId}`;
  }

  load(): Snapshot | undefined {
    let kept;
    try {
      kept = JSON.parse(this.storage().getItem(this.#key) ?? 'null');
    } catch {
      kept = this.lent;
    }
    if (kept?.version !== VERSION) return undefined;
    return { ...kept, conversation: { ...fromLent(kept), ...kept.conversation } };
  }

  save({ conversation, ...lent }: Snapshot): void {
    const kept = { version: VERSION, ...lent };
    try {
      this.storage().setItem(this.#key, JSON.stringify({ ...kept, conversation }));
    } catch {
      this.lend(kept);
    }
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
