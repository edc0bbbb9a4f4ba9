// SPDX-License-Identifier: GPL-3.0-or-later
// Nothing is lost when the tab is loaded again, nor when the connection was gone.
import { describe, expect, it, vi } from 'vitest';
import { SETTLED } from '@widget/conversation/chat.ts';
import { anders, bot, outbound } from '../fakes.ts';
import { messages, opened, phase, reloaded, shown, socket, stopTheClock } from './conversation.ts';

stopTheClock();

describe('a reload', () => {
  it('brings back what was shown, with token, place and log', () => {
    const at = opened();
    at.chat.send('Hej');
    socket().ackAll();
    socket().say(outbound('text', { text: 'Hi', agent: anders, seq: 50 }));
    const again = reloaded(at);
    again.chat.open();
    expect(shown(again)).toEqual(['customer: Hej', 'agent: Hi']);
    socket().open();
    expect(socket().sent).toEqual([{ type: 'hello', token: 't1', since: 50, epoch: 'e1' }]);
  });

  it('during the bot’s typing loses nothing: it is replayed, and at once', () => {
    const at = opened();
    const said = outbound('text', { text: 'soon', typing: 5000, agent: bot, seq: 51 });
    socket().say(said);
    const again = reloaded(at);
    again.chat.open();
    expect(shown(again)).toEqual([]);
    socket().welcome({ seq: 51 });
    socket().say(said);
    expect(shown(again)).toEqual(['bot: soon']);
  });

  it('sends again what was not acknowledged, by the same id', () => {
    const at = opened();
    at.chat.send('one');
    const sent = socket().of('text')[0]!.id;
    const again = reloaded(at);
    again.chat.open();
    socket().welcome();
    expect(
      socket()
        .of('text')
        .map(({ id }) => id),
    ).toEqual([sent]);
    socket().ackAll();
    expect(messages(again)).toMatchObject([{ text: 'one', delivery: 'sent' }]);
  });

  it('keeps the draft, and tells it to the agent again', () => {
    const at = opened();
    at.chat.type('half a sen');
    const again = reloaded(at);
    expect(again.chat.draft).toBe('half a sen');
    again.chat.open();
    socket().welcome();
    expect(socket().of('typing_on')).toMatchObject([{ text: 'half a sen' }]);
  });

  it('of an ended chat stays ended', () => {
    const at = opened();
    socket().ackAll();
    socket().say(outbound('end_session', { reasonText: 'Agenten har lämnat chatten' }));
    const again = reloaded(at);
    again.chat.open();
    socket().welcome();
    expect(phase(again)).toBe('ended');
    expect(again.chat.state.conversation.endedText).toBe('Agenten har lämnat chatten');
    expect(socket().of('start')).toEqual([]);
  });

  it('tells the broker goodbye for now, by beacon', () => {
    const at = opened();
    at.chat.unload();
    expect(at.host.beacons).toEqual([
      { path: 'chat/unload', body: expect.stringContaining('"token":"t1"') },
    ]);
    expect(JSON.parse(at.host.beacons[0]!.body)).toEqual({ token: 't1', at: expect.any(String) });
  });

  it('keeps a hundred messages', () => {
    const at = opened();
    for (let n = 0; n < 130; ++n) socket().say(outbound('info', { text: `${n}` }));
    const again = reloaded(at);
    expect(shown(again)).toHaveLength(100);
    expect(shown(again)[99]).toBe('(129)');
  });
});

describe('replay', () => {
  it('shows what was missed once, however often it comes', () => {
    const at = opened();
    socket().say(outbound('text', { text: 'one', agent: anders, seq: 60 }));
    socket().end();
    vi.advanceTimersByTime(0);
    socket().welcome({ seq: 62 });
    for (const round of [1, 2]) {
      void round;
      socket().say(outbound('text', { text: 'one', agent: anders, seq: 60 }));
      socket().say(outbound('text', { text: 'two', agent: anders, seq: 61 }));
      socket().say(outbound('info', { text: 'three', seq: 62 }));
    }
    expect(shown(at)).toEqual(['agent: one', 'agent: two', '(three)']);
  });

  it('puts what was said before ahead of what is not sent yet', () => {
    const at = opened();
    socket().end();
    at.chat.send('written offline');
    vi.advanceTimersByTime(0);
    socket().welcome({ seq: 70 });
    socket().say(outbound('text', { text: 'said meanwhile', agent: anders, seq: 70 }));
    expect(shown(at)).toEqual(['agent: said meanwhile', 'customer: written offline']);
  });

  it('of another log starts over, and keeps what was not sent', () => {
    const at = opened();
    socket().say(outbound('text', { text: 'old', agent: anders, seq: 80 }));
    socket().end();
    at.chat.send('unsent');
    vi.advanceTimersByTime(0);
    socket().welcome({ epoch: 'e2', seq: 3, reset: true });
    socket().say(outbound('text', { text: 'as it is now', agent: anders, seq: 2 }));
    expect(shown(at)).toEqual(['agent: as it is now', 'customer: unsent']);
    socket().end();
    vi.advanceTimersByTime(0);
    socket().open();
    expect(socket().sent[0]).toMatchObject({ since: 2, epoch: 'e2' });
  });

  it('of another log that does not know the session ends the chat', () => {
    const at = opened();
    socket().ackAll();
    socket().end();
    vi.advanceTimersByTime(0);
    socket().welcome({ epoch: 'e2', reset: true });
    vi.advanceTimersByTime(SETTLED);
    expect(phase(at)).toBe('ended');
  });
});
