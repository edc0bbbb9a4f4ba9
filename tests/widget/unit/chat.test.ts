// SPDX-License-Identifier: GPL-3.0-or-later
// The chat as a whole, between a fake socket and a fake page.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { LATE, SETTLED } from '@widget/conversation/chat.ts';
import type { Message } from '@widget/conversation/conversation.ts';
import { anders, bot, FakeSocket, outbound, scene, type Scene } from './fakes.ts';

beforeEach(() => {
  vi.useFakeTimers();
  vi.spyOn(Math, 'random').mockReturnValue(0);
  FakeSocket.all = [];
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

const socket = () => FakeSocket.last;

function opened(from: Scene = scene(), welcome: object = {}): Scene {
  from.chat.open();
  socket().welcome(welcome);
  return from;
}

/** The tab is loaded again: same memory, everything else anew. */
function reloaded({ chat, memory }: Scene): Scene {
  const kept = structuredClone(memory);
  chat.unload();
  Object.setPrototypeOf(kept, Object.getPrototypeOf(memory));
  return scene(kept);
}

const shown = ({ chat }: Scene): string[] =>
  chat.state.conversation.items.map((item) =>
    item.kind === 'info' ? `(${item.text})` : `${item.author}: ${item.text}`,
  );
const messages = ({ chat }: Scene): Message[] =>
  chat.state.conversation.items.filter((item): item is Message => item.kind === 'message');
const phase = ({ chat }: Scene) => chat.state.conversation.phase;

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
    expect(messages(at)[0]).not.toHaveProperty('error');
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

describe('images', () => {
  const tick = () => vi.advanceTimersByTimeAsync(0);

  it('uploads with the token, tells how far it is, and sends the id', async () => {
    let done: (id: string) => void = () => {};
    let tell: (part: number) => void = () => {};
    const asked: string[] = [];
    const one = opened(
      scene(undefined, {
        upload: (_, token, progress) => {
          asked.push(token);
          tell = progress;
          return new Promise((resolve) => (done = resolve));
        },
      }),
    );
    void one.chat.uploads.add(new Blob(['x']));
    tell(0.5);
    expect(asked).toEqual(['t1']);
    expect(one.chat.state.upload).toEqual({ state: 'sending', part: 0.5 });
    void one.chat.uploads.add(new Blob(['y'])); // one at a time
    expect(asked).toHaveLength(1);
    done('image-1');
    await tick();
    expect(asked).toHaveLength(2);
    expect(socket().of('text')).toMatchObject([{ text: '', imageId: 'image-1' }]);
    expect(messages(one)).toMatchObject([{ imageId: 'image-1', delivery: 'sending' }]);
    done('image-2');
    await tick();
    expect(one.chat.state.upload).toBeUndefined();
    expect(socket().of('text')).toMatchObject([{}, { imageId: 'image-2' }]);
  });

  it.each([
    ['notAnImage', 'notAnImage'],
    ['uploadFailed', 'uploadFailed'],
    [new Error('anything else'), 'uploadFailed'],
  ])('says why it could not: %s', async (why, fault) => {
    const one = opened(scene(undefined, { upload: () => Promise.reject(why) }));
    await one.chat.uploads.add(new Blob(['x']));
    expect(one.chat.state.upload).toEqual({ state: 'failed', fault });
    expect(socket().of('text')).toEqual([]);
    await one.chat.uploads.skip();
    expect(one.chat.state.upload).toBeUndefined();
  });

  it('keeps what did not get through, and sends it on request', async () => {
    const tried: string[] = [];
    let network = false;
    const upload = async (file: Blob) => {
      tried.push(await file.text());
      if (!network) throw 'uploadFailed';
      return `id-${tried.length}`;
    };
    const one = opened(scene(undefined, { upload }));
    await one.chat.uploads.add(new Blob(['x']), new Blob(['y']));
    expect(one.chat.state.upload).toEqual({ state: 'failed', fault: 'uploadFailed' });
    network = true;
    await one.chat.uploads.retry();
    expect(tried).toEqual(['x', 'x', 'y']);
    expect(one.chat.state.upload).toBeUndefined();
    expect(socket().of('text')).toMatchObject([{ imageId: 'id-2' }, { imageId: 'id-3' }]);
  });

  it('sends nothing into a chat that ended meanwhile', async () => {
    let done: (id: string) => void = () => {};
    const one = opened(
      scene(undefined, { upload: () => new Promise((resolve) => (done = resolve)) }),
    );
    void one.chat.uploads.add(new Blob(['x']));
    socket().say(outbound('end_session'));
    await tick();
    done('image-1');
    await tick();
    expect(socket().of('text')).toEqual([]);
  });
});

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
