// SPDX-License-Identifier: GPL-3.0-or-later
// The page with the chat on it, in a browser, on another origin than the broker's.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { after, before, test } from 'node:test';

import { Broker } from '../e2e/support/broker.mjs';
import { Customer, startBrowser } from '../e2e/support/customer.mjs';
import { until } from '../e2e/support/environment.mjs';
import { Wire } from '../e2e/support/wire.mjs';
import { readExample } from './support.mjs';

let broker, wire, browser, shop, customer;

before(async () => {
  shop = createServer((_, answer) => {
    answer.setHeader('content-type', 'text/html; charset=utf-8');
    answer.end(readExample('embedding.html').replaceAll('https://chat.example.com', broker.address));
  }).listen(0, '127.0.0.1');
  await once(shop, 'listening');
  const origin = `http://localhost:${shop.address().port}`;
  broker = await Broker.start({ configuration: { origins: [origin], allocation: { enabled: false } } });
  wire = await Wire.listen(broker.address, broker.key('supervisor', 'wire'));
  browser = await startBrowser();
  customer = await Customer.visit(browser, origin);
  customer.told = [];
  customer.page.on('console', (message) => customer.told.push(message.text()));
});

after(async () => {
  wire?.close();
  await browser?.close();
  shop?.close();
  await broker?.stop();
});

test('says whether somebody is there', async () => {
  const line = () => customer.page.locator('#somebody').textContent();
  await until('nobody is', async () => (await line()) === 'All of us are busy; you will be put in line.');
});

test("the page's own button opens the chat, and tells what it is about", async () => {
  await customer.page.locator('#ask').click();
  customer.frame = customer.page.frameLocator('iframe');
  await customer.composer.waitFor();
  await customer.say('When does it come?');
  const start = await wire.heard('the start', ({ type }) => type === 'start');
  assert.deepEqual([start.params.intent, start.params.sender], ['delivery', 'shop']);
  await wire.heard('the text', ({ type, text }) => type === 'text' && text === 'When does it come?');
  await customer.picture('examples-embedding');
});

test('and hears what happens in it', async () => {
  await until('it has begun', () => customer.told.includes('chat_conversation_started'));
  assert.equal(customer.told[0], 'chat_window_opened');
  assert.deepEqual(customer.complaints, []);
});
