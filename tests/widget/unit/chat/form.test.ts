// SPDX-License-Identifier: GPL-3.0-or-later
// What a platform asks before the chat begins.
import { describe, expect, it, vi } from 'vitest';
import { outbound, scene } from '../fakes.ts';
import { opened, phase, socket, stopTheClock } from './conversation.ts';

stopTheClock();

describe('a form before the chat', () => {
  const form = [
    { id: 'name', label: 'Your name', type: 'text', required: true },
    { id: 'about', label: 'About', type: 'choice', options: ['Invoice', 'Other'] },
  ];
  const asked = () => opened(undefined, { form });

  it('holds the start back, and tells it what was answered', () => {
    const one = asked();
    expect(phase(one)).toBe('asking');
    expect(one.chat.state.form).toMatchObject([
      { id: 'name', options: [], required: true },
      { id: 'about', options: ['Invoice', 'Other'], required: false },
    ]);
    expect(socket().of('start')).toEqual([]);
    one.chat.answer({ name: 'Robin' });
    expect(phase(one)).toBe('live');
    expect(socket().of('start')).toMatchObject([
      { params: { platformId: 'webchat', name: 'Robin' } },
    ]);
  });

  it('still stands there after a lost connection and a reload', () => {
    const one = asked();
    socket().end();
    vi.advanceTimersByTime(40_000);
    socket().welcome({ form });
    expect(phase(one)).toBe('asking');
    const again = scene(one.memory);
    again.chat.open();
    socket().welcome({ form });
    expect(phase(again)).toBe('asking');
    again.chat.answer({ name: 'Robin' });
    expect(socket().of('start')).toHaveLength(1);
  });

  it('is not asked again when its answer was under way', () => {
    const one = asked();
    one.chat.answer({ name: 'Robin' });
    socket().end();
    vi.advanceTimersByTime(40_000);
    socket().welcome({ form });
    expect(phase(one)).toBe('live');
    expect(socket().of('start')).toMatchObject([{ params: { name: 'Robin' } }]);
  });

  it('is not asked again, either, when nothing had to be answered', () => {
    const optional = [{ id: 'about', label: 'About' }];
    const one = opened(undefined, { form: optional });
    one.chat.answer({});
    socket().end();
    vi.advanceTimersByTime(40_000);
    socket().welcome({ form: optional });
    expect(phase(one)).toBe('live');
    expect(socket().of('start')).toHaveLength(1);
  });

  it('is not asked again after a reload before the broker answered', () => {
    const one = asked();
    one.chat.answer({ name: 'Robin' });
    const again = scene(one.memory);
    again.chat.open();
    socket().welcome({ form });
    expect(phase(again)).toBe('live');
    expect(socket().of('start')).toMatchObject([{ params: { name: 'Robin' } }]);
  });

  it('comes again before the next chat', () => {
    const one = asked();
    one.chat.answer({ name: 'Robin' });
    socket().say(outbound('end_session'));
    one.chat.startAgain();
    expect(phase(one)).toBe('asking');
  });

  it('may be closed without a word: there is no session', () => {
    const one = asked();
    one.chat.leave();
    expect(socket().of('client_left')).toEqual([]);
    expect(one.host.said).toEqual(['closed', 'gone']);
  });
});
