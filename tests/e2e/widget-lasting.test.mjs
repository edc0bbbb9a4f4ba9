// SPDX-License-Identifier: GPL-3.0-or-later
// What a customer's chat survives, with the real broker: a killed one, a sleeping telephone, other pages, second tabs,
// and settings that change meanwhile.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { after, before, test } from 'node:test';

import { Broker } from './support/broker.mjs';
import { startBrowser } from './support/customer.mjs';
import { until } from './support/environment.mjs';
import { Site } from './support/site.mjs';
import { Talker } from './support/talker.mjs';
import { Tunnel } from './support/tunnel.mjs';
import { Wire } from './support/wire.mjs';

const Tag = 'data-platform="webchat"';
const Anders = { id: 'anan01', name: 'Anders Andersson', type: 'human' };
const settings = (more = {}) => ({ platforms: [{ id: 'webchat', ...more }], allocation: { enabled: false } });
let broker, browser, wire, key, agent, near, far;

before(async () => {
  broker = await Broker.start({ configuration: settings() });
  wire = await Wire.listen(broker.address, broker.key('supervisor', 'wire'));
  key = broker.key('agent', 'anders', Anders.id);
  agent = await Talker.application(broker.address, key);
  browser = await startBrowser();
  near = await Site.open(broker.address, { host: '127.0.0.1' }); // the same site: storage is allowed
  far = await Site.open(broker.address);
});

after(async () => {
  for (const one of [wire, agent, near, far]) one?.close();
  await browser?.close();
  await broker?.stop();
});

/** A customer who talks with Anders. */
async function talking(site = near) {
  const heard = wire.listenFromNow();
  const customer = await site.visit(browser, Tag);
  await customer.openChat();
  const { userId } = await heard('start', (event) => event.type === 'start');
  customer.userId = userId;
  agent.say({ type: 'claim_session', direction: 'internal', userId, agentId: Anders.id });
  await heard('the claim', (event) => event.type === 'claim_session' && event.userId === userId);
  answer(customer, 'Hi Robin!');
  await customer.sees('Hi Robin!');
  return customer;
}

const answer = ({ userId }, text) => agent.say({ type: 'text', direction: 'outbound', userId, text, agent: Anders });
const stored = (text) => wire.heard(text, (event) => event.type === 'text' && event.text === text && event.seq);
const stateOf = (customer) => customer.frame.locator('[data-author="customer"]').last().getAttribute('data-state');

test('the line that typing is seen follows the settings, and so does what leaves the browser', async () => {
  const customer = await talking();
  const typed = () => wire.all('typing_on', 'inbound').filter(({ userId }) => userId === customer.userId).map(({ text }) => text);
  const changeTo = (more) => {
    writeFileSync(broker.configuration, JSON.stringify(settings(more)));
    broker.process.kill('SIGHUP');
  };
  await customer.type('seen');
  await until('it was told', () => typed().at(-1) === 'seen');
  changeTo({ preview: false });
  await customer.of('privacy').waitFor({ state: 'detached' });
  await customer.type(' unseen');
  changeTo({ preview: true, mask: true });
  await customer.of('privacy').waitFor();
  await customer.type(' 4111 1111 1111 1111');
  await until('the rest was told', () => typed().at(-1)?.startsWith('seen unseen *'));
  assert.ok(!typed().some((text) => /unsee?$|[0-9]{5}/.test(text.replaceAll(' ', ''))), 'nothing that was promised to be hidden');
  changeTo({});
  await customer.context.close();
});

test('another queue may promise otherwise', async () => {
  writeFileSync(broker.configuration, JSON.stringify({ ...settings(), queues: [{ id: 'general' }, { id: 'law', preview: false }] }));
  broker.process.kill('SIGHUP');
  await wire.heard('the new queue', (event) => event.type === 'queue_state' && event.queueId === 'law');
  const customer = await talking();
  const handOver = (queueId) => agent.say({ type: 'handover_to_queue', direction: 'internal', userId: customer.userId, queueId });
  await customer.of('privacy').waitFor();
  handOver('law');
  await customer.of('privacy').waitFor({ state: 'detached' });
  handOver('general');
  await customer.of('privacy').waitFor();
  await customer.context.close();
});

test('a broker that is killed loses neither what was said nor what is being written', async () => {
  const customer = await talking();
  await customer.type('half a sen');
  await broker.kill();
  await customer.frame.locator('[data-link="waiting"]').waitFor();
  await customer.type('tence');
  await customer.send();
  await until('it waits, and says so', async () => (await stateOf(customer)) === 'sending');
  await customer.picture('widget-waiting');
  await broker.serve();
  await wire.missed();
  agent = await Talker.application(broker.address, key);
  const { seq } = await stored('half a sentence');
  await until('it is sent', async () => (await stateOf(customer)) === 'sent');
  assert.ok(seq);
  assert.equal((await wire.wholeLog()).filter(({ text }) => text === 'half a sentence').length, 1, 'once');
  assert.deepEqual(await customer.messages(), ['agent: Hi Robin!', 'customer: half a sentence']);
  await customer.context.close();
});

test('a telephone that slept shows what was said meanwhile, without a reload', async () => {
  const customer = await talking();
  const session = await customer.context.newCDPSession(customer.page);
  await session.send('Page.setWebLifecycleState', { state: 'frozen' });
  answer(customer, 'Are you there?');
  await stored('Are you there?');
  await session.send('Page.setWebLifecycleState', { state: 'active' });
  await customer.sees('Are you there?');
  await customer.say('I was asleep');
  await stored('I was asleep');
  await customer.context.close();
});

test('a connection that is dead and does not know it is found out, and nothing is lost', async () => {
  const tunnel = await Tunnel.to(broker.port);
  const site = await Site.open(tunnel.address, { host: '127.0.0.1' });
  const customer = await talking(site);
  tunnel.swallow(); // as a telephone does between two masts: no answer, and no end either
  await customer.say('through the tunnel');
  answer(customer, 'said meanwhile');
  await stored('said meanwhile');
  assert.equal(await stateOf(customer), 'sending');
  tunnel.letThrough(); // who comes anew; what was swallowed stays so
  await stored('through the tunnel');
  await until('it is sent', async () => (await stateOf(customer)) === 'sent');
  assert.deepEqual(await customer.messages(),
    ['agent: Hi Robin!', 'agent: said meanwhile', 'customer: through the tunnel']);
  assert.equal((await wire.wholeLog()).filter(({ text }) => text === 'through the tunnel').length, 1, 'once');
  await customer.context.close();
  site.close();
  tunnel.close();
});

for (const [name, site] of [['with storage', () => near], ['where the browser gives it none', () => far]]) {
  test(`the next page brings all of it back, ${name}`, async () => {
    const customer = await talking(site());
    await customer.say('Hello');
    await stored('Hello');
    await customer.page.getByRole('link', { name: 'Next page' }).click();
    await customer.page.waitForURL(/next/);
    await customer.sees('Hi Robin!');
    await customer.sees('Hello');
    assert.equal(await customer.of('title').textContent(), 'Anders Andersson');
    await wire.heard('the page went', (event) => event.type === 'client_unload' && event.userId === customer.userId);
    assert.equal(wire.all('client_left').filter(({ userId }) => userId === customer.userId).length, 0);
    agent.say({ type: 'end_session', direction: 'outbound', userId: customer.userId, reasonText: 'Goodbye' });
    await customer.sees('Goodbye');
    await customer.page.reload();
    await customer.of('start-again').waitFor();
    await customer.sees('Goodbye');
    assert.equal(await customer.of('composer').count(), 0, 'an ended chat stays ended');
    await customer.context.close();
  });
}

for (const host of ['127.0.0.1', 'localhost'])
  test(`what nobody acknowledged stands there after a reload and gets through, from ${host}`, async (walk) => {
    const tunnel = await Tunnel.to(broker.port);
    const site = await Site.open(tunnel.address, { host });
    walk.after(() => [site, tunnel].forEach((one) => one.close()));
    const customer = await talking(site);
    const text = `into the hole from ${host}`;
    tunnel.swallow();
    await customer.say(text);
    await until('it is being sent', async () => (await stateOf(customer)) === 'sending');
    tunnel.letThrough();
    await customer.page.reload();
    await customer.sees(text);
    await stored(text);
    await until('it is sent', async () => (await stateOf(customer)) === 'sent');
    assert.deepEqual(await customer.messages(), ['agent: Hi Robin!', `customer: ${text}`]);
    assert.equal((await wire.wholeLog()).filter((event) => event.text === text).length, 1, 'once');
    await customer.context.close();
  });

test('a duplicated tab is the same customer, and both show the same', async () => {
  const customer = await talking();
  const popup = customer.context.waitForEvent('page');
  await customer.page.evaluate(() => window.open(location.href, '_blank', 'opener'));
  const second = Object.assign(Object.create(Object.getPrototypeOf(customer)), customer, { page: await popup });
  second.frame = second.page.frameLocator('iframe');
  await second.sees('Hi Robin!');
  await second.say('from the second');
  await customer.sees('from the second');
  answer(customer, 'to both');
  await customer.sees('to both');
  await second.sees('to both');
  await second.page.close();
  await customer.say('still here');
  await stored('still here');
  assert.deepEqual(await customer.messages(),
    ['agent: Hi Robin!', 'customer: from the second', 'agent: to both', 'customer: still here']);
  assert.equal(wire.all('start').filter(({ userId }) => userId === customer.userId).length, 1);
  await customer.context.close();
});

test('who closes it in the middle of a rating is gone, and comes back as somebody new', async () => {
  const customer = await talking();
  agent.say({ type: 'end_session', direction: 'outbound', userId: customer.userId, reasonText: 'Goodbye' });
  await customer.of('score').nth(1).check({ force: true });
  await customer.of('rating-text').fill('It was');
  await customer.of('close').click(); // nothing is asked: there is nothing to lose
  await customer.page.locator('iframe').waitFor({ state: 'detached' });
  assert.equal(wire.all('rating').length, 0);
  const heard = wire.listenFromNow();
  await customer.openChat();
  const { userId } = await heard('start', (event) => event.type === 'start');
  assert.notEqual(userId, customer.userId);
  assert.deepEqual(await customer.messages(), []);
  await customer.context.close();
});

test('on a slow telephone it still opens, and says all that was said', async () => {
  const slow = async (page) => {
    const session = await page.context().newCDPSession(page);
    await session.send('Emulation.setCPUThrottlingRate', { rate: 6 });
  };
  const customer = await near.visit(browser, Tag, { prepare: slow });
  const heard = wire.listenFromNow();
  await customer.openChat();
  customer.userId = (await heard('start', (event) => event.type === 'start')).userId;
  const lines = [...Array(50).keys()].map((at) => `line ${at + 1} of 50`);
  for (const line of lines) answer(customer, line);
  answer(customer, 'long '.repeat(12_000)); // sixty kilobytes
  answer(customer, 'the last');
  // Not by all that is on the page, which it would have to lay out for us again and again.
  const newest = customer.frame.getByTestId('message-text').last();
  await until('the customer sees the last', async () => (await newest.textContent()) === 'the last', { within: 90_000 });
  assert.deepEqual((await customer.messages()).slice(0, 50), lines.map((line) => `agent: ${line}`));
  await customer.say('I have read it all');
  await stored('I have read it all');
  await customer.context.close();
});

test('it beats again and again while it is looked at', async () => {
  const customer = await talking();
  const heard = wire.listenFromNow();
  const beat = (event) => event.type === 'heartbeat' && event.userId === customer.userId;
  await heard('a beat', beat);
  const again = wire.listenFromNow();
  await again('the next', beat);
  await customer.context.close();
});
