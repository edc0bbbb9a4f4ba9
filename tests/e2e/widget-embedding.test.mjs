// SPDX-License-Identifier: GPL-3.0-or-later
// The widget on somebody else's page, with the real broker: what the page may ask, what it hears, what its tag says.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { Broker } from './support/broker.mjs';
import { startBrowser } from './support/customer.mjs';
import { until } from './support/environment.mjs';
import { Site } from './support/site.mjs';
import { Talker } from './support/talker.mjs';
import { Wire } from './support/wire.mjs';

let broker, browser, wire, site;

before(async () => {
  broker = await Broker.start();
  wire = await Wire.listen(broker.address, broker.key('supervisor', 'wire'));
  browser = await startBrowser();
  site = await Site.open(broker.address);
});

after(async () => {
  wire?.close();
  await browser?.close();
  site?.close();
  await broker?.stop();
});

const ask = (customer, more = {}) =>
  customer.page.evaluate((said) => window.postMessage(
    { sender: 'comhem', receiver: 'sermo', event: 'START_CHAT', platformId: 'webchat', ...said }), more);
const told = (customer) => customer.page.evaluate(() => window.told);

test('a page asks for a chat with all that it knows, and hears how it goes', async () => {
  const customer = await site.visit(browser, '');
  const launcher = customer.page.getByTestId('launcher');
  await launcher.waitFor({ state: 'attached' });
  assert.equal(await launcher.isVisible(), false, 'no platform in the tag, no launcher');
  await ask(customer, { zIndex: 1501, customerId: 1234567, crmSessionId: 'crm-1', intent: 'invoice', other: 'unasked' });
  const start = await wire.heard('start', (event) => event.type === 'start');
  assert.deepEqual(start.params,
    { platformId: 'webchat', sender: 'comhem', customerId: '1234567', crmSessionId: 'crm-1', intent: 'invoice' });
  const frame = customer.page.locator('iframe');
  assert.equal(await frame.evaluate((one) => getComputedStyle(one).zIndex), '1501');
  await customer.say('Hello');
  await customer.of('minimise').click();
  await frame.waitFor({ state: 'hidden' });
  await ask(customer);
  await frame.waitFor();
  await customer.leave();
  await wire.heard('client_left', (event) => event.type === 'client_left' && event.userId === start.userId);
  const all = ['chat_window_opened', 'chat_conversation_started', 'chat_window_minimized', 'chat_window_maximized',
    'chat_conversation_ended'];
  await until('the page heard it all', async () => (await told(customer)).length === all.length);
  assert.deepEqual(await told(customer), all);
  assert.equal(wire.all('start').length, 1);
  await customer.context.close();
});

test('a double click opens one chat, and a third closes nothing', async () => {
  const customer = await site.visit(browser, 'data-platform="webchat"');
  const known = wire.all('start').length;
  await customer.page.getByTestId('launcher').dblclick();
  await until('a chat is there', () => wire.all('start').length > known);
  await customer.page.getByTestId('launcher').click();
  await customer.frame.locator('[data-link="open"]').waitFor({ state: 'attached' });
  assert.equal(wire.all('start').length, known + 1);
  assert.equal(await customer.page.locator('iframe').count(), 1);
  await customer.context.close();
});

test('calls before the script are heard, and whether somebody is there is told until it is not asked any more', async () => {
  const prepare = (page) => page.addInitScript(() => {
    window.heard = [];
    const listener = (id) => (error, info) => window.heard.push([id, error && String(error), info]);
    window.SERMO = { q: [] };
    window.SERMO.q.push(['setAvailabilityListener', 'webchat', listener('webchat'), { pollingInterval: 2000 }]);
    window.SERMO.q.push(['setAvailabilityListener', 'nowhere', listener('nowhere')]);
  });
  const customer = await site.visit(browser, '', { prepare });
  const heard = (id) => customer.page.evaluate((one) => window.heard.filter(([name]) => name === one), id);
  const isTold = (available) => until(`available: ${available}`, async () => {
    const [, error, info] = (await heard('webchat')).at(-1) ?? [];
    return error === null && info.open === true && info.available === available;
  });
  await isTold(false);
  const anders = await Talker.application(broker.address, broker.key('agent', 'anders', 'anan01'));
  anders.say({ type: 'agent_status', direction: 'internal', agentId: 'anan01', status: 'available' });
  await isTold(true);
  await until('the mistake is told', async () => /404/.test((await heard('nowhere')).at(-1)?.[1]));
  await customer.page.evaluate(() => window.SERMO.clearAvailabilityListener('webchat'));
  const asked = () => customer.requests.filter((url) => url.endsWith('/api/platforms/webchat')).length;
  const before = asked();
  await until('the other one is still asked', async () => (await heard('nowhere')).length > 1);
  assert.equal(asked(), before);
  anders.close();
  await customer.context.close();
});

test('a tag alone says how it looks, where it stands and which language it speaks', async () => {
  const customer = await site.visit(browser, 'data-platform="webchat" data-language="sv" data-brand="Com Hem"'
    + ' data-title="Fråga oss" data-subtitle="Dygnet runt" data-theme="dark" data-colour="#ffd400" data-direction="rtl"'
    + ' data-z-index="77"');
  await customer.openChat();
  await customer.sees('Fråga oss');
  await customer.sees('Dygnet runt');
  const root = customer.frame.locator('html');
  assert.deepEqual([await root.getAttribute('lang'), await root.getAttribute('dir'), await root.getAttribute('data-theme')],
    ['sv', 'rtl', 'dark']);
  const colours = await customer.frame.locator('header').evaluate((one) => {
    const { color, backgroundColor } = getComputedStyle(one);
    return [color, backgroundColor];
  });
  assert.deepEqual(colours, ['rgb(16, 22, 29)', 'rgb(255, 212, 0)'], 'dark letters on a bright brand');
  assert.equal((await customer.page.locator('iframe').boundingBox()).x, 20, 'on the left');
  await customer.picture('widget-tag');
  await customer.context.close();
});

test('a site that the configuration does not name cannot show the chat, and its owner can find out why', async () => {
  const other = await Broker.start({ configuration: { origins: ['https://www.example.com'] } });
  const page = await Site.open(other.address);
  const complaints = [];
  const customer = await page.visit(browser, 'data-platform="webchat"', {
    prepare: (tab) => tab.on('console', (message) => complaints.push(message.text())),
  });
  await customer.page.getByTestId('launcher').click();
  await until('the browser says why', () => complaints.some((text) => text.includes('frame-ancestors')));
  await until('and so does the widget', () => complaints.some((text) =>
    text === `Sermo: no chat from ${new URL(other.address).host}. Do its "origins" name ${page.address}?`));
  assert.equal(await customer.of('composer').count(), 0);
  const told = () => other.log.filter((line) => line.includes(`a page of ${page.address} may not show the chat`));
  await until('the broker’s log tells it', () => told().length);
  await customer.page.reload(); // where the chat, which was open, is asked for again
  await until('the browser says it again', () => complaints.filter((text) => text.includes('frame-ancestors')).length > 1);
  assert.equal(told().length, 1, 'once a minute is enough');
  await customer.context.close();
  page.close();
  await other.stop();
});

test('a site that shows the chat is not complained of', async () => {
  const complaints = [];
  const customer = await site.visit(browser, 'data-platform="webchat"', {
    prepare: async (tab) => {
      await tab.clock.install();
      tab.on('console', (message) => complaints.push(message.text()));
    },
  });
  await customer.page.getByTestId('launcher').click();
  await customer.frame.locator('[data-link="open"]').waitFor();
  await customer.page.clock.runFor(20_000);
  assert.deepEqual(complaints.filter((text) => text.includes('Sermo')), []);
  assert.ok(!broker.log.some((line) => line.includes('may not show')));
  await customer.context.close();
});
