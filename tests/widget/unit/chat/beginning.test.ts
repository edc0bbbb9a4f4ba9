// SPDX-License-Identifier: GPL-3.0-or-later
// How a chat begins, and with which words of the page.
import { describe, expect, it, vi } from 'vitest';
import { FakeSocket, scene } from '../fakes.ts';
import { messages, opened, socket, stopTheClock } from './conversation.ts';

stopTheClock();

describe('beginning', () => {
  it('sends start with what the page knows', () => {
    opened(scene(undefined, { params: { sender: 'comhem', customerId: '1234567' } }));
    expect(socket().of('start')).toMatchObject([
      {
        direction: 'inbound',
        userId: 'u1',
        params: { platformId: 'webchat', sender: 'comhem', customerId: '1234567' },
      },
    ]);
  });

  it('tells in start that it is on a telephone, and nothing of that elsewhere', () => {
    opened(scene(undefined, { mobile: true }));
    expect(socket().of('start')[0]).toMatchObject({ params: { mobile: true } });
    opened(scene());
    expect(socket().of('start')[0]).not.toHaveProperty('params.mobile');
  });

  it('sends start once, however often the connection comes and goes', () => {
    opened();
    socket().ackAll();
    socket().end();
    vi.advanceTimersByTime(0);
    socket().welcome();
    expect(FakeSocket.all).toHaveLength(2);
    expect(socket().of('start')).toEqual([]);
  });

  it('tells that there is no such platform, and stops trying', () => {
    const at = scene();
    at.chat.open();
    socket().open();
    socket().say({ type: 'error', code: 'bad_event', message: 'no such platform' });
    vi.advanceTimersByTime(60_000);
    expect(at.chat.state.unavailable).toBe(true);
    expect(FakeSocket.all).toHaveLength(1);
    at.chat.send('anyone?');
    at.chat.retry(messages(at)[0]!.key);
    socket().welcome();
    expect(at.chat.state.unavailable).toBe(false);
    expect(socket().of('text')).toHaveLength(1);
  });

  it("hears the platform's language and brand where the broker tells them", () => {
    const at = scene();
    at.chat.open();
    socket().welcome({ language: 'sv', brand: 'Com Hem' });
    expect(at.chat.state).toMatchObject({ language: 'sv', brand: 'Com Hem' });
  });
});
