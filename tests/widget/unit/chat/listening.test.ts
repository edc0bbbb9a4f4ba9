// SPDX-License-Identifier: GPL-3.0-or-later
// What bot, agent and desk say.
import { describe, expect, it, vi } from 'vitest';
import { SETTLED } from '@widget/conversation/chat.ts';
import { anders, bot, outbound } from '../fakes.ts';
import { messages, opened, shown, socket, stopTheClock } from './conversation.ts';

stopTheClock();

describe('what the other side says', () => {
  it('is shown in the order of arrival, the bot typing first', () => {
    const at = opened();
    socket().say(outbound('text', { text: 'one', typing: 1000, agent: bot }));
    socket().say(outbound('info', { text: 'two' }));
    socket().say(outbound('text', { text: 'three', typing: 500, agent: bot }));
    expect(shown(at)).toEqual([]);
    expect(at.chat.state.conversation.typing).toBe(true);
    vi.advanceTimersByTime(1000);
    expect(shown(at)).toEqual(['bot: one', '(two)']);
    expect(at.chat.state.conversation.typing).toBe(true);
    vi.advanceTimersByTime(500);
    expect(shown(at)).toEqual(['bot: one', '(two)', 'bot: three']);
    expect(at.chat.state.conversation.typing).toBe(false);
  });

  it('waits 8 s for a bot at most', () => {
    const at = opened();
    socket().say(outbound('text', { text: 'slow', typing: 60_000, agent: bot }));
    vi.advanceTimersByTime(7_999);
    expect(shown(at)).toEqual([]);
    vi.advanceTimersByTime(1);
    expect(shown(at)).toEqual(['bot: slow']);
  });

  it('is not delayed while nobody looks', () => {
    const at = opened();
    socket().say(outbound('text', { text: 'one', typing: 5000, agent: bot }));
    at.chat.look(true, false);
    socket().say(outbound('text', { text: 'two', typing: 5000, agent: bot }));
    expect(shown(at)).toEqual(['bot: one', 'bot: two']);
    expect(at.host.unreadCount).toBe(2);
  });

  it('names the agent once a human speaks', () => {
    const at = opened();
    socket().say(outbound('text', { text: 'Hi', agent: bot }));
    expect(at.chat.state.conversation.agent).toBeUndefined();
    socket().say(outbound('text', { text: 'Hi', agent: anders }));
    expect(at.chat.state.conversation.agent?.name).toBe('Anders Andersson');
  });

  it('counts down in the queue until the agent speaks', () => {
    const at = opened();
    socket().say(outbound('queue_number', { seq: undefined, queueNumber: 2 }));
    expect(at.chat.state.conversation.queue?.number).toBe(2);
    const range = { expectedWaitSeconds: 120, expectedWaitMostSeconds: 180 };
    socket().say(outbound('queue_number', { seq: undefined, queueNumber: 1, ...range }));
    expect(at.chat.state.conversation.queue).toEqual({ number: 1, wait: { minutes: 2, most: 3 } });
    socket().say(outbound('text', { text: 'Hi', agent: anders }));
    expect(at.chat.state.conversation.queue).toBeUndefined();
  });

  it('drops a queue number that is not told again after a reconnect', () => {
    const at = opened();
    socket().say(outbound('queue_number', { seq: undefined, queueNumber: 2 }));
    socket().end();
    vi.advanceTimersByTime(0);
    socket().welcome();
    expect(at.chat.state.conversation.queue?.number).toBe(2);
    vi.advanceTimersByTime(SETTLED);
    expect(at.chat.state.conversation.queue).toBeUndefined();
  });

  it('stops typing when the agent does, or says it', () => {
    const at = opened();
    const typing = () => at.chat.state.conversation.typing;
    socket().say(outbound('typing_on', { seq: undefined }));
    expect(typing()).toBe(true);
    socket().say(outbound('typing_off', { seq: undefined }));
    expect(typing()).toBe(false);
    socket().say(outbound('typing_on', { seq: undefined }));
    socket().say(outbound('text', { text: 'Hi', agent: anders }));
    expect(typing()).toBe(false);
  });

  it('may be unknown, and changes nothing', () => {
    const at = opened();
    const before = at.chat.state.conversation.items;
    socket().say(outbound('hologram', { text: 'x' }));
    expect(at.chat.state.conversation.items).toBe(before);
  });

  it('is told as read when it is seen, once', () => {
    const at = opened();
    socket().say(outbound('text', { text: 'Hi', agent: anders }));
    const { seq } = messages(at)[0]!;
    at.chat.seen(seq);
    at.chat.seen(seq);
    expect(socket().of('messages_read')).toMatchObject([{ text: 'read', at: expect.any(String) }]);
  });

  it('is not read while the chat is minimised', () => {
    const at = opened();
    at.chat.look(true, false);
    socket().say(outbound('text', { text: 'Hi', agent: anders }));
    at.chat.seen(messages(at)[0]!.seq);
    expect(socket().of('messages_read')).toEqual([]);
    expect(at.host.unreadCount).toBe(1);
  });
});
