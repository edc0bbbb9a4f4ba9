// SPDX-License-Identifier: GPL-3.0-or-later
// What outlives a reload: in the tab's storage, or lent by the page.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { emptyConversation } from '@widget/conversation/conversation.ts';
import { TabMemory, type Identity, type Snapshot } from '@widget/conversation/memory.ts';
import type { Pending } from '@widget/protocol/outbox.ts';

describe('the tab’s memory', () => {
  const identity: Identity = { token: 't', userId: 'u', epoch: 'e' };
  const snapshot: Snapshot = {
    identity,
    conversation: emptyConversation,
    outbox: [],
    readSeq: 7,
    images: ['i1'],
  };

  /** As a browser's: what is in it are properties of its own. */
  const storage = (): Storage =>
    Object.create({
      getItem(this: Storage, key: string) {
        return this[key] ?? null;
      },
      setItem(this: Storage, key: string, value: string) {
        this[key] = value;
      },
      removeItem(this: Storage, key: string) {
        delete this[key];
      },
    });
  const blocked = (): Storage => {
    throw new DOMException('denied', 'SecurityError');
  };

  it('gives back what it was given, for one platform', () => {
    const shared = storage();
    const memory = new TabMemory(
      'a',
      undefined,
      () => undefined,
      () => shared,
    );
    const other = new TabMemory(
      'b',
      undefined,
      () => undefined,
      () => shared,
    );
    memory.save(snapshot);
    expect(memory.load()).toMatchObject(snapshot);
    expect(other.load()).toBeUndefined();
    memory.clear();
    expect(memory.load()).toBeUndefined();
  });

  it('takes nothing of another version or shape', () => {
    const shared = storage();
    const memory = new TabMemory(
      'a',
      undefined,
      () => undefined,
      () => shared,
    );
    for (const odd of ['{', 'null', '7', '{"version":0}']) {
      shared.setItem('sermo:a', odd);
      expect(memory.load()).toBeUndefined();
    }
  });

  it('forgets all of one platform and nothing of another', () => {
    const shared = storage();
    for (const name of ['sermo:a', 'sermo:a:draft', 'sermo:a:image:i1', 'sermo:ab', 'else'])
      shared.setItem(name, 'x');
    const memory = new TabMemory(
      'a',
      undefined,
      () => undefined,
      () => shared,
    );
    memory.clear();
    expect(Object.keys(shared)).toEqual(['sermo:ab', 'else']);
  });

  it('lends who we are and what is not sent to the page where storage is blocked, nothing that was said', () => {
    const lent: unknown[] = [];
    const memory = new TabMemory('a', undefined, (one) => lent.push(one), blocked);
    memory.save(snapshot);
    memory.saveDraft('x');
    expect(memory.loadDraft()).toBe('');
    const { conversation: _, ...rest } = snapshot;
    const stamped = { version: 1, stamp: expect.any(Number), ...rest };
    expect(lent).toEqual([stamped]);
    memory.clear();
    expect(lent).toEqual([stamped, undefined]);
  });

  it('starts from the first event with what the page lent, and what was not sent stands there', () => {
    const lent: unknown[] = [];
    const outbox: Pending[] = [
      { id: 'r', event: { type: 'messages_read', text: 'read', at: '' } },
      { id: 't1', event: { type: 'text', text: 'not sent yet' } },
    ];
    new TabMemory('a', undefined, (one) => lent.push(one), blocked).save({ ...snapshot, outbox });
    const memory = new TabMemory('a', lent[0], () => undefined, blocked);
    const kept = memory.load();
    expect(kept).toMatchObject({
      ...{ identity, outbox, readSeq: 7, images: ['i1'] },
      conversation: { seq: 0, phase: 'live' },
    });
    expect(kept?.conversation.items).toMatchObject([
      { key: 't1', text: 'not sent yet', author: 'customer', delivery: 'sending' },
    ]);
  });

  describe('at one of two hosts, whose storages are two', () => {
    const told = { ...identity, hosts: ['wss://spare/chat'] };
    let page: unknown;
    const at = (shared: Storage) =>
      new TabMemory(
        'a',
        page,
        (one) => (page = one),
        () => shared,
      );

    beforeEach(() => {
      vi.useFakeTimers();
      page = undefined;
    });
    afterEach(() => void vi.useRealTimers());

    it('lends the page what the other host has to know of us', () => {
      at(storage()).save({ ...snapshot, identity: told });
      expect(at(storage()).load()).toMatchObject({ identity: told, conversation: { seq: 0 } });
    });

    it('goes by its own storage, conversation and all, where nothing came after it', () => {
      const shared = storage();
      at(shared).save({ ...snapshot, identity: told });
      expect(at(shared).load()).toMatchObject({ ...snapshot, identity: told });
    });

    it('does not go back to what it had here before it was there', () => {
      const [here, there] = [storage(), storage()];
      at(here).save({ ...snapshot, identity: told, readSeq: 1 });
      vi.advanceTimersByTime(1);
      at(there).save({ ...snapshot, identity: told, readSeq: 2 });
      expect(at(here).load()?.readSeq).toBe(2);
    });

    it('does not go back to what the page has of before, where it was not told of all', () => {
      const shared = storage();
      at(shared).save({ ...snapshot, identity: told, readSeq: 1 });
      const old = page;
      vi.advanceTimersByTime(1);
      at(shared).save({ ...snapshot, identity: told, readSeq: 2 });
      page = old;
      expect(at(shared).load()).toMatchObject({ ...snapshot, identity: told, readSeq: 2 });
    });

    it('goes by what came last also where the clock was set back meanwhile', () => {
      const [here, there] = [storage(), storage()];
      at(here).save({ ...snapshot, identity: told, readSeq: 1 });
      vi.setSystemTime(Date.now() - 3_600_000);
      const memory = at(there);
      memory.load();
      memory.save({ ...snapshot, identity: told, readSeq: 2 });
      expect(at(here).load()?.readSeq).toBe(2);
      const old = page;
      memory.save({ ...snapshot, identity: told, readSeq: 3 });
      page = old;
      expect(at(there).load()?.readSeq).toBe(3);
    });

    it('keeps the page up to date when it is one alone again', () => {
      const shared = storage();
      at(shared).save({ ...snapshot, identity: told, readSeq: 1 });
      at(shared).save({ ...snapshot, identity, readSeq: 2 });
      expect(at(shared).load()?.readSeq).toBe(2);
    });

    it('lends nothing where there is one host', () => {
      at(storage()).save(snapshot);
      expect(page).toBeUndefined();
    });
  });

  it('takes nothing else from a page', () => {
    for (const odd of [undefined, null, 7, identity, { version: 0 }])
      expect(new TabMemory('a', odd, () => undefined, blocked).load()).toBeUndefined();
  });
});
