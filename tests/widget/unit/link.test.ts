// SPDX-License-Identifier: GPL-3.0-or-later
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  CONNECT_DEADLINE,
  HEARTBEAT_HIDDEN,
  HEARTBEAT_VISIBLE,
  Link,
  PING_DEADLINE,
  SILENCE_VISIBLE,
  type LinkState,
  type Resume,
} from '@widget/protocol/link.ts';
import type { ChatEvent } from '@widget/protocol/events.ts';
import { Outbox } from '@widget/protocol/outbox.ts';
import { FakeSocket, outbound } from './fakes.ts';

let states: LinkState[];
let events: ChatEvent[];
let acks: [string, number][];
let refusals: [string | undefined, string][];
let resume: Resume | undefined;
let outbox: Outbox;
let random: number;
let link: Link;

beforeEach(() => {
  vi.useFakeTimers();
  FakeSocket.all = [];
  states = [];
  events = [];
  acks = [];
  refusals = [];
  resume = undefined;
  outbox = new Outbox();
  random = 1;
  link = new Link({
    url: 'ws://broker/chat',
    platformId: 'webchat',
    outbox,
    resume: () => resume,
    socket: (url) => new FakeSocket(url),
    random: () => random,
    listener: {
      stateChanged: (state) => states.push(state),
      welcomed: () => undefined,
      received: (event) => events.push(event),
      acknowledged: (id, seq) => acks.push([id, seq]),
      refused: (id, code) => refusals.push([id, code]),
    },
  });
});
afterEach(() => {
  link.stop();
  vi.useRealTimers();
});

const socket = () => FakeSocket.last;

describe('greeting', () => {
  it('names its platform when it is new', () => {
    link.start();
    socket().open();
    expect(socket().sent).toEqual([{ type: 'hello', platformId: 'webchat' }]);
  });

  it('names its token, where it was and in which log when it was here before', () => {
    resume = { token: 't', since: 7, epoch: 'e' };
    link.start();
    socket().open();
    expect(socket().sent).toEqual([{ type: 'hello', token: 't', since: 7, epoch: 'e' }]);
  });

  it('sends nothing else before the welcome', () => {
    link.start();
    socket().open();
    link.post({ type: 'text', text: 'early' });
    expect(link.pass({ type: 'typing_on', text: 'e', at: '' })).toBe(false);
    expect(socket().sent.map(({ type }) => type)).toEqual(['hello']);
  });

  it('is tried again when no welcome comes within 8 s', () => {
    link.start();
    socket().open();
    vi.advanceTimersByTime(CONNECT_DEADLINE);
    expect(link.state).toBe('waiting');
    expect(socket().closed).toBe(true);
    vi.advanceTimersByTime(500);
    expect(FakeSocket.all).toHaveLength(2);
  });
});

describe('events on the wire', () => {
  it('carry direction, userId and an id, in the words of the event API', () => {
    link.start();
    socket().welcome();
    const id = link.post({ type: 'text', text: 'Hej', quickReplyPayload: 'p' });
    expect(socket().of('text')).toEqual([
      {
        type: 'text',
        direction: 'inbound',
        userId: 'u1',
        text: 'Hej',
        quickReplyPayload: 'p',
        id,
      },
    ]);
    expect(id).toMatch(/^[0-9a-f]{32}$/);
  });

  it('that only pass carry no id', () => {
    link.start();
    socket().welcome();
    expect(link.pass({ type: 'typing_on', text: 'He', at: '2020-01-01T00:00:00.000Z' })).toBe(true);
    expect(socket().of('typing_on')).toEqual([
      {
        type: 'typing_on',
        direction: 'inbound',
        userId: 'u1',
        text: 'He',
        at: '2020-01-01T00:00:00.000Z',
      },
    ]);
  });

  it('that nobody can read are passed over', () => {
    link.start();
    socket().welcome();
    for (const odd of ['', '{', '[]', 'null', '7', '{"type":7}', '{"type":"text"}']) {
      socket().say(odd);
    }
    socket().say({ type: 'text', direction: 'sideways', text: 'x' });
    expect(events.filter(({ type }) => type !== 'unknown')).toEqual([]);
    expect(link.state).toBe('open');
  });
});

describe('the outbox', () => {
  it('keeps what is posted offline and sends it after the welcome, in order', () => {
    link.post({ type: 'start', params: {} });
    link.post({ type: 'text', text: 'one' });
    link.post({ type: 'text', text: 'two' });
    link.start();
    socket().welcome();
    expect(socket().sent.map(({ type, text }) => text ?? type)).toEqual([
      'hello',
      'start',
      'one',
      'two',
    ]);
  });

  it('lets go of an event by its acknowledgement only', () => {
    link.start();
    socket().welcome();
    const first = link.post({ type: 'text', text: 'one' });
    const second = link.post({ type: 'text', text: 'two' });
    socket().say({ type: 'ack', id: second, seq: 9 });
    expect(acks).toEqual([[second, 9]]);
    expect(outbox.pending.map(({ id }) => id)).toEqual([first]);
  });

  it('sends the same id again after a lost connection', () => {
    link.start();
    socket().welcome();
    const id = link.post({ type: 'text', text: 'one' });
    socket().end();
    vi.advanceTimersByTime(500);
    socket().welcome();
    expect(
      socket()
        .of('text')
        .map((frame) => frame.id),
    ).toEqual([id]);
  });

  it('takes its own event in the replay for the lost acknowledgement', () => {
    link.start();
    socket().welcome();
    const id = link.post({ type: 'text', text: 'one' });
    socket().end();
    vi.advanceTimersByTime(500);
    socket().welcome();
    socket().say({ type: 'text', direction: 'inbound', userId: 'u1', text: 'one', id, seq: 4 });
    expect(acks).toEqual([[id, 4]]);
    expect(outbox.pending).toEqual([]);
    socket().say({ type: 'ack', id, seq: 4 });
    expect(acks).toHaveLength(1);
  });

  it('hands a refused event back with the reason', () => {
    link.start();
    socket().welcome();
    const id = link.post({ type: 'text', text: 'one' });
    socket().say({ type: 'error', code: 'rate_limited', message: '', id });
    expect(refusals).toEqual([[id, 'rate_limited']]);
    expect(outbox.pending).toEqual([]);
  });

  it('holds one messages_read at most', () => {
    link.post({ type: 'messages_read', text: 'read', at: '1' });
    link.post({ type: 'messages_read', text: 'read', at: '2' });
    expect(outbox.pending.map(({ event }) => event)).toEqual([
      { type: 'messages_read', text: 'read', at: '2' },
    ]);
  });
});

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
    random = 0;
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
    resume = { token: 'old', since: 0, epoch: 'e' };
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
    random = 0;
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

describe('two hosts', () => {
  const spare = { term: 1, hosts: ['https://spare:8443'] };
  const OTHER = 'wss://spare:8443/chat';
  const urls = () => FakeSocket.all.map(({ url }) => url);
  /** The next try, whenever it comes. */
  const next = () => vi.advanceTimersToNextTimer();

  it('goes to the other one when this one is gone, as who it was, and back again', () => {
    link.start();
    socket().welcome(spare);
    expect(link.home).toBe('http://broker/chat');
    resume = { token: 't1', since: 3, epoch: 'e1' };
    socket().end();
    vi.advanceTimersByTime(500);
    expect(socket().url).toBe(OTHER);
    socket().open();
    expect(socket().sent).toEqual([{ type: 'hello', token: 't1', since: 3, epoch: 'e1' }]);
    socket().welcome({ term: 2, hosts: ['http://broker'] });
    expect(link.home).toBe('https://spare:8443/chat');
    socket().end(4503);
    next();
    expect(socket().url).toBe('ws://broker/chat');
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
    expect(urls()).toEqual([
      'ws://broker/chat',
      OTHER,
      'ws://broker/chat',
      OTHER,
      'ws://broker/chat',
    ]);
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

  it('goes nowhere that is no address', () => {
    link.start();
    socket().welcome({ term: 1, hosts: ['javascript:1', 7, 'spare'] });
    for (let i = 0; i < 4; ++i) {
      socket().end();
      next();
    }
    expect(new Set(urls())).toEqual(new Set(['ws://broker/chat']));
  });
});
