// SPDX-License-Identifier: GPL-3.0-or-later
// What a customer and the other side can say to each other in the widget, with the real broker between them.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';

import { Broker } from './support/broker.mjs';
import { startBrowser } from './support/customer.mjs';
import { until } from './support/environment.mjs';
import { Site } from './support/site.mjs';
import { Talker } from './support/talker.mjs';
import { Wire } from './support/wire.mjs';

const Pictures = 'https://img.example.com';
const Configuration = {
  platforms: [{ id: 'webchat', brand: 'Com Hem', language: 'en' }, { id: 'bank', mask: true }],
  avatarHosts: [Pictures],
  allocation: { enabled: false },
};
const Anders = { id: 'anan01', name: 'Anders Andersson', type: 'human' };
const Pixel = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
let broker, browser, wire, bot, agent, site, avatarId;

before(async () => {
  broker = await Broker.start({ configuration: Configuration });
  wire = await Wire.listen(broker.address, broker.key('supervisor', 'wire'));
  const key = broker.key('bot', 'another-bot');
  bot = await Talker.application(broker.address, key);
  agent = await Talker.application(broker.address, broker.key('agent', 'anders', Anders.id));
  const posted = await fetch(`${broker.address}/images?apiKey=${key}`, { method: 'POST', body: JSON.stringify({ image: Pixel }) });
  avatarId = posted.headers.get('location').split('/').pop();
  browser = await startBrowser();
  site = await Site.open(broker.address);
});

after(async () => {
  for (const one of [wire, bot, agent, site]) one?.close();
  await browser?.close();
  await broker?.stop();
});

async function comes(tag = 'data-platform="webchat"', options = {}) {
  const heard = wire.listenFromNow();
  const customer = await site.visit(browser, tag, options);
  await customer.openChat();
  customer.userId = (await heard('start', (event) => event.type === 'start')).userId;
  return customer;
}

const say = (who, { userId }, event) => who.say({ direction: 'outbound', userId, ...event });
const claim = (customer) =>
  agent.say({ type: 'claim_session', direction: 'internal', userId: customer.userId, agentId: Anders.id });

test('a bot types before it speaks, in order, under its own face', async () => {
  const customer = await comes();
  const face = { id: 'bot', name: 'Bot', avatarId };
  say(bot, customer, { type: 'text', text: 'one', typing: 900, agent: face });
  say(bot, customer, { type: 'text', text: 'two', agent: face });
  await customer.of('typing').waitFor();
  await customer.sees('two');
  assert.deepEqual(await customer.messages(), ['bot: one', 'bot: two']);
  const picture = customer.of('message').first().getByTestId('avatar').locator('img');
  assert.ok((await picture.getAttribute('src')).endsWith(`/images/${avatarId}`));
  await until('its face is loaded', () => picture.evaluate((image) => image.naturalWidth > 0));
  assert.equal(await customer.of('message').nth(1).getByTestId('avatar').count(), 0, 'once for what it says in a row');
  await customer.picture('widget-faces');
  await customer.context.close();
});

test('faces come from where the configuration says, and else there are letters', async () => {
  const asked = [];
  const prepare = (page) => page.route(/example\.(com|org)/, (route) => {
    asked.push(route.request().url());
    return route.fulfill({ contentType: 'image/png', body: Buffer.from(Pixel, 'base64') });
  });
  const customer = await comes(undefined, { prepare });
  claim(customer);
  const known = `${Pictures}/anders.png`;
  say(agent, customer, { type: 'text', text: 'known', agent: { ...Anders, avatarUrl: known } });
  await until('his face is in the header', async () =>
    (await customer.frame.locator('header img').getAttribute('src')) === known);
  say(agent, customer, { type: 'text', text: 'strange', agent: { ...Anders, id: 'b', avatarUrl: 'https://else.example.org/a.png' } });
  await customer.sees('strange');
  await until('letters instead', async () => (await customer.frame.locator('header').innerText()).includes('AA'));
  assert.deepEqual(asked, [known]);
  await customer.context.close();
});

test('quick replies of both kinds', async () => {
  const customer = await comes();
  const url = `${broker.address}/demo/help.html`;
  say(bot, customer, { type: 'text', text: 'What is it?', agent: { id: 'bot', name: 'Bot' }, quickReplies: [
    { type: 'postback', text: 'Invoice', payload: 'invoice' },
    { type: 'web_url', text: 'Help', url, windowOpen: true },
    { type: 'web_url', text: 'Bad', url: 'javascript:alert(1)' }] });
  await customer.of('quick-reply').first().waitFor();
  assert.deepEqual(await customer.of('quick-reply').evaluateAll((all) => all.map(({ dataset }) => dataset.type)),
    ['postback', 'web_url']);
  const window = customer.context.waitForEvent('page');
  await customer.chooses('Help');
  assert.equal((await window).url().split('?')[0], url);
  await customer.chooses('Invoice');
  const chosen = await wire.heard('the choice', (event) => event.userId === customer.userId && event.quickReplyPayload);
  assert.deepEqual([chosen.text, chosen.quickReplyPayload], ['Invoice', 'invoice']);
  assert.ok(await customer.of('quick-reply').first().isDisabled(), 'it was chosen');
  await customer.context.close();
});

test('a place in line: how long it takes, kept while minimised, given up on request', async () => {
  agent.say({ type: 'agent_status', direction: 'internal', agentId: Anders.id, status: 'available' });
  await wire.heard('he is there', (event) => event.type === 'agent_status' && event.status === 'available');
  const first = await comes();
  bot.say({ type: 'handover_to_queue', direction: 'internal', userId: first.userId, queueId: 'sales' });
  await first.sees('number 1');
  const second = await comes();
  bot.say({ type: 'handover_to_queue', direction: 'internal', userId: second.userId, queueId: 'sales' });
  await second.sees('number 2');
  assert.match(await second.of('queue-wait').textContent(), /About \d+(–\d+)? min/);
  await first.of('leave-queue').click();
  await first.of('keep-place').click();
  await first.page.locator('iframe').waitFor({ state: 'hidden' });
  await first.page.getByTestId('launcher').click();
  assert.equal(await first.of('queue').getAttribute('data-number'), '1');
  await first.of('leave-queue').click();
  await first.of('leave').click();
  await wire.heard('client_left', (event) => event.type === 'client_left' && event.userId === first.userId);
  await until('the other is next', async () => (await second.of('queue').getAttribute('data-number')) === '1');
  await second.context.close();
  await first.context.close();
});

test('an agent is seen to type, tells what is new, and ends it; the customer takes it along', async () => {
  const customer = await comes();
  claim(customer);
  say(agent, customer, { type: 'typing_on' });
  await customer.of('typing').waitFor();
  say(agent, customer, { type: 'typing_off' });
  await customer.of('typing').waitFor({ state: 'detached' });
  say(agent, customer, { type: 'info', text: 'A technician is on his way' });
  await customer.of('info').last().getByText('A technician').waitFor();
  say(agent, customer, { type: 'text', text: 'Hi Robin!', agent: Anders });
  await customer.say('Hello');
  await wire.heard('the answer', (event) => event.text === 'Hello' && event.userId === customer.userId);
  say(agent, customer, { type: 'end_session', reasonText: 'Anders has left' });
  await customer.of('download').waitFor();
  const download = customer.page.waitForEvent('download');
  await customer.of('download').click();
  const text = readFileSync(await (await download).path(), 'utf8');
  for (const line of ['– A technician is on his way –', 'Anders Andersson: Hi Robin!', 'You: Hello', 'Anders has left'])
    assert.ok(text.includes(line), line);
  await customer.page.emulateMedia({ media: 'print' });
  assert.equal(await customer.of('ended').isVisible(), false, 'on paper there is nothing to press');
  assert.ok(await customer.of('message').first().isVisible());
  await customer.page.emulateMedia({ media: 'screen' });
  await customer.of('start-again').click();
  await wire.heard('another start', () => wire.all('start').filter(({ userId }) => userId === customer.userId).length === 2);
  await customer.context.close();
});

test('numbers are hidden before they leave the browser, and its last letters are told', async () => {
  const frames = [];
  const prepare = (page) => page.on('websocket', (socket) =>
    socket.on('framesent', ({ payload }) => frames.push(String(payload))));
  const customer = await comes('data-platform="bank"', { prepare });
  await customer.type('My card is 4111 1111 1111 1111', { delay: 15 });
  await wire.heard('the last letters', (event) =>
    event.type === 'typing_on' && event.text === 'My card is **** **** **** ****');
  await customer.send();
  const sent = await wire.heard('the text', (event) => event.type === 'text' && event.userId === customer.userId);
  assert.equal(sent.text, 'My card is **** **** **** ****');
  for (const { text = '' } of frames.map((frame) => JSON.parse(frame)))
    assert.doesNotMatch(text.replaceAll(' ', ''), /[0-9]{5}/);
  await customer.context.close();
});
