// SPDX-License-Identifier: GPL-3.0-or-later
// However it ends: by them, by the customer, by itself.
import { describe, expect, it, vi } from 'vitest';
import { anders, outbound, scene } from '../fakes.ts';
import { messages, opened, phase, shown, socket, stopTheClock } from './conversation.ts';

stopTheClock();

describe('the end', () => {
  it('shows the reason, and lets the customer start again with the same name', () => {
    const at = opened();
    at.chat.send('Hej');
    socket().ackAll();
    socket().say(outbound('end_session', { reasonText: 'Agenten har lämnat chatten' }));
    expect(phase(at)).toBe('ended');
    at.chat.startAgain();
    expect(phase(at)).toBe('live');
    expect(shown(at)).toEqual([]);
    expect(socket().of('start')).toHaveLength(2);
  });

  it('that was not heard of shows when a text is refused, and the text is kept', () => {
    const at = opened();
    at.chat.send('still there?');
    const id = socket().of('text')[0]!.id;
    socket().say({ type: 'error', code: 'session_ended', message: '', id });
    expect(phase(at)).toBe('ended');
    expect(messages(at)).toMatchObject([{ delivery: 'failed' }]);
    at.chat.startAgain();
    expect(at.chat.draft).toBe('still there?');
  });

  it('after platform_closed the bot may go on', () => {
    const at = opened();
    socket().say(outbound('platform_closed'));
    expect(at.chat.state.conversation.closed).toBe(true);
    expect(phase(at)).toBe('live');
  });

  it('comes when the token is not known any more; a new chat is a new customer', () => {
    const at = opened();
    socket().say(outbound('text', { text: 'Hi', agent: anders }));
    socket().end(4401);
    expect(phase(at)).toBe('ended');
    expect(shown(at)).toEqual(['agent: Hi']);
    expect(at.memory.snapshot).toBeUndefined();
    at.chat.startAgain();
    socket().open();
    expect(socket().sent).toEqual([{ type: 'hello', platformId: 'webchat' }]);
  });

  it('START_CHAT on an ended chat begins a new one, with what the page says now', () => {
    const at = opened();
    socket().say(outbound('end_session'));
    at.chat.ask({ intent: 'invoice' });
    expect(socket().of('start').at(-1)).toMatchObject({ params: { intent: 'invoice' } });
  });

  it('START_CHAT on a live chat goes on with it', () => {
    const at = opened();
    at.chat.ask({ intent: 'invoice' });
    expect(socket().of('start')).toHaveLength(1);
  });
});

describe('closing', () => {
  it('says client_left, and is gone when the broker knows', () => {
    const at = opened();
    at.chat.leave();
    expect(at.host.said).toEqual(['closed']);
    expect(socket().of('client_left')).toMatchObject([
      { text: 'Kunden har stängt chatten.', at: expect.any(String) },
    ]);
    socket().ackAll();
    expect(at.host.said).toEqual(['closed', 'gone']);
    expect(at.memory.snapshot).toBeUndefined();
    expect(socket().closed).toBe(true);
  });

  it('does not wait for ever', () => {
    const at = opened();
    at.chat.leave();
    vi.advanceTimersByTime(3_000);
    expect(at.host.said).toEqual(['closed', 'gone']);
  });

  it('offline tells it by beacon', () => {
    const at = opened();
    socket().end();
    at.chat.leave();
    expect(at.host.beacons).toHaveLength(1);
    expect(at.host.said).toEqual(['closed', 'gone']);
  });

  it('sends no client_unload when the page goes right after', () => {
    const at = opened();
    at.chat.leave();
    at.chat.unload();
    expect(at.host.beacons).toEqual([]);
  });

  it('in another tab ends the chat here', () => {
    const at = opened();
    socket().say({ type: 'client_left', direction: 'inbound', userId: 'u1', seq: 90 });
    expect(phase(at)).toBe('ended');
  });
});

describe('the page', () => {
  it('is told once that it is over, whoever ended it', () => {
    const one = opened();
    socket().say(outbound('end_session'));
    socket().say({ type: 'client_left', direction: 'inbound', userId: 'u1', seq: 2001 });
    expect(one.host.said.filter((what) => what === 'ended')).toHaveLength(1);
    const again = scene(one.memory);
    again.chat.open();
    socket().welcome();
    expect(again.host.said).toEqual([]);
  });
});

it('knows when a closed platform opens', () => {
  const one = opened();
  const hours = { timezone: 'Europe/Stockholm', week: [['08:00-18:00'], [], 7] };
  socket().say(outbound('platform_closed', { opensAt: '2026-03-03T07:00:00.000Z', hours }));
  expect(one.chat.state.conversation).toMatchObject({
    closed: true,
    opening: {
      at: '2026-03-03T07:00:00.000Z',
      timezone: 'Europe/Stockholm',
      week: [['08:00-18:00'], [], []],
    },
  });
});
