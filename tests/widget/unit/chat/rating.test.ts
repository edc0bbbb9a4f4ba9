// SPDX-License-Identifier: GPL-3.0-or-later
// How it was.
import { describe, expect, it } from 'vitest';
import { outbound, scene } from '../fakes.ts';
import { opened, socket, stopTheClock } from './conversation.ts';

stopTheClock();

describe('a rating', () => {
  const ended = (extra: object = {}) => {
    const one = opened();
    socket().say(outbound('end_session', extra));
    return one;
  };
  const ratings = () => socket().of('rating');

  it('is told after the end, with a line, and once', () => {
    const one = ended();
    expect(one.chat.state.conversation.ratable).toBe(true);
    one.chat.rate(4, '  Snabbt och bra ');
    one.chat.rate(1, 'again');
    expect(ratings()).toMatchObject([
      { direction: 'inbound', score: 4, text: 'Snabbt och bra', id: expect.any(String) },
    ]);
    expect(one.chat.state.conversation.rated).toBe(4);
  });

  it('needs no words', () => {
    ended().chat.rate(5, ' ');
    expect(ratings()).toHaveLength(1);
    expect(ratings()[0]).not.toHaveProperty('text');
  });

  it.each(['gone', 'closed'])('is not asked for when nobody ended it: %s', (reason) => {
    const one = ended({ reason });
    expect(one.chat.state.conversation.ratable).toBe(false);
    one.chat.rate(4, '');
    expect(ratings()).toEqual([]);
  });

  it('is not asked for before the end', () => {
    opened().chat.rate(4, '');
    expect(ratings()).toEqual([]);
  });

  it('of another tab, or of before the reload, is the one', () => {
    const one = ended();
    socket().say({ type: 'rating', direction: 'inbound', userId: 'u1', seq: 2000, score: 2 });
    expect(one.chat.state.conversation.rated).toBe(2);
    const again = scene(one.memory);
    expect(again.chat.state.conversation).toMatchObject({ ratable: true, rated: 2 });
  });

  it('has its numbers hidden where the platform wants it', () => {
    const one = opened(undefined, { mask: true });
    socket().say(outbound('end_session'));
    one.chat.rate(3, 'Kort 4111 1111 1111 1111');
    expect(ratings()[0]).toMatchObject({ text: 'Kort **** **** **** ****' });
  });

  it('belongs to its session: the next one may be rated anew', () => {
    const one = ended();
    one.chat.rate(4, '');
    one.chat.startAgain();
    socket().say(outbound('end_session'));
    expect(one.chat.state.conversation).toMatchObject({ ratable: true, rated: 0 });
  });
});
