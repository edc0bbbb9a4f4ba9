// SPDX-License-Identifier: GPL-3.0-or-later
// How the link greets, what goes over it, and what is kept until the broker has it.
import { describe, expect, it, vi } from 'vitest';
import { CONNECT_DEADLINE } from '@widget/protocol/link.ts';
import { FakeSocket } from '../fakes.ts';
import { acks, events, given, layTheLine, link, outbox, refusals, socket } from './line.ts';

layTheLine();

describe('greeting', () => {
  it('names its platform when it is new', () => {
    link.start();
    socket().open();
    expect(socket().sent).toEqual([{ type: 'hello', platformId: 'webchat' }]);
  });

  it('names its token, where it was and in which log when it was here before', () => {
    given.resume = { token: 't', since: 7, epoch: 'e' };
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
