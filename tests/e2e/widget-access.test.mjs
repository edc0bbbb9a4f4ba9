// SPDX-License-Identifier: GPL-3.0-or-later
// The widget for everybody, with the real broker: by keyboard, to a screen reader, on a telephone, without motion, aloud.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { Broker } from './support/broker.mjs';
import { startBrowser } from './support/customer.mjs';
import { require, until } from './support/environment.mjs';
import { Site } from './support/site.mjs';
import { Talker } from './support/talker.mjs';
import { Wire } from './support/wire.mjs';

const axe = require('axe-core');
const Anders = { id: 'anan01', name: 'Anders Andersson', type: 'human' };
const Phone = { viewport: { width: 390, height: 780 }, hasTouch: true, isMobile: true };
let broker, browser, wire, agent, site;

before(async () => {
  broker = await Broker.start();
  wire = await Wire.listen(broker.address, broker.key('supervisor', 'wire'));
  agent = await Talker.application(broker.address, broker.key('agent', 'anders', Anders.id));
  browser = await startBrowser();
  site = await Site.open(broker.address);
});

after(async () => {
  for (const one of [wire, agent, site]) one?.close();
  await browser?.close();
  await broker?.stop();
});

const visit = (options) => site.visit(browser, 'data-platform="webchat"', options);

async function talking(options) {
  const heard = wire.listenFromNow();
  const customer = await visit(options);
  await customer.openChat();
  customer.userId = (await heard('start', (event) => event.type === 'start')).userId;
  return customer;
}

const answer = ({ userId }, text) => agent.say({ type: 'text', direction: 'outbound', userId, text, agent: Anders });
const focused = (customer) => customer.frame.locator('body').evaluate(() => document.activeElement.dataset.testid);
const hidden = (customer) => customer.page.locator('iframe').waitFor({ state: 'hidden' });

test('by keyboard alone: opened, written, minimised, and the focus where one left', async () => {
  const customer = await visit();
  const { keyboard } = customer.page;
  await customer.page.getByTestId('launcher').waitFor();
  await keyboard.press('Tab'); // the page's own link
  await keyboard.press('Tab');
  await keyboard.press('Enter');
  await until('one may write at once', async () => (await focused(customer)) === 'composer');
  await keyboard.type('Hello');
  await keyboard.press('Shift+Enter');
  await keyboard.type('you');
  await keyboard.press('Enter');
  await wire.heard('two lines', (event) => event.type === 'text' && event.text === 'Hello\nyou');
  const visited = new Set();
  for (let stop = 0; stop < 8; ++stop) {
    await keyboard.press('Shift+Tab');
    visited.add(await customer.page.evaluate(() => document.activeElement.tagName));
  }
  assert.ok(visited.has('A'), 'on a desktop the chat holds nobody: the page is reached');
  await customer.of('composer').focus();
  await keyboard.press('Escape');
  await hidden(customer);
  assert.equal(await customer.page.evaluate(() => document.activeElement.dataset.testid), 'launcher');
  await customer.context.close();
});

test('a screen reader is told what is new, each once, and nothing else', async () => {
  const customer = await talking();
  const said = (text) => until(`it says ${text}`, async () => (await customer.of('announcer').textContent()) === text);
  answer(customer, 'first');
  await said('Anders Andersson: first');
  answer(customer, 'second');
  await said('Anders Andersson: second');
  assert.equal(await customer.frame.locator('[aria-live]').count(), 1, 'nothing else speaks');
  await customer.context.close();
});

test('on a telephone it fills the screen, holds the focus, and its fields do not make it zoom', async () => {
  const customer = await talking(Phone);
  const frame = customer.page.locator('iframe');
  assert.deepEqual(await frame.boundingBox(), { x: 0, y: 0, width: 390, height: 780 });
  assert.equal(await customer.composer.evaluate((one) => getComputedStyle(one).fontSize), '16px');
  await customer.of('sound').focus();
  await customer.page.keyboard.press('Shift+Tab');
  assert.equal(await focused(customer), 'composer', 'from the first to the last');
  await customer.page.keyboard.press('Tab');
  assert.equal(await focused(customer), 'sound', 'and back');
  await customer.of('minimise').click();
  await hidden(customer);
  await customer.page.getByTestId('launcher').waitFor();
  await customer.context.close();
});

test('the keyboard of a telephone covers nothing of it', async () => {
  const prepare = (page) => page.addInitScript(() => {
    const seen = Object.assign(new EventTarget(), { width: 390, height: 780, offsetTop: 0, scale: 1 });
    Object.defineProperty(window, 'visualViewport', { value: seen });
    window.showKeyboard = () => {
      Object.assign(seen, { height: 420, offsetTop: 30 });
      seen.dispatchEvent(new Event('resize'));
    };
  });
  const customer = await talking({ ...Phone, prepare });
  await customer.page.evaluate(() => window.showKeyboard());
  await until('it is as large as what is seen', async () => {
    const box = await customer.page.locator('iframe').boundingBox();
    return box.height === 420 && box.y === 30;
  });
  const composer = await customer.composer.boundingBox();
  assert.ok(composer.y + composer.height <= 450, 'the line that is written in is above the keys');
  await customer.context.close();
});

test('who wants no motion gets none', async () => {
  const customer = await talking({ reducedMotion: 'reduce' });
  agent.say({ type: 'typing_on', direction: 'outbound', userId: customer.userId });
  const dot = customer.of('typing').locator('i').first();
  assert.equal(await dot.evaluate((one) => getComputedStyle(one).animationName), 'none');
  await customer.context.close();
});

test('who looks elsewhere is called: by number, by title and by sound, until he wants no sound', async () => {
  const prepare = (page) => page.addInitScript(() => {
    window.notes = 0;
    const note = () => ++window.notes;
    const node = () => ({ frequency: { setValueAtTime: note }, gain: { setValueAtTime() {}, exponentialRampToValueAtTime() {} },
      connect: (next) => next, start: note, stop() {} });
    window.AudioContext = class {
      currentTime = 0;
      createOscillator = node;
      createGain = node;
    };
  });
  const customer = await talking({ prepare });
  const notes = () => customer.frame.locator('body').evaluate(() => window.notes);
  const title = () => customer.page.title();
  const called = async (text, count) => {
    answer(customer, text);
    await until(`${count} are told`, async () => (await title()) === `(${count}) The shop`);
  };
  answer(customer, 'seen');
  await customer.sees('seen');
  assert.equal(await notes(), 0, 'nobody calls who is there');
  await customer.of('minimise').click();
  await hidden(customer);
  await called('one', 1);
  await until('two notes are heard', async () => (await notes()) === 2);
  await customer.page.evaluate(() => { document.title = 'Sale!'; }); // the page's own word
  answer(customer, 'two');
  await until('its word is kept', async () => (await title()) === '(2) Sale!');
  await until('two more are heard', async () => (await notes()) === 4);
  await customer.page.getByTestId('launcher').click();
  await until('nothing is unread', async () => (await title()) === 'Sale!');
  await customer.of('sound').click();
  assert.equal(await customer.of('sound').getAttribute('aria-pressed'), 'false');
  await customer.of('minimise').click();
  await hidden(customer);
  answer(customer, 'three');
  await until('it is told', async () => (await title()) === '(1) Sale!');
  assert.equal(await notes(), 4, 'and not heard');
  await customer.context.close();
});

/** What axe holds against the chat as it stands (WCAG 2.0 to 2.2, A and AA, and best practice). */
async function violations(customer, rules) {
  const frame = customer.page.frames().find((one) => one.url().includes('/widget/app.html'));
  await frame.evaluate(axe.source); // through the driver: its policy lets no foreign script in
  const found = await frame.evaluate(`axe.run(${JSON.stringify({ resultTypes: ['violations'], rules })})`);
  return found.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`);
}

for (const [name, look] of [
  ['by day', { colorScheme: 'light' }],
  ['by night', { colorScheme: 'dark' }],
  ['on a telephone', Phone],
  ['in the colours of the system', { colorScheme: 'dark', forcedColors: 'active' }],
])
  test(`axe finds nothing, from the first word to the last, ${name}`, async () => {
    const customer = await visit(look);
    const heard = wire.listenFromNow();
    const rules = { 'color-contrast': { enabled: !look.forcedColors } }; // those are not ours
    const isFine = async (state) => assert.deepEqual(await violations(customer, rules), [], state);
    await customer.openChat();
    const { userId } = await heard('start', (event) => event.type === 'start');
    customer.userId = userId;
    await customer.of('queue').waitFor();
    await isFine('in line');
    await customer.of('leave-queue').click();
    await isFine('asked whether to leave it');
    await customer.of('stay').click();
    answer(customer, 'Hi Robin!');
    await customer.say('Hello');
    agent.say({ type: 'typing_on', direction: 'outbound', userId });
    await customer.of('typing').waitFor();
    await isFine('talking');
    agent.say({ type: 'end_session', direction: 'outbound', userId, reasonText: 'Goodbye' });
    await customer.of('score').nth(3).check({ force: true });
    await isFine('asked how it was');
    await customer.of('rate').click();
    await customer.of('rated').waitFor();
    await isFine('over');
    await customer.context.close();
  });
