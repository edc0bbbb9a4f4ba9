// SPDX-License-Identifier: GPL-3.0-or-later
// The loader on somebody else's page: window.SERMO, START_CHAT, keyboard, phone, blocked storage.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Site } from './broker.ts';
import { Customer, until } from './customer.ts';
import { broker, browser, setTheScene, site } from './scene.ts';

setTheScene();

declare global {
  interface Window {
    told: unknown[];
    SERMO: {
      setAvailabilityListener: (...args: unknown[]) => void;
      clearAvailabilityListener: (platform: string) => void;
    };
  }
}

/** Notes what the page is told, from its first moment on. */
async function listening(address: string): Promise<Customer> {
  const customer = await Customer.visit(browser, 'about:blank');
  await customer.page.addInitScript(() => {
    window.told = [];
    window.addEventListener('message', ({ source, data }) => {
      if (source === window && data?.sender === 'sermo') window.told.push(data.event);
    });
  });
  await customer.page.goto(address);
  await customer.launcher.waitFor({ state: 'attached' });
  return customer;
}

const told = (customer: Customer) => customer.page.evaluate(() => window.told);

describe('the page', () => {
  it('starts a chat by START_CHAT, with what it knows, and hears how it goes', async () => {
    const customer = await listening(`${site.address}?tag=data-x`);
    expect(await customer.launcher.isVisible()).toBe(false);
    await customer.page.evaluate(() =>
      window.postMessage({
        sender: 'comhem',
        receiver: 'sermo',
        event: 'START_CHAT',
        platformId: 'webchat',
        zIndex: 1501,
        customerId: 1234567,
        customerHash: 'abc',
        crmSessionId: 'crm-1',
        intent: 'invoice',
        other: 'not passed on',
      }),
    );
    await customer.connected();
    await until('start came', () => broker.of('start').length === 1);
    expect(broker.of('start')[0]?.params).toEqual({
      platformId: 'webchat',
      sender: 'comhem',
      customerId: '1234567',
      customerHash: 'abc',
      crmSessionId: 'crm-1',
      intent: 'invoice',
    });
    expect(
      await customer.page.locator('iframe').evaluate((frame) => getComputedStyle(frame).zIndex),
    ).toBe('1501');
    await customer.say('Hej');
    await customer.of('minimise').click();
    await customer.hidden();
    await customer.page.evaluate(() =>
      window.postMessage({
        sender: 'comhem',
        receiver: 'sermo',
        event: 'START_CHAT',
        platformId: 'webchat',
      }),
    );
    await customer.of('close').click();
    await customer.of('leave').click();
    const all = [
      'chat_window_opened',
      'chat_conversation_started',
      'chat_window_minimized',
      'chat_window_maximized',
      'chat_conversation_ended',
    ];
    await until('the page was told all', async () => (await told(customer)).length === all.length);
    expect(await told(customer)).toEqual(all);
    expect(broker.of('start')).toHaveLength(1);
    await customer.leave();
  });

  it('needs no script: attributes of the tag say who the customer is, and where the chat stands', async () => {
    const tag =
      'data-platform="webchat" data-customer-id="7" data-customer-hash="abc" data-z-index="77"';
    const customer = await listening(
      `${site.address}?tag=${encodeURIComponent(`${tag} data-intent="help" data-direction="rtl"`)}`,
    );
    await customer.openChat();
    await until('start came', () => broker.of('start').length === 1);
    expect(broker.of('start')[0]?.params).toEqual({
      platformId: 'webchat',
      customerId: '7',
      customerHash: 'abc',
      intent: 'help',
    });
    const frame = customer.page.locator('iframe');
    expect(await frame.evaluate((one) => getComputedStyle(one).zIndex)).toBe('77');
    expect((await frame.boundingBox())?.x).toBe(20);
    expect((await customer.launcher.boundingBox())?.x).toBe(20);
    await customer.leave();
  });

  it('hears of the end once, also when an ended chat is loaded again and closed', async () => {
    const customer = await listening(site.address);
    await customer.openChat();
    broker.say({ type: 'end_session' });
    await customer.of('ended').waitFor();
    const ends = async () =>
      (await told(customer)).filter((one) => one === 'chat_conversation_ended').length;
    await until('it was told', async () => (await ends()) === 1);
    await customer.page.reload(); // a new page, which has heard of nothing yet
    await customer.connected();
    await customer.of('close').click();
    await customer.hidden();
    expect(await ends()).toBe(0);
    await customer.leave();
  });

  it('hears whether the platform is open and somebody is there', async () => {
    const customer = await listening(site.address);
    const listen = (platform: string) =>
      customer.page.evaluate(
        (id) =>
          window.SERMO.setAvailabilityListener(
            id,
            (error: Error | null, info: unknown) =>
              window.told.push([id, error?.message ?? null, info]),
            { pollingInterval: 1 },
          ),
        platform,
      );
    await listen('webchat');
    await until('it heard', async () => (await told(customer)).length > 0);
    expect((await told(customer))[0]).toEqual(['webchat', null, { open: true, available: true }]);
    broker.closed = true;
    const shut = JSON.stringify(['webchat', null, { open: false, available: false }]);
    await until(
      'it heard again',
      async () => JSON.stringify((await told(customer)).at(-1)) === shut,
    );
    await customer.page.evaluate(() => window.SERMO.clearAvailabilityListener('webchat'));
    await listen('nowhere');
    const ofNowhere = async () =>
      (await told(customer)).find((one) => (one as unknown[])[0] === 'nowhere');
    await until('it heard of the mistake', ofNowhere);
    expect(await ofNowhere()).toEqual(['nowhere', expect.stringContaining('404'), null]);
    await customer.leave();
  });

  it('may call before the script has come', async () => {
    const customer = await Customer.visit(browser, 'about:blank');
    await customer.page.addInitScript(() => {
      window.told = [];
      const listener = (_: unknown, info: unknown) => window.told.push(info);
      Object.assign(window, { SERMO: { q: [['setAvailabilityListener', 'webchat', listener]] } });
    });
    await customer.page.goto(site.address);
    await until('it heard', async () => (await told(customer)).length > 0);
    expect((await told(customer))[0]).toEqual({ open: true, available: true });
    await customer.leave();
  });

  it('loads no chat before somebody asks for it', async () => {
    const customer = await listening(site.address);
    expect(await customer.page.locator('iframe').count()).toBe(0);
    expect(broker.of('hello')).toEqual([]);
    await customer.leave();
  });

  it('may have its tag in the head, and a body that comes late', async () => {
    let goOn = () => {};
    const wait = new Promise<void>((done) => (goOn = done));
    const slow = createServer(async (_, answer) => {
      answer.writeHead(200, { 'content-type': 'text/html; charset=utf-8' });
      answer.write(`<!doctype html><html lang="en"><head><title>The shop</title>
<script async src="${broker.address}/widget/sermo.min.js" data-platform="webchat"></script>`);
      await wait;
      answer.end('</head><body><h1>The shop</h1></body></html>');
    });
    await new Promise<void>((done) => slow.listen(0, '127.0.0.1', done));
    const customer = await Customer.visit(browser, 'about:blank');
    const { port } = slow.address() as AddressInfo;
    await customer.page.goto(`http://127.0.0.1:${port}`, { waitUntil: 'commit' });
    await customer.page.waitForFunction(() => 'SERMO' in window, null, { polling: 100 });
    expect(await customer.page.evaluate(() => document.body)).toBe(null);
    goOn();
    await customer.openChat();
    expect(customer.complaints.filter((one) => !one.includes('favicon'))).toEqual([]);
    await customer.leave();
    slow.close();
  });

  it('cannot make the chat believe it is the loader of another page', async () => {
    const customer = await listening(site.address);
    await customer.openChat();
    await customer.page.evaluate(() => {
      // A frame of the page's own, which is not the chat.
      window.postMessage({ sermo: 1, type: 'gone' }, '*');
    });
    await customer.say('Hej');
    await until('the text came', () => broker.of('text').length === 1);
    await customer.leave();
  });
});

describe('by keyboard', () => {
  it('opens, writes, minimises and comes back to the launcher', async () => {
    const customer = await listening(site.address);
    const { keyboard } = customer.page;
    await customer.page.keyboard.press('Tab');
    await keyboard.press('Tab');
    await keyboard.press('Enter');
    await customer.connected();
    await until('the composer has the focus', () =>
      customer.of('composer').evaluate((field) => field === document.activeElement),
    );
    await keyboard.type('Hej');
    await keyboard.press('Shift+Enter');
    await keyboard.type('du');
    await keyboard.press('Enter');
    await until('the text came', () => broker.of('text')[0]?.text === 'Hej\ndu');
    await keyboard.press('Escape');
    await until(
      'it is minimised',
      async () => !(await customer.page.locator('iframe').isVisible()),
    );
    expect(
      await customer.page.evaluate(() => (document.activeElement as HTMLElement).dataset.testid),
    ).toBe('launcher');
    await customer.leave();
  });

  it('Escape closes the question, not the chat', async () => {
    const customer = await listening(site.address);
    await customer.openChat();
    await customer.of('close').click();
    await customer.of('stay').waitFor();
    await customer.page.keyboard.press('Escape');
    await until(
      'the question is gone',
      async () => (await customer.of('leave-dialogue').count()) === 0,
    );
    expect(await customer.page.locator('iframe').isVisible()).toBe(true);
    await customer.leave();
  });
});

it('tells a screen reader what is new, and only that', async () => {
  const customer = await listening(site.address);
  await customer.openChat();
  broker.agent('Hej Robin!');
  const heard = customer.of('announcer');
  await until(
    'it was said',
    async () => (await heard.textContent()) === 'Anders Andersson: Hej Robin!',
  );
  broker.say({ type: 'queue_number', queueNumber: 3 });
  await until(
    'it was said',
    async () => (await heard.textContent()) === 'You are number 3 in the queue',
  );
  await customer.leave();
});

it('fills the screen of a phone', async () => {
  const customer = await Customer.visit(browser, site.address, {
    viewport: { width: 390, height: 780 },
    hasTouch: true,
    isMobile: true,
  });
  await customer.openChat();
  expect(await customer.page.locator('iframe').boundingBox()).toEqual({
    x: 0,
    y: 0,
    width: 390,
    height: 780,
  });
  await customer.picture('widget-phone');
  await customer.of('minimise').click();
  await customer.launcher.waitFor();
  await customer.leave();
});

describe('where the browser refuses the iframe its storage', () => {
  let foreign: Site;
  beforeEach(async () => {
    foreign = new Site(broker.address, 'localhost');
    await foreign.start();
  });
  afterEach(() => foreign.stop());

  it('a reload brings the chat back all the same', async () => {
    const customer = await Customer.visit(browser, foreign.address);
    await customer.openChat();
    await customer.say('Hej');
    await until('the text came', () => broker.of('text').length === 1);
    broker.agent('Hej Robin!');
    await customer.page.reload();
    await until('all is there again', async () => (await customer.messages()).length === 2);
    expect(await customer.messages()).toEqual(['customer: Hej', 'agent: Hej Robin!']);
    expect(broker.users).toHaveLength(1);
    expect(broker.of('start')).toHaveLength(1);
    await customer.leave();
  });

  it('a closed chat does not come back', async () => {
    const customer = await Customer.visit(browser, foreign.address);
    await customer.openChat();
    await customer.of('close').click();
    await customer.of('leave').click();
    await until('client_left came', () => broker.of('client_left').length === 1);
    await customer.hidden();
    await customer.page.reload();
    await customer.openChat();
    expect(broker.users).toHaveLength(2);
    await customer.leave();
  });
});
