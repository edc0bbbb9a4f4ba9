// SPDX-License-Identifier: GPL-3.0-or-later
// The widget on the broker that serves it: what the platform's settings make of it, what a browser keeps of it, and what
// a customer's browser may do to a conversation without losing it. No desk: `sermo-broker serve` alone, agents by the wire.
import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { after, before, test } from 'node:test';

import { Broker } from './support/broker.mjs';
import { Customer, startBrowser } from './support/customer.mjs';
import { until } from './support/environment.mjs';
import { Site } from './support/site.mjs';
import { Wire } from './support/wire.mjs';

const Secret = 'a secret of the site';
const Configuration = {
  platforms: [
    {
      id: 'webchat',
      brand: 'demo',
      secret: Secret,
      form: [{ id: 'name', label: 'What is your name?', required: true }],
    },
    { id: 'night', hours: { holidays: { '01-01': '08:00-09:00' }, monday: 'closed' } },
    { id: 'quiet', preview: false, language: 'sv' },
  ],
  allocation: { enabled: false },
};
const Anders = { id: 'anan01', name: 'Anders Andersson', type: 'human' };
let broker, browser, wire, address, site;

/** Comes to a page of another host, where Chromium refuses the chat any storage, and opens it. */
async function visit(tag, options) {
  const customer = await site.visit(browser, tag, options);
  await customer.page.getByTestId('launcher').click();
  return customer;
}

/** Of all pages meanwhile: in milliseconds of their own, so it is the same whatever else runs on this machine. */
async function longestTask(meanwhile) {
  await browser.startTracing(undefined, { categories: ['__metadata', 'disabled-by-default-devtools.timeline'] });
  await meanwhile();
  const { traceEvents } = JSON.parse(await browser.stopTracing());
  const threadOf = ({ pid, tid }) => `${pid} ${tid}`;
  const pages = new Set(traceEvents.filter(({ args }) => args?.name === 'CrRendererMain').map(threadOf));
  const tasks = traceEvents.filter((event) => event.name === 'RunTask' && event.tdur && pages.has(threadOf(event)));
  assert.ok(tasks.length > 10, 'they were traced');
  return Math.max(...tasks.map(({ tdur }) => tdur)) / 1000;
}

const say = (event) => wire.socket.send(JSON.stringify({ direction: 'outbound', ...event }));
const control = (event) => wire.socket.send(JSON.stringify({ direction: 'internal', ...event }));

before(async () => {
  broker = await Broker.start({ configuration: Configuration });
  ({ address } = broker);
  wire = await Wire.listen(address, broker.key('supervisor', 'wire'));
  browser = await startBrowser();
  site = await Site.open(address);
});

after(async () => {
  wire?.close();
  await browser?.close();
  site?.close();
  await broker?.stop();
});

test('form, signature, queue, agent, end and rating', async () => {
  const hash = createHmac('sha256', Secret).update('1234567').digest('hex');
  const customer = await visit(
    `data-platform="webchat" data-customer-id="1234567" data-customer-hash="${hash}" data-intent="invoice"`);
  await customer.frame.getByTestId('form-name').fill('Robin');
  assert.equal(wire.all('start').length, 0, 'the form comes first');
  await customer.frame.getByTestId('form-start').click();
  const start = await wire.heard('the start', (event) => event.type === 'start');
  assert.equal(start.params.name, 'Robin');
  assert.equal(start.params.intent, 'invoice');
  const { userId } = start;
  const identified = await wire.heard('who it is', (event) => event.type === 'customer_identified');
  assert.equal(identified.customerId, '1234567');
  assert.equal(identified.verified, true);
  assert.equal(identified.userId, userId);

  const queued = (event) => event.type === 'session_state' && event.userId === userId && event.state === 'queued';
  await wire.heard('the place in line', queued);
  await customer.frame.getByTestId('queue').waitFor();
  assert.equal(await customer.frame.getByTestId('queue').getAttribute('data-number'), '1');

  control({ type: 'claim_session', userId, agentId: Anders.id });
  say({ type: 'text', userId, text: 'Hi Robin!', agent: Anders });
  await customer.sees('Hi Robin!');
  await customer.frame.getByTestId('queue').waitFor({ state: 'detached' });
  await customer.say('Hello');
  await wire.heard('the answer', (event) => event.type === 'text' && event.text === 'Hello');
  await wire.heard('that it was read', (event) => event.type === 'messages_read');

  // Reloaded where the browser gives the chat no storage: the page's own keeps who it is.
  await customer.page.reload();
  await customer.sees('Hi Robin!');
  await customer.sees('Hello');
  await wire.heard('that the page went', (event) => event.type === 'client_unload' && event.userId === userId);
  assert.equal(wire.all('start').length, 1);

  say({ type: 'end_session', userId, reasonText: 'Anders has left the chat' });
  await customer.frame.getByTestId('rating').waitFor();
  await customer.frame.getByTestId('score').nth(4).check({ force: true });
  await customer.frame.getByTestId('rating-text').fill('Quick');
  await customer.frame.getByTestId('rate').click();
  const rating = await wire.heard('the rating', (event) => event.type === 'rating');
  assert.deepEqual([rating.score, rating.text, rating.direction], [5, 'Quick', 'inbound']);

  // It is over after the next reload too, and rated.
  await customer.page.reload();
  await customer.frame.getByTestId('rated').waitFor();
  await customer.frame.getByTestId('start-again').click();
  await customer.frame.getByTestId('form-name').waitFor();
  await customer.context.close();
});

test('who signs nothing is nobody in particular', async () => {
  const customer = await visit('data-platform="webchat" data-customer-id="7654321" data-customer-hash="00"');
  await customer.frame.getByTestId('form-name').fill('Mallory');
  await customer.frame.getByTestId('form-start').click();
  const start = await wire.heard('the start', (event) => event.type === 'start' && event.params.name === 'Mallory');
  await customer.frame.getByTestId('queue').waitFor();
  assert.equal(start.params.customerId, '7654321');
  assert.equal(wire.all('customer_identified').filter(({ userId }) => userId === start.userId).length, 0);
  await customer.context.close();
});

test('a closed platform tells when it opens', async () => {
  const customer = await visit('data-platform="night"');
  await customer.frame.getByTestId('platform-closed').waitFor();
  await customer.sees(/We open .*1 January/);
  await customer.frame.getByTestId('hours').waitFor();
  await customer.frame.getByTestId('start-again').waitFor();
  assert.equal(await customer.frame.getByTestId('rating').count(), 0, 'nobody said goodbye');
  await customer.context.close();
});

test('a platform that shows no preview gets none, and speaks its own language', async () => {
  const customer = await visit('data-platform="quiet"');
  await customer.sees('Kundservice');
  await customer.frame.locator('[data-link="open"]').waitFor();
  assert.equal(await customer.frame.getByTestId('privacy').count(), 0);
  await customer.say('hemligt');
  const text = await wire.heard('the text', (event) => event.type === 'text' && event.text === 'hemligt');
  const typed = wire.all('typing_on', 'inbound').filter(({ userId }) => userId === text.userId);
  assert.deepEqual(typed, []);
  await customer.context.close();
});

test('the welcome may come before the first words are loaded', async () => {
  const welcome = Promise.withResolvers();
  const prepare = async (page) => {
    page.on('websocket', (socket) =>
      socket.on('framereceived', ({ payload }) => payload.includes('"welcome"') && welcome.resolve()));
    await page.route(/sv\.[0-9a-f]+\.json$/, async (route) => {
      await welcome.promise;
      await route.continue();
    });
  };
  const customer = await visit('data-platform="quiet"', { prepare });
  await customer.sees('Kundservice');
  await customer.frame.locator('[data-link="open"]').waitFor();
  await customer.context.close();
});

test('nothing comes from anybody else, and what never changes is kept', async () => {
  const customer = await visit('data-platform="quiet"');
  await customer.frame.locator('[data-link="open"]').waitFor();
  const strange = customer.requests.filter((url) => !url.startsWith(address) && !url.startsWith('http://localhost'));
  assert.deepEqual(strange, []);
  const widget = `${address}/widget/`;
  const page = await (await fetch(`${widget}app.html`)).text();
  const parts = [...page.matchAll(/"(\w+\.[0-9a-f]{16}\.\w+)"/g)].map(([, name]) => widget + name);
  assert.equal(parts.length, 5, 'each with its digest in its name');
  for (const part of parts) {
    const { headers } = await fetch(part, { headers: { 'accept-encoding': 'gzip' } });
    assert.match(headers.get('cache-control'), /immutable/, part);
    assert.equal(headers.get('content-encoding'), 'gzip', part);
    assert.ok(headers.get('etag'), part);
  }
  const asked = customer.requests.map((url) => parts.find((part) => part === url)).filter(Boolean);
  const names = asked.map((url) => url.slice(widget.length).split('.')[0]).sort();
  assert.deepEqual(names, ['app', 'app', 'sv'], 'one language, and nothing that is seldom needed');
  await customer.context.close();
});

for (const [page, platform, tag, words] of [
  ['says nothing', 'quiet', '', 'sv'],
  ['says otherwise', 'quiet', 'data-language="en"', 'en'],
  ['speaks, and its platform does not say', 'night', '', 'en'],
])
  test(`the words of one language are loaded, of a page that ${page}`, async () => {
    const customer = await visit(`data-platform="${platform}" ${tag}`);
    await customer.of('status').waitFor();
    await customer.frame.locator('[data-link="open"]').waitFor();
    assert.equal(await customer.frame.locator('html').getAttribute('lang'), words);
    const asked = customer.requests.map((url) => /(\w+)\.\w+\.json$/.exec(url)?.[1]).filter(Boolean);
    assert.deepEqual(asked, [words]);
    await customer.context.close();
  });

/** Some more where one is too long: a browser compiles what it has not met yet. */
async function isNeverHeldUp(visitor) {
  const visits = [];
  while (visits.length < 3 && !visits.some((longest) => longest <= 50)) visits.push(await visitor());
  assert.ok(visits.at(-1) <= 50, `${visits.join(', ')} ms`);
}

test('loading it stops neither the page nor the chat for 50 ms', () => isNeverHeldUp(() => longestTask(async () => {
  const customer = await visit('data-platform="quiet"');
  await customer.frame.locator('[data-link="open"]').waitFor();
  await customer.context.close();
})));

for (const [name, host] of [['with storage', '127.0.0.1'], ['where the browser gives it none', 'localhost']])
  test(`bringing a hundred messages back does not either, and all is as it was, ${name}`, async (walk) => {
    const own = await Site.open(address, { host });
    walk.after(() => own.close());
    const heard = wire.listenFromNow();
    const customer = await own.visit(browser, 'data-platform="quiet"');
    await customer.page.getByTestId('launcher').click();
    const { userId } = await heard('the start', ({ type }) => type === 'start');
    control({ type: 'claim_session', userId, agentId: Anders.id });
    const all = [...Array(99).keys()].map((at) => `message ${at + 1}`);
    for (const text of all) say({ type: 'text', userId, text, agent: Anders });
    await customer.sees(all.at(-1));
    await customer.say('read them all');
    await heard('that they are read', (event) => event.type === 'messages_read' && event.userId === userId);
    const before = await customer.messages();
    assert.deepEqual(before, [...all.map((text) => `agent: ${text}`), 'customer: read them all']);
    await isNeverHeldUp(() => longestTask(async () => {
      await customer.page.reload();
      await until('all are back', async () => (await customer.of('message').count()) === before.length);
    }));
    assert.deepEqual(await customer.messages(), before);
    const fromFoot = await customer.of('log').evaluate((log) => log.scrollHeight - log.scrollTop - log.clientHeight);
    assert.ok(fromFoot < 2, `at the foot: ${fromFoot}`);
    assert.equal(await customer.of('announcer').textContent(), '', 'a screen reader is told nothing that it knows');
    assert.equal(await customer.of('new-messages').count(), 0);
    // Nor is it news for who looks elsewhere.
    await customer.of('minimise').click();
    await customer.page.reload();
    await until('it is there, behind the launcher', async () => (await customer.of('message').count()) === before.length);
    assert.equal(await customer.page.title(), 'The shop');
    await customer.context.close();
  });

test('the demo is a site: the chat comes along from page to page', async () => {
  const customer = await Customer.visit(browser, address);
  await customer.page.getByRole('button', { name: 'Ask about Calm' }).click();
  customer.frame = customer.page.frameLocator('iframe');
  await customer.frame.getByTestId('form-name').fill('Dora');
  await customer.frame.getByTestId('form-start').click();
  const start = await wire.heard('the start', (event) => event.type === 'start' && event.params.name === 'Dora');
  assert.equal(start.params.intent, 'broadband-100');
  await customer.say('How fast is it?');
  await wire.heard('the question', (event) => event.text === 'How fast is it?' && event.seq);
  for (const name of ['Mobile', 'Help', 'Broadband']) {
    await customer.page.getByRole('navigation').getByRole('link', { name }).click();
    await customer.page.locator(`a[aria-current]:text("${name}")`).waitFor();
    await customer.sees('How fast is it?');
    await customer.picture(`demo-${name.toLowerCase()}`);
  }
  assert.equal(wire.all('start').filter(({ userId }) => userId === start.userId).length, 1);
  assert.deepEqual(customer.complaints, []);
  await customer.context.close();
});
