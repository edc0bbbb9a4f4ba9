// SPDX-License-Identifier: GPL-3.0-or-later
// How the link stays alive, finds out that it is dead, and comes back.
import { describe, expect, it, vi } from 'vitest';
import {
  HEARTBEAT_HIDDEN,
  HEARTBEAT_VISIBLE,
  PING_DEADLINE,
  SILENCE_VISIBLE,
} from '@widget/protocol/link.ts';
import { FakeSocket, outbound } from '../fakes.ts';
import { events, given, layTheLine, link, outbox, socket, states } from './line.ts';

layTheLine();

describe('heartbeats', () => {
  it('beat every 5 s while the page is visible', () => {
    link.start();
    socket().welcome();
    for (let beat = 1; beat <= 4; ++beat) {
      vi.advanceTimersByTime(HEARTBEAT_VISIBLE);
      socket().say({ type: 'ack', id: 'x' });
      expect(socket().of('heartbeat')).toHaveLength(beat);
    }
  });

  it('say at once that it is hidden, and beat every 60 s while it is', () => {
    link.start();
    socket().welcome();
    link.watch(false, false);
    expect(socket().of('heartbeat')).toMatchObject([{ hidden: true }]);
    link.watch(false, true); // it was hidden before
    vi.advanceTimersByTime(HEARTBEAT_HIDDEN - 1);
    expect(socket().of('heartbeat')).toHaveLength(1);
    vi.advanceTimersByTime(1);
    expect(socket().of('heartbeat')).toHaveLength(2);
    socket().say({ type: 'ack', id: 'x' });
    vi.advanceTimersByTime(HEARTBEAT_HIDDEN);
    expect(socket().of('heartbeat')).toHaveLength(3);
    expect(socket().of('heartbeat')[2]).toMatchObject({ hidden: true });
    link.watch(true, false);
    link.nudge(); // seen again: it says so at once
    expect(socket().of('heartbeat')[3]).not.toHaveProperty('hidden');
    expect(link.state).toBe('open');
  });

  it('stop with the connection', () => {
    link.start();
    const first = socket();
    first.welcome();
    first.end();
    vi.advanceTimersByTime(60_000);
    expect(first.of('heartbeat')).toHaveLength(0);
  });
});

describe('a dead link', () => {
  it('is given up after 45 s without any frame', () => {
    link.start();
    const first = socket();
    first.welcome();
    vi.advanceTimersByTime(SILENCE_VISIBLE - 1);
    expect(link.state).toBe('open');
    vi.advanceTimersByTime(1);
    expect(link.state).toBe('waiting');
    expect(first.closed).toBe(true);
  });

  it('is found within 5 s when the page or the network comes back', () => {
    link.start();
    socket().welcome();
    link.nudge();
    expect(socket().of('heartbeat')).toHaveLength(1);
    vi.advanceTimersByTime(PING_DEADLINE);
    expect(link.state).toBe('waiting');
  });

  it('is found within 5 s of a message that nobody acknowledges', () => {
    link.start();
    socket().welcome();
    link.post({ type: 'text', text: 'hello?' });
    vi.advanceTimersByTime(PING_DEADLINE);
    expect(link.state).toBe('waiting');
    expect(outbox.pending).toHaveLength(1);
  });

  it('does not speak any more, even if its socket does', () => {
    link.start();
    const first = socket();
    first.welcome();
    vi.advanceTimersByTime(SILENCE_VISIBLE);
    first.say(outbound('text', { text: 'late', agent: {} }));
    first.end();
    expect(events).toEqual([]);
    vi.advanceTimersByTime(500);
    expect(FakeSocket.all).toHaveLength(2);
  });
});

describe('coming back', () => {
  it('waits twice as long after each failure, at most 30 s', () => {
    link.start();
    const waits: number[] = [];
    for (let failure = 0; failure < 9; ++failure) {
      const before = FakeSocket.all.length;
      socket().end();
      let waited = 0;
      while (FakeSocket.all.length === before) {
        vi.advanceTimersByTime(500);
        waited += 500;
      }
      waits.push(waited);
    }
    expect(waits).toEqual([500, 1000, 2000, 4000, 8000, 16000, 30000, 30000, 30000]);
  });

  it('spreads over the whole time, so that not everybody comes at once', () => {
    given.random = 0;
    link.start();
    socket().end();
    vi.advanceTimersByTime(0);
    expect(FakeSocket.all).toHaveLength(2);
  });

  it('begins with short waits again once a link has been good', () => {
    link.start();
    socket().end();
    vi.advanceTimersByTime(500);
    socket().end();
    vi.advanceTimersByTime(1000);
    socket().welcome();
    vi.advanceTimersByTime(5_000);
    socket().end();
    vi.advanceTimersByTime(500);
    expect(FakeSocket.all).toHaveLength(4);
  });

  it('happens at once when the network comes back', () => {
    link.start();
    socket().end();
    link.nudge();
    expect(FakeSocket.all).toHaveLength(2);
    vi.advanceTimersByTime(500);
    expect(FakeSocket.all).toHaveLength(2);
  });

  it('is not tried with a token that the broker does not know', () => {
    given.resume = { token: 'old', since: 0, epoch: 'e' };
    link.start();
    socket().open();
    socket().end(4401);
    expect(link.state).toBe('refused');
    vi.advanceTimersByTime(120_000);
    expect(FakeSocket.all).toHaveLength(1);
  });

  it.each([
    [4429, 5_000],
    [4400, 10_000],
  ])('keeps away for a while after %i', (code, least) => {
    given.random = 0;
    link.start();
    socket().welcome();
    socket().end(code);
    vi.advanceTimersByTime(least - 1);
    expect(FakeSocket.all).toHaveLength(1);
    vi.advanceTimersByTime(1);
    expect(FakeSocket.all).toHaveLength(2);
  });

  it.each([1006, 1001, 4408, 4503])('follows %i', (code) => {
    link.start();
    socket().welcome();
    socket().end(code);
    vi.advanceTimersByTime(500);
    expect(FakeSocket.all).toHaveLength(2);
  });

  it('ends with stop()', () => {
    link.start();
    socket().end();
    link.stop();
    vi.advanceTimersByTime(120_000);
    expect(FakeSocket.all).toHaveLength(1);
    expect(states.at(-1)).toBe('idle');
  });
});
