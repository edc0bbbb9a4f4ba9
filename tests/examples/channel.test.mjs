// SPDX-License-Identifier: GPL-3.0-or-later
// The connector between the real broker and a network of the test's own, which takes, refuses and forgets to answer.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { text as wholeBody } from 'node:stream/consumers';
import { after, before, test } from 'node:test';

import { Broker } from '../e2e/support/broker.mjs';
import { freePort, until } from '../e2e/support/environment.mjs';
import { Wire } from '../e2e/support/wire.mjs';
import { Program } from './support.mjs';

const Number = '+46701234567';
const userId = `sms:${Number}`;
const Anders = { id: 'anan01', name: 'Anders Andersson', type: 'human' };
let broker, wire, agent, connector, network, port;
const taken = []; // what the network has taken, in order
const tried = []; // … and what it was offered
let refusals = 0, isForgetful = false;

const post = (message) =>
  fetch(`http://127.0.0.1:${port}/incoming`, { method: 'POST', body: typeof message === 'string' ? message : JSON.stringify(message) })
    .then(({ status }) => status, () => 0);
const answer = (text) =>
  agent.socket.send(JSON.stringify({ type: 'text', direction: 'outbound', userId, text, agent: Anders }));
const reached = (text) => until(`the network has ${text}`, () => taken.some((message) => message.text === text));
const textsOf = (messages) => messages.map(({ text }) => text).filter((text) => /^answer/.test(text));
const inbound = async () => (await wire.wholeLog()).filter(({ type, direction }) => type === 'text' && direction === 'inbound');

before(async () => {
  broker = await Broker.start();
  wire = await Wire.listen(broker.address, broker.key('supervisor', 'wire'));
  agent = await Wire.listen(broker.address, broker.key('agent', 'anders', Anders.id));
  network = createServer(async (request, reply) => {
    const message = JSON.parse(await wholeBody(request));
    tried.push(message);
    if (refusals > 0) {
      refusals -= 1;
      return reply.writeHead(503).end();
    }
    if (!taken.some(({ key }) => key === message.key)) taken.push(message); // as a network does that knows keys
    if (isForgetful) return request.socket.destroy();
    return reply.writeHead(200).end();
  }).listen(0, '127.0.0.1');
  await once(network, 'listening');
  port = await freePort();
  connector = new Program('channel.mjs', {
    SERMO_URL: broker.address.replace('http', 'ws'),
    SERMO_KEY: broker.key('channel', 'sms'),
    NETWORK_URL: `http://127.0.0.1:${network.address().port}/send`,
    PORT: String(port),
  });
});

after(async () => {
  await connector?.kill();
  network?.close();
  wire?.close();
  agent?.close();
  await broker?.stop();
});

test('a message of the network is a text of its customer, stored before it is answered', async () => {
  const first = { from: Number, text: 'Hej, min faktura är fel', messageId: 'sms-1' };
  await until('it is taken', async () => (await post(first)) === 200);
  const event = await wire.heard('the text', (frame) => frame.id === 'sms-1');
  assert.deepEqual([event.userId, event.text, event.direction], [userId, first.text, 'inbound']);
  await wire.heard('he waits in line', (frame) => frame.type === 'session_state' && frame.state === 'queued');
});

test('one that the network sends twice is one', async () => {
  const again = { from: Number, text: 'Hej, min faktura är fel', messageId: 'sms-1' };
  assert.equal(await post(again), 200);
  assert.equal(await post({ from: Number, text: 'Hallå?', messageId: 'sms-2' }), 200);
  assert.deepEqual((await inbound()).map(({ id }) => id), ['sms-1', 'sms-2']);
});

test('what is no message is refused', async () => {
  for (const wrong of ['not JSON', '[]', 'null', {}, { from: 1, text: 'a', messageId: 'b' }, { from: Number, text: 'no id' }]) assert.equal(await post(wrong), 400);
  assert.equal(await post({ from: Number, text: 'the id is too long', messageId: 'x'.repeat(65) }), 422);
});

test('an answer goes out, once, and notices with it', async () => {
  agent.socket.send(JSON.stringify({ type: 'claim_session', direction: 'internal', userId, agentId: Anders.id }));
  answer('answer 1');
  await reached('answer 1');
  assert.deepEqual(taken.map(({ to }) => to).filter((to) => to !== Number), [], 'to him alone');
  assert.ok(taken[0].text && !/^answer/.test(taken[0].text), 'first he was told that he stands in line');
});

test('what the network refuses is tried again, in order', async () => {
  refusals = 2;
  for (const text of ['answer 2', 'answer 3']) answer(text);
  await reached('answer 3');
  assert.deepEqual(textsOf(taken), ['answer 1', 'answer 2', 'answer 3']);
  assert.deepEqual(textsOf(tried), ['answer 1', 'answer 2', 'answer 2', 'answer 2', 'answer 3']);
});

test('one whose answer was lost comes again with the same key', async () => {
  isForgetful = true;
  answer('answer 4');
  await until('it was tried twice', () => textsOf(tried).filter((text) => text === 'answer 4').length > 1);
  isForgetful = false;
  answer('answer 5');
  await reached('answer 5');
  assert.deepEqual(textsOf(taken), ['answer 1', 'answer 2', 'answer 3', 'answer 4', 'answer 5']);
});

test('while the broker is away nothing is taken that could be lost, and afterwards it comes once', async () => {
  await broker.kill();
  const message = { from: Number, text: 'Är ni kvar?', messageId: 'sms-3' };
  assert.equal(await post(message), 503);
  await broker.serve();
  await Promise.all([wire.missed(), agent.missed()]);
  await until('it is taken', async () => (await post(message)) === 200);
  assert.equal(await post(message), 200);
  assert.deepEqual((await inbound()).map(({ id }) => id), ['sms-1', 'sms-2', 'sms-3']);
  assert.equal(textsOf(taken).length, 5, 'and nothing goes out again');
});

test('after a restart of its own it carries what came meanwhile, and nothing again', async () => {
  await connector.kill();
  for (const text of ['answer 6', 'answer 7']) answer(text);
  await wire.heard('the last of them', ({ text }) => text === 'answer 7');
  connector.start();
  await reached('answer 7');
  assert.deepEqual(textsOf(tried).slice(-2), ['answer 6', 'answer 7']);
  assert.equal(textsOf(taken).length, 7);
});

test('a customer that another key has brought is refused', async () => {
  const other = await Wire.listen(broker.address, broker.key('channel', 'another'));
  const heard = new Promise((resolve) => { other.socket.on('message', (data) => resolve(JSON.parse(String(data)))); });
  other.socket.send(JSON.stringify({ type: 'text', direction: 'inbound', userId, text: 'I am he', id: 'x' }));
  assert.equal((await heard).code, 'foreign_user');
  other.close();
});
