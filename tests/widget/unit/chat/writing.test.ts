// SPDX-License-Identifier: GPL-3.0-or-later
// What becomes of what the customer writes.
import { describe, expect, it, vi } from 'vitest';
import { LATE } from '@widget/conversation/chat.ts';
import { bot, outbound } from '../fakes.ts';
import { messages, opened, shown, socket, stopTheClock } from './conversation.ts';

stopTheClock();

describe('writing', () => {
  it('shows the message at once, as sending, then as sent', () => {
    const at = opened();
    at.chat.type('Hej');
    at.chat.sendDraft();
    expect(messages(at)).toMatchObject([{ text: 'Hej', author: 'customer', delivery: 'sending' }]);
    socket().ackAll();
    expect(messages(at)).toMatchObject([{ delivery: 'sent' }]);
    expect(at.chat.draft).toBe('');
  });

  it('sends no empty message', () => {
    const at = opened();
    at.chat.type('  \n ');
    at.chat.sendDraft();
    expect(socket().of('text')).toEqual([]);
  });

  it('tells the page of the first message, and of no other', () => {
    const at = opened();
    at.chat.send('one');
    at.chat.send('two');
    expect(at.host.said).toEqual(['started']);
  });

  it('turns to read when the agent types or answers, not when the bot does', () => {
    const at = opened();
    at.chat.send('one');
    socket().ackAll(1);
    socket().say(outbound('text', { text: 'Hi', agent: bot }));
    socket().say(outbound('typing_on', { seq: undefined, agent: bot }));
    expect(messages(at)[0]?.delivery).toBe('sent');
    socket().say(outbound('typing_on', { seq: undefined }));
    expect(messages(at)[0]?.delivery).toBe('read');
  });

  it('says after 30 s that a message was not sent, and sends it all the same', () => {
    const at = opened();
    socket().ackAll();
    socket().end();
    at.chat.send('anyone?');
    vi.advanceTimersByTime(LATE);
    expect(messages(at)).toMatchObject([{ delivery: 'failed', error: 'late' }]);
    at.chat.retry(messages(at)[0]!.key);
    socket().welcome();
    expect(socket().of('text')).toHaveLength(1);
    socket().ackAll();
    expect(messages(at)).toMatchObject([{ delivery: 'sent' }]);
  });

  it('keeps a message that came too fast, and sends it again on request', () => {
    const at = opened();
    at.chat.send('fast');
    const id = socket().of('text')[0]!.id;
    socket().say({ type: 'error', code: 'rate_limited', message: '', id });
    expect(messages(at)).toMatchObject([{ delivery: 'failed', error: 'rate_limited' }]);
    at.chat.retry(id!);
    expect(
      socket()
        .of('text')
        .map((frame) => frame.id),
    ).toEqual([id, id]);
    socket().ackAll();
    expect(messages(at)).toMatchObject([{ delivery: 'sent' }]);
    expect(messages(at)[0]!.error).toBeUndefined();
  });

  it('answers a quick reply with its payload, and rests the others', () => {
    const at = opened();
    const reply = { type: 'postback', text: 'Faktura', payload: 'invoice' } as const;
    socket().say(outbound('text', { text: 'What?', agent: bot, quickReplies: [reply] }));
    at.chat.choose(messages(at)[0]!.key, reply);
    expect(socket().of('text')).toMatchObject([{ text: 'Faktura', quickReplyPayload: 'invoice' }]);
    expect(messages(at)[0]?.chosen).toBe('invoice');
  });

  it('shows nothing twice when two tabs write', () => {
    const at = opened();
    const other = { type: 'text', direction: 'inbound', userId: 'u1', id: 'other', text: 'B' };
    socket().say({ ...other, seq: 3 });
    socket().say({ ...other, seq: 3 });
    expect(shown(at)).toEqual(['customer: B']);
  });
});
