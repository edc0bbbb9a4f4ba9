// SPDX-License-Identifier: GPL-3.0-or-later
import type { Pending } from '../protocol/outbox.ts';
import { emptyConversation, type Conversation } from './conversation.ts';

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
  /** Images had not got through yet; the files themselves go with the page. */
  uploading?: boolean;
}

/** Where a conversation outlives a reload: the tab, and no longer. */
export interface Memory {
  load(): Snapshot | undefined;
  save(snapshot: Snapshot): void;
  loadDraft(): string;
  saveDraft(text: string): void;
  clear(): void;
}

const VERSION = 1;

/** What only the loader remembers is who we are: the whole conversation is replayed. */
function fromLent(identity: Identity): Snapshot {
  const conversation: Conversation = { ...emptyConversation, phase: 'live' };
  return { identity, conversation, outbox: [], readSeq: 0 };
}

/**
 * Session storage, where it may be used. Blocked third-party storage throws at each touch: then the
 * page's own loader keeps the identity alone (`lend`), and the broker replays the conversation.
 */
export class TabMemory implements Memory {
  readonly #key: string;

  constructor(
    platformId: string,
    private readonly lent: Identity | undefined,
    private readonly lend: (identity: Identity | undefined) => void,
    private readonly storage: () => Storage = () => sessionStorage,
  ) {
    this.#key = `sermo:${platformId}`;
  }

  load(): Snapshot | undefined {
    try {
      const text = this.storage().getItem(this.#key);
      const kept = text ? JSON.parse(text) : undefined;
      if (kept?.version !== VERSION) return undefined;
      return { ...kept, conversation: { ...emptyConversation, ...kept.conversation } } as Snapshot;
    } catch {
      return this.lent && fromLent(this.lent);
    }
  }

  save(snapshot: Snapshot): void {
    try {
      this.storage().setItem(this.#key, JSON.stringify({ version: VERSION, ...snapshot }));
    } catch {
      this.lend(snapshot.identity);
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
      this.storage().removeItem(this.#key);
      this.storage().removeItem(`${this.#key}:draft`);
    } catch {
      // Nothing is kept, so nothing is left.
    }
    this.lend(undefined);
  }
}
