// SPDX-License-Identifier: GPL-3.0-or-later
// Where the link finds the chat, when it can be had at more than one host.
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { FakeSocket } from '../fakes.ts';
import { acks, given, layTheLine, link, socket } from './line.ts';

layTheLine();

describe('two hosts', () => {
  const spare = { term: 1, hosts: ['https://spare:8443'] };
  const PAGE = 'ws://broker/chat';
  const OTHER = 'wss://spare:8443/chat';
  const urls = () => FakeSocket.all.map(({ url }) => url);
  /** The next try, whenever it comes. */
  const next = () => vi.advanceTimersToNextTimer();

  it('goes to the other one when this one is gone, as who it was, and back again', () => {
    link.start();
    socket().welcome(spare);
    expect(link.home).toBe('http://broker/chat');
    given.resume = { token: 't1', since: 3, epoch: 'e1' };
    socket().end();
    vi.advanceTimersByTime(500);
    expect(socket().url).toBe(OTHER);
    socket().open();
    expect(socket().sent).toEqual([{ type: 'hello', token: 't1', since: 3, epoch: 'e1' }]);
    socket().welcome({ term: 2, hosts: ['http://broker'] });
    expect(link.home).toBe('https://spare:8443/chat');
    socket().end(4503);
    next();
    expect(socket().url).toBe(PAGE);
  });

  it('pauses as long as with one host, after each round', () => {
    link.start();
    socket().welcome(spare);
    for (const pause of [500, 500, 1000, 1000]) {
      socket().end();
      const before = FakeSocket.all.length;
      vi.advanceTimersByTime(pause - 1);
      expect(FakeSocket.all).toHaveLength(before);
      vi.advanceTimersByTime(1);
      expect(FakeSocket.all).toHaveLength(before + 1);
    }
    expect(urls()).toEqual([PAGE, OTHER, PAGE, OTHER, PAGE]);
  });

  it('sends what is not acknowledged to the successor, once', () => {
    link.start();
    socket().welcome(spare);
    const id = link.post({ type: 'text', text: 'typed' });
    socket().end();
    next();
    socket().end();
    next();
    socket().end();
    next();
    socket().welcome({ term: 2, hosts: ['http://broker'] });
    expect(
      socket()
        .of('text')
        .map((frame) => frame.id),
    ).toEqual([id]);
    socket().say({ type: 'ack', id, seq: 7 });
    expect(acks).toEqual([[id, 7]]);
  });

  it('says nothing to one that was succeeded, while its successor can be had', () => {
    link.start();
    socket().welcome({ ...spare, term: 2 });
    link.post({ type: 'text', text: 'typed' });
    socket().end();
    next();
    socket().welcome({ term: 1, hosts: ['http://broker'] });
    expect(link.state).toBe('waiting');
    expect(socket().of('text')).toEqual([]);
    next();
    socket().welcome({ ...spare, term: 2 });
    expect(link.state).toBe('open');
    expect(socket().of('text')).toHaveLength(1);
  });

  it('takes it where its successor cannot be had', () => {
    link.start();
    socket().welcome({ ...spare, term: 2 });
    socket().end();
    next();
    socket().welcome({ term: 1, hosts: ['http://broker'] });
    next();
    socket().end();
    next();
    socket().welcome({ term: 1, hosts: ['http://broker'] });
    expect(link.state).toBe('open');
    expect(socket().url).toBe(OTHER);
  });

  it('tries the address of its page, too, whatever the other one calls that host', () => {
    link.start();
    socket().welcome(spare);
    socket().end();
    next();
    socket().welcome({ term: 2, hosts: ['https://inside:8443'] });
    for (let i = 0; i < 3; ++i) {
      socket().end();
      next();
    }
    expect(urls()).toEqual([PAGE, OTHER, 'wss://inside:8443/chat', PAGE, OTHER]);
  });

  it('takes one that tells no term: nobody has succeeded it', () => {
    link.start();
    socket().welcome({ ...spare, term: 2 });
    socket().end();
    next();
    socket().welcome();
    expect(link.state).toBe('open');
    expect(socket().url).toBe(OTHER);
  });

  describe('of which one has two addresses', () => {
    const first = { term: 1, hosts: ['https://spare:8443'] };
    const successor = { term: 2, hosts: ['https://inside:8443'] };

    beforeEach(() => {
      link.start();
      socket().welcome(first);
      socket().end();
      next();
      socket().welcome(successor);
      socket().end();
      next();
      socket().welcome(first); // the former host, by the address that its successor knows
      next();
      socket().welcome(first); // and by that of the page
      expect(link.state).toBe('waiting');
      next();
    });

    it('says nothing to one that was succeeded before its successor was asked', () => {
      socket().welcome(successor);
      expect(link.state).toBe('open');
      expect(socket().url).toBe(OTHER);
    });

    it.each([0, 1])(
      'takes it where its successor cannot be had, after %i more that fail',
      (more) => {
        for (let i = 0; i <= more; ++i) {
          socket().end();
          next();
        }
        socket().welcome(first);
        expect(link.state).toBe('open');
        expect(socket().url).toBe(more ? PAGE : 'wss://inside:8443/chat');
      },
    );
  });

  it('goes nowhere that is no address', () => {
    link.start();
    socket().welcome({ term: 1, hosts: ['javascript:1', 7, 'spare'] });
    for (let i = 0; i < 4; ++i) {
      socket().end();
      next();
    }
    expect(new Set(urls())).toEqual(new Set([PAGE]));
  });
});
