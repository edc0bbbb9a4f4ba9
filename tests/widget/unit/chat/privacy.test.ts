// SPDX-License-Identifier: GPL-3.0-or-later
// What is typed, where the platform keeps it to the customer.
import { describe, expect, it, vi } from 'vitest';
import { bot, outbound, scene } from '../fakes.ts';
import { opened, socket, stopTheClock } from './conversation.ts';

stopTheClock();

describe('a platform that keeps what is typed to the customer', () => {
  it('sends no letter before the message', () => {
    const one = opened(undefined, { hidesTyping: true });
    one.chat.type('a secret');
    vi.advanceTimersByTime(1000);
    expect(socket().of('typing_on')).toEqual([]);
    one.chat.sendDraft();
    expect(socket().of('text')).toMatchObject([{ text: 'a secret' }]);
  });

  it('sends none of what was typed before it was known', () => {
    const one = scene();
    one.chat.open();
    one.chat.type('a secret');
    socket().welcome({ hidesTyping: true });
    vi.advanceTimersByTime(1000);
    expect(socket().of('typing_on')).toEqual([]);
  });
});

describe('a promise that changes while the customer is there', () => {
  const now = (terms: object) =>
    socket().say({ type: 'session_state', direction: 'outbound', userId: 'u1', ...terms });
  const typed = () =>
    socket()
      .of('typing_on')
      .map(({ text }) => text);

  it('counts from the next key on, either way', () => {
    const one = opened();
    one.chat.type('a');
    now({ hidesTyping: true, mask: false });
    expect(one.chat.state.hidesTyping).toBe(true);
    one.chat.type('a secret');
    vi.advanceTimersByTime(1000);
    expect(typed()).toEqual(['a']);
    now({ hidesTyping: false, mask: false });
    expect(one.chat.state.hidesTyping).toBe(false);
    vi.advanceTimersByTime(1000);
    expect(typed()).toEqual(['a']); // written in private
    one.chat.type('a secret?');
    expect(typed()).toEqual(['a', 'a secret?']);
  });

  it('leaves alone what was written in the last moment before', () => {
    const one = opened(undefined, { hidesTyping: true });
    one.chat.type('a');
    one.chat.type('a secret');
    now({ hidesTyping: false, mask: false });
    vi.advanceTimersByTime(1000);
    expect(typed()).toEqual([]);
  });

  it('keeps no last letters back when only numbers are hidden from now on', () => {
    const one = opened();
    one.chat.type('a');
    one.chat.type('a 12345');
    now({ hidesTyping: false, mask: true });
    vi.advanceTimersByTime(1000);
    expect(typed()).toEqual(['a', 'a *****']);
  });

  it('does not wait for a bot that types', () => {
    const one = opened();
    socket().say(outbound('text', { text: 'Hm', typing: 5000, agent: bot }));
    now({ hidesTyping: true, mask: false });
    expect(one.chat.state.hidesTyping).toBe(true);
  });

  it('holds for what was written in private, also over a lost connection', () => {
    const one = opened(undefined, { hidesTyping: true });
    one.chat.type('a secret');
    socket().end();
    vi.advanceTimersByTime(0);
    socket().welcome();
    vi.advanceTimersByTime(1000);
    expect(typed()).toEqual([]);
  });

  it('hides numbers from now on, or shows them again', () => {
    const one = opened();
    now({ hidesTyping: false, mask: true });
    one.chat.send('4111 1111 1111 1111');
    now({ hidesTyping: false, mask: false });
    one.chat.send('4111 1111 1111 1111');
    expect(
      socket()
        .of('text')
        .map(({ text }) => text),
    ).toEqual(['**** **** **** ****', '4111 1111 1111 1111']);
  });

  it('is the broker’s word only: the customer’s own tabs cannot say it', () => {
    const one = opened();
    socket().say({ type: 'session_state', direction: 'inbound', userId: 'u1', hidesTyping: true });
    expect(one.chat.state.hidesTyping).toBe(false);
  });
});
