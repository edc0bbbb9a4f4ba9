// SPDX-License-Identifier: GPL-3.0-or-later
// What has to survive a real browser: lost connections, reloads, second tabs, closed windows.
import { readFile } from 'node:fs/promises';
import type { WebSocket } from 'ws';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { WireEvent } from './broker.ts';
import { Customer, until } from './customer.ts';
import { broker, browser, setTheScene, site } from './scene.ts';

let customer: Customer;

setTheScene();
beforeEach(async () => {
  customer = await Customer.visit(browser, site.address);
});
afterEach(() => customer.leave());

const texts = () => broker.log.filter(({ type }) => type === 'text').map(({ text }) => text);
const shows = (...messages: string[]) =>
  until(`shows ${messages.join(', ')}`, async () => {
    const shown = await customer.messages();
    return shown.length === messages.length && shown.every((one, at) => one === messages[at]);
  }).catch(async (error) => {
    throw new Error(`${error.message}, but ${(await customer.messages()).join(', ')}`);
  });

describe('the standard way', () => {
  it('leads from the launcher to start, typing, text, answer and client_left', async () => {
    expect(broker.connections).toBe(0);
    await customer.openChat();
    expect(broker.of('hello')).toEqual([{ type: 'hello', platformId: 'webchat' }]);
    await until('start came', () => broker.of('start').length === 1);

    const began = Date.now();
    await customer.type('Hej, jag mitt na', 40);
    await until(
      'the whole text was told',
      () => broker.of('typing_on').at(-1)?.text === 'Hej, jag mitt na',
    );
    const told = broker.of('typing_on');
    expect(told.length).toBeGreaterThan(1);
    expect(told.length).toBeLessThanOrEqual((Date.now() - began) / 250 + 2);
    expect(told[0]).toMatchObject({ direction: 'inbound', at: expect.any(String) });

    await customer.page.keyboard.press('Enter');
    await until('the text came', () => texts().length === 1);
    broker.agent('Hej Robin!');
    await shows('customer: Hej, jag mitt na', 'agent: Hej Robin!');
    await until('it was read', () => broker.of('messages_read').length === 1);
    expect(broker.of('messages_read')[0]).toMatchObject({ text: 'read', at: expect.any(String) });

    await customer.of('close').click();
    await customer.of('leave').click();
    await until('client_left came', () => broker.of('client_left').length === 1);
    await until(
      'the iframe is gone',
      async () => (await customer.page.locator('iframe').count()) === 0,
    );
    expect(broker.of('client_left')[0]).toMatchObject({
      text: 'The customer has closed the chat.',
      at: expect.any(String),
    });
    expect(broker.unloads).toEqual([]);
    expect(customer.complaints).toEqual([]);
  });

  it('asks before a live chat is thrown away, and stays on request', async () => {
    await customer.openChat();
    await customer.of('close').click();
    await customer.of('stay').click();
    await customer.say('still here');
    await until('the text came', () => texts().length === 1);
    expect(broker.of('client_left')).toEqual([]);
  });

  it('beats every 5 s', async () => {
    await customer.openChat();
    await until('two beats came', () => broker.of('heartbeat').length >= 2);
    expect(broker.of('heartbeat')[0]).toMatchObject({ direction: 'inbound' });
  });
});

describe('a lost connection', () => {
  it('in the middle of typing loses neither the draft nor its preview', async () => {
    await customer.openChat();
    await customer.type('half a sen');
    broker.cut({ down: true });
    await customer.frame.locator('[data-link="waiting"]').first().waitFor();
    await customer.type('tence');
    const before = broker.of('typing_on').length;
    broker.up();
    await until('the preview is whole again', () =>
      broker
        .of('typing_on')
        .slice(before)
        .some(({ text }) => text === 'half a sentence'),
    );
    await customer.page.keyboard.press('Enter');
    await until('the text came', () => texts().includes('half a sentence'));
    expect(broker.of('start')).toHaveLength(1);
  });

  it('delivers what was written meanwhile, once, and shows what was said', async () => {
    await customer.openChat();
    await customer.say('before');
    await until('the text came', () => texts().length === 1);
    broker.cut({ down: true });
    await customer.say('during');
    expect((await customer.states()).at(-1)).toBe('sending');
    broker.agent('said meanwhile');
    broker.up();
    await shows('customer: before', 'agent: said meanwhile', 'customer: during');
    await until('it is sent', async () => (await customer.states()).at(-1) === 'sent');
    expect(texts()).toEqual(['before', 'said meanwhile', 'during']);
  });

  it('that takes the acknowledgement with it makes no second message', async () => {
    await customer.openChat();
    broker.intercept = (event: WireEvent, socket: WebSocket) => {
      if (event.type !== 'text') return false;
      broker.intercept = undefined;
      // Stored, but the answer never leaves.
      broker.take(event);
      socket.terminate();
      return true;
    };
    await customer.say('once');
    await until('it is sent', async () => (await customer.states()).at(-1) === 'sent');
    await shows('customer: once');
    expect(texts()).toEqual(['once']);
  });

  it('with a replay that repeats itself shows nothing twice', async () => {
    await customer.openChat();
    broker.agent('one');
    await shows('agent: one');
    broker.repeat = 3;
    broker.cut({ down: true });
    broker.agent('two');
    broker.agent('three');
    broker.up();
    await shows('agent: one', 'agent: two', 'agent: three');
  });

  it('to another log shows that log, and goes on', async () => {
    await customer.openChat();
    broker.agent('one');
    await shows('agent: one');
    broker.epoch = 'e2';
    broker.cut();
    await shows('agent: one');
    await customer.connected();
    await customer.say('two');
    await until('the text came', () => texts().includes('two'));
    await shows('agent: one', 'customer: two');
  });

  it('while a text is refused keeps the text, and sends it on request', async () => {
    await customer.openChat();
    broker.intercept = (event, socket) => {
      if (event.type !== 'text') return false;
      broker.intercept = undefined;
      socket.send(
        JSON.stringify({ type: 'error', code: 'rate_limited', message: '', id: event.id }),
      );
      return true;
    };
    await customer.say('too fast');
    await customer.of('retry').click();
    await until('it is sent', async () => (await customer.states()).at(-1) === 'sent');
    expect(texts()).toEqual(['too fast']);
  });
});

describe('a reload', () => {
  it('brings the open chat back, with its draft, and says client_unload', async () => {
    await customer.openChat();
    await customer.say('Hej');
    broker.agent('Hej Robin!');
    await shows('customer: Hej', 'agent: Hej Robin!');
    await customer.type('half a sen');
    await customer.page.reload();
    await customer.connected();
    await shows('customer: Hej', 'agent: Hej Robin!');
    expect(await customer.of('composer').inputValue()).toBe('half a sen');
    expect(await customer.of('title').textContent()).toBe('Anders Andersson');
    await until('the broker heard of it', () => broker.unloads.length === 1);
    expect(broker.unloads[0]).toEqual({ token: expect.any(String), at: expect.any(String) });
    expect(broker.of('hello').at(-1)).toMatchObject({
      token: broker.unloads[0]?.token,
      epoch: 'e1',
    });
    expect(broker.of('start')).toHaveLength(1);
    await until(
      'the preview came back',
      () => broker.of('typing_on').at(-1)?.text === 'half a sen',
    );
  });

  it('while the bot still types loses nothing', async () => {
    await customer.openChat();
    broker.bot('soon', { typing: 8000 });
    await customer.of('typing').waitFor();
    await customer.page.reload();
    await shows('bot: soon');
  });

  it('on another page of the site brings the chat along', async () => {
    await customer.openChat();
    await customer.say('Hej');
    await until('the text came', () => texts().length === 1);
    await customer.page.getByRole('link', { name: 'More' }).click();
    await customer.page.waitForURL(/page=2/);
    await customer.connected();
    await shows('customer: Hej');
  });

  it('of a minimised chat leaves it minimised, and counts what is unread', async () => {
    await customer.openChat();
    await customer.of('minimise').click();
    await customer.hidden(); // a reload before that is a reload of an open chat
    await customer.page.reload();
    await until('it is connected', () => broker.of('hello').length === 2);
    broker.agent('are you there?');
    await until('the title tells', async () => (await customer.page.title()) === '(1) The shop');
    expect(broker.of('messages_read')).toEqual([]);
    await customer.launcher.click();
    await until('it was read', () => broker.of('messages_read').length === 1);
    expect(await customer.page.title()).toBe('The shop');
  });

  it('after the chat was closed brings nothing back', async () => {
    await customer.openChat();
    await customer.of('close').click();
    await customer.of('leave').click();
    await until('client_left came', () => broker.of('client_left').length === 1);
    await customer.hidden();
    await customer.page.reload();
    await customer.openChat();
    expect(broker.of('hello').at(-1)).toEqual({ type: 'hello', platformId: 'webchat' });
    expect(broker.users).toHaveLength(2);
  });

  it('with a token that is forgotten ends the chat, and lets a new one begin', async () => {
    await customer.openChat();
    await customer.say('Hej');
    await until('the text came', () => texts().length === 1);
    broker.forgetTokens();
    await customer.page.reload();
    await customer.of('start-again').click();
    await customer.connected();
    await until('a new start came', () => broker.of('start').length === 2);
    await shows();
  });
});

describe('a platform that masks numbers', () => {
  /** Every text frame that leaves the browser from here on, as bytes on the wire. */
  const leaving = () => {
    const frames: string[] = [];
    customer.page.on('websocket', (socket) => {
      socket.on('framesent', ({ payload }) => frames.push(payload.toString()));
    });
    return frames;
  };
  const card = '4111 1111 1111 1111';

  it('has them hidden before they leave the browser, typed or sent', async () => {
    broker.welcomeExtra = { mask: true };
    const frames = leaving();
    await customer.openChat();
    await customer.type(`Kort ${card} tack`, 20);
    await until(
      'the whole preview was told',
      () => broker.of('typing_on').at(-1)?.text === 'Kort **** **** **** **** tack',
    );
    await customer.page.keyboard.press('Enter');
    await until('the text came', () => texts().length === 1);
    expect(texts()).toEqual(['Kort **** **** **** **** tack']);
    await customer.say('Jag är 811228-9874');
    await until('the second text came', () => texts().length === 2);
    expect(texts()[1]).toBe('Jag är ******-****');
    // No row of digits on its way to being a number, at any keystroke.
    const said = frames.map((frame) => String(JSON.parse(frame).text ?? ''));
    expect(said.filter((text) => text.includes('Kort')).length).toBeGreaterThan(2);
    for (const text of said) {
      expect(text.replace(/[ -]/g, '')).not.toMatch(/[0-9]{5}/);
    }
  });

  it('has them hidden in what was written before it was known', async () => {
    broker.cut({ down: true });
    broker.welcomeExtra = { mask: true };
    const frames = leaving();
    await customer.launcher.click();
    await customer.say(card);
    broker.up();
    await until('the text came', () => texts().length === 1);
    expect(texts()).toEqual(['**** **** **** ****']);
    expect(frames.join('')).not.toContain(card);
  });

  it('is the only one that does', async () => {
    await customer.openChat();
    await customer.say(card);
    await until('the text came', () => texts().length === 1);
    expect(texts()).toEqual([card]);
  });
});

describe('the other side', () => {
  it('ends the session: the reason is shown, and a new chat can begin', async () => {
    await customer.openChat();
    broker.say({ type: 'end_session', reasonText: 'Agenten har lämnat chatten' });
    await customer.of('ended').waitFor();
    expect(await customer.of('ended-text').textContent()).toBe('Agenten har lämnat chatten');
    expect(await customer.of('composer').count()).toBe(0);
    await customer.of('start-again').click();
    await until('a new start came', () => broker.of('start').length === 2);
    await customer.say('again');
    await until('the text came', () => texts().length === 1);
  });

  it('says that it is closed: the bot can still be talked to', async () => {
    await customer.openChat();
    broker.say({ type: 'platform_closed' });
    await customer.of('platform-closed').waitFor();
    await customer.say('Hej');
    await until('the text came', () => texts().length === 1);
  });

  it('offers quick replies: the choice travels with its payload, addresses are safe', async () => {
    await customer.openChat();
    broker.bot('Hi', {
      quickReplies: [
        { type: 'postback', text: 'Alternativ 1', payload: 'postback-alternative-1' },
        { type: 'web_url', text: 'My pages', url: 'https://example.com/mine', windowOpen: true },
        { type: 'web_url', text: 'Bad', url: 'javascript:alert(1)' },
      ],
    });
    const replies = customer.of('quick-reply');
    await until('two are shown', async () => (await replies.count()) === 2);
    const link = replies.filter({ hasText: 'My pages' });
    expect(await link.getAttribute('href')).toBe('https://example.com/mine');
    expect(await link.getAttribute('target')).toBe('_blank');
    expect(await link.getAttribute('rel')).toBe('noopener noreferrer');
    await replies.first().click();
    await until('the choice came', () => texts().includes('Alternativ 1'));
    expect(broker.of('text')[0]).toMatchObject({ quickReplyPayload: 'postback-alternative-1' });
    expect(await replies.first().isDisabled()).toBe(true);
    expect(
      await customer.of('composer').evaluate((field) => field === document.activeElement),
    ).toBe(true);
  });

  it('writes markup: it is shown as it was written', async () => {
    await customer.openChat();
    const markup = '<img src=x onerror="window.hacked=1"> &amp; <b>bold</b> https://example.com/a.';
    broker.agent(markup);
    await shows(`agent: ${markup}`);
    expect(await customer.of('message').locator('img, b').count()).toBe(0);
    expect(await customer.of('message').getByRole('link').getAttribute('href')).toBe(
      'https://example.com/a',
    );
  });
});

describe('a place in the queue', () => {
  beforeEach(async () => {
    await customer.openChat();
    await until('start came', () => broker.of('start').length === 1);
    broker.say({ type: 'queue_number', queueNumber: 4 });
    await customer.of('leave-queue').click();
  });

  it('may be kept: the chat is minimised, and nobody left', async () => {
    await customer.of('keep-place').click();
    await customer.hidden();
    await customer.launcher.click();
    await customer.of('queue').waitFor();
    expect(await customer.of('queue').getAttribute('data-number')).toBe('4');
    expect(await customer.of('leave-dialogue').count()).toBe(0);
    expect(broker.of('client_left')).toEqual([]);
  });

  it('may be given up', async () => {
    await customer.of('leave').click();
    await until('client_left came', () => broker.of('client_left').length === 1);
    await customer.hidden();
  });
});

describe('after the end', () => {
  it('the conversation can be saved as a text', async () => {
    await customer.openChat();
    broker.agent('Hej Robin!');
    await customer.say('Tack');
    await until('the text came', () => texts().includes('Tack'));
    broker.say({ type: 'end_session', reasonText: 'Agenten har lämnat chatten' });
    const download = customer.page.waitForEvent('download');
    await customer.of('download').click();
    const file = await download;
    expect(file.suggestedFilename()).toMatch(/^chat-\d{4}-\d\d-\d\d\.txt$/);
    const text = await readFile(await file.path(), 'utf8');
    expect(text).toMatch(/^Chat on .+\n\n\d\d:\d\d {2}Anders Andersson: Hej Robin!\n/);
    expect(text).toMatch(/\d\d:\d\d {2}You: Tack\n\nAgenten har lämnat chatten\n$/);
  });

  it('nobody is asked how it was when it ended by itself', async () => {
    await customer.openChat();
    broker.say({ type: 'end_session', reason: 'gone' });
    await customer.of('start-again').waitFor();
    expect(await customer.of('rating').count()).toBe(0);
  });
});

describe('an image', () => {
  /** What a browser makes of a file that is dragged or pasted into the chat. */
  const bring = (how: 'drop' | 'paste') =>
    customer.of('composer').evaluate(async (field, kind) => {
      const canvas = new OffscreenCanvas(40, 30);
      canvas.getContext('2d')?.fillRect(0, 0, 20, 30);
      const file = new File([await canvas.convertToBlob()], 'a.png', { type: 'image/png' });
      const data = new DataTransfer();
      data.items.add(file);
      const more = { bubbles: true, cancelable: true };
      if (kind === 'paste') {
        field.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, ...more }));
        return;
      }
      field.dispatchEvent(new DragEvent('dragover', { dataTransfer: data, ...more }));
      await new Promise((done) => requestAnimationFrame(done));
      field.dataset.seen = String(document.querySelector('[data-testid="drop"]') !== null);
      field.dispatchEvent(new DragEvent('drop', { dataTransfer: data, ...more }));
    }, how);

  it.each(['drop', 'paste'] as const)('comes by %s, too', async (how) => {
    await customer.openChat();
    await bring(how);
    await until('the image came', () => broker.of('text').some(({ imageId }) => imageId));
    expect(broker.images.size).toBe(1);
    await customer.of('image').waitFor();
    if (how === 'drop')
      expect(await customer.of('composer').getAttribute('data-seen')).toBe('true');
    expect(await customer.of('drop').count()).toBe(0);
  });
});

it('where the platform keeps it private, nothing that is typed leaves before it is sent', async () => {
  broker.welcomeExtra = { hidesTyping: true };
  await customer.openChat();
  await until('the line is gone', async () => (await customer.of('privacy').count()) === 0);
  await customer.say('at once');
  await until('the text came', () => texts().includes('at once'));
  expect(broker.of('typing_on')).toEqual([]);
});

it('two tabs of one visit show the same conversation', async () => {
  await customer.openChat();
  await customer.say('from the first');
  await until('the text came', () => texts().length === 1);
  // A duplicated tab is a copy, its session storage included.
  const popup = customer.context.waitForEvent('page');
  await customer.page.evaluate(() => window.open(location.href, '_blank', 'opener'));
  const second = customer.on(await popup);
  await second.connected();
  expect(broker.users).toHaveLength(1);
  await second.say('from the second');
  await shows('customer: from the first', 'customer: from the second');
  broker.agent('to both');
  await shows('customer: from the first', 'customer: from the second', 'agent: to both');
  await until('the second shows it too', async () =>
    (await second.messages()).includes('agent: to both'),
  );
});
