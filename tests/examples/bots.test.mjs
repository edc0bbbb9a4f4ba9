// SPDX-License-Identifier: GPL-3.0-or-later
// Both answering bots at the real broker: the seed's scenarios as far as a bot has a part in them, and then what goes wrong
// in a week: the broker gone and back, the bot gone and back.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { after, before, describe, test } from 'node:test';

import { Broker } from '../e2e/support/broker.mjs';
import { require, until } from '../e2e/support/environment.mjs';
import { Talker } from '../e2e/support/talker.mjs';
import { Wire } from '../e2e/support/wire.mjs';
import { Program } from './support.mjs';

const { WebSocketServer } = require('ws');
const Anders = { id: 'anan01', name: 'Anders Andersson', type: 'human' };

const hears = (customer, words) =>
  until(`the customer hears: ${words}`, () => customer.heard.find(({ type, text }) => type === 'text' && text.includes(words)));

for (const file of ['answering-bot.mjs', 'answering_bot.py']) {
  describe(`${file}, with customers`, () => {
    let broker, bot, wire, agent, anna, bo, dora;
    const customer = () => Talker.customer(broker.address, { platformId: 'webchat' });
    const of = ({ userId }, type) => (frame) => frame.userId === userId && frame.type === type;
    const control = (event) => agent.socket.send(JSON.stringify({ direction: 'internal', agentId: Anders.id, ...event }));
    const lend = ({ userId }, reason) => {
      control({ type: 'claim_session', userId });
      control({ type: 'handover_to_bot', userId, agent: Anders, reason });
    };
    const comesBackToAnders = (who, heard) =>
      heard('back to the same agent', (frame) => of(who, 'claim_session')(frame) && frame.reason === 'returned'
        && frame.agentId === Anders.id);
    /** What the bot said and did, as the log has it: one line each. */
    const said = async (who) => (await wire.wholeLog())
      .filter(({ userId, agent: speaker, type }) => userId === who.userId && (speaker?.id === 'otto' || type.startsWith('handover')))
      .map(({ type, text, queueId }) => [type, text ?? queueId].join(' '));

    before(async () => {
      broker = await Broker.start();
      wire = await Wire.listen(broker.address, broker.key('supervisor', 'wire'));
      agent = await Wire.listen(broker.address, broker.key('agent', 'anders', Anders.id));
      bot = new Program(file, { SERMO_URL: broker.address.replace('http', 'ws'), SERMO_KEY: broker.key('bot', 'otto') });
      await wire.heard('the bot is there', ({ type, available }) => type === 'application_heartbeat' && available);
    });
    after(async () => {
      await bot?.kill();
      wire?.close();
      agent?.close();
      await broker?.stop();
    });

    test('greets who comes, with a button for each queue', async () => {
      anna = await customer();
      const greeting = await hears(anna, 'Hello!');
      assert.deepEqual(greeting.quickReplies.map(({ payload }) => payload), ['sales', 'technical', 'general']);
      assert.equal(greeting.agent.id, 'otto');
    });

    test('says who the customer is, and puts him through to the queue of his matter', async () => {
      anna.write('My invoice 70557076 is wrong');
      const known = await wire.heard('who she is', of(anna, 'customer_identified'));
      assert.equal(known.customerId, '70557076');
      const handover = await wire.heard('the handover', of(anna, 'handover_to_queue'));
      assert.equal(handover.queueId, 'sales');
      const number = await until('her number', () => anna.heard.find(({ type }) => type === 'queue_number'));
      assert.equal(number.queueNumber, 1);
    });

    test('asks once more what it did not understand, and then lets a person see to it', async () => {
      bo = await customer();
      await hears(bo, 'Hello!');
      bo.write('Hm');
      await hears(bo, 'Which of these');
      bo.write('Hmm');
      const handover = await wire.heard('the handover', of(bo, 'handover_to_queue'));
      assert.equal(handover.queueId, 'general');
    });

    test('who wants a person and shows that he is there goes first', async () => {
      const cia = await customer();
      cia.write('A real person, please');
      await hears(cia, 'I am getting somebody');
      const place = (wanted) => wire.heard(`her place, ${wanted}`, (frame) =>
        of(cia, 'session_state')(frame) && frame.state === 'queued' && frame.position === wanted);
      await place(2); // behind Bo
      cia.say({ type: 'text', direction: 'inbound', text: 'Yes', quickReplyPayload: 'here' });
      await place(1);
      assert.equal(wire.frames.filter(of(cia, 'handover_to_agent')).length, 2);
    });

    test('ends a conversation in the name of the agent', async () => {
      lend(anna, 'end_session');
      const question = await hears(anna, 'anything else');
      assert.deepEqual(question.agent, Anders);
      anna.write('No, thank you');
      await until('it is over', () => anna.heard.find(({ type, reasonText }) => type === 'end_session' && reasonText));
    });

    test('gives him back to the same agent when there is something else', async () => {
      const heard = wire.listenFromNow();
      lend(bo, 'end_session');
      await hears(bo, 'anything else');
      bo.write('Yes, my address is new');
      await comesBackToAnders(bo, heard);
    });

    test('asks whether he is there, and any word brings him back', async () => {
      const heard = wire.listenFromNow();
      control({ type: 'handover_to_bot', userId: bo.userId, agent: Anders, reason: 'confirm_present' });
      await hears(bo, 'Are you still there?');
      bo.write('No hurry');
      await comesBackToAnders(bo, heard);
    });

    test('answers once what was asked while the broker came back and the bot was away', async () => {
      dora = await customer();
      await hears(dora, 'Hello!');
      bot.sleep();
      await broker.kill();
      await broker.serve();
      await Promise.all([wire.missed(), agent.missed(), dora.comeBack(broker.address)]);
      dora.write('My router is slow');
      await until('it is stored', () => dora.heard.find(({ type }) => type === 'ack'));
      bot.wake();
      await wire.heard('the handover', of(dora, 'handover_to_queue'));
      assert.deepEqual(await said(dora),
        ['text Hello! What is it about?', 'text Thank you, I am putting you through.', 'handover_to_queue technical']);
    });

    test('repeats nothing after it was killed itself', async () => {
      const before = [await said(bo), await said(dora)];
      await bot.kill();
      const heard = wire.listenFromNow();
      bot.start();
      await heard('the bot is there again', ({ type }) => type === 'application_heartbeat');
      await hears(await customer(), 'Hello!'); // after all that it was told of
      assert.deepEqual([await said(bo), await said(dora)], before);
      assert.deepEqual(bot.log.filter((line) => line.includes('refused:')), [], 'nothing it said was refused');
    });
  });

  describe(`${file}, on the line`, () => {
    let server, bot;
    const say = (socket, ...events) => events.forEach((event) => socket.send(JSON.stringify(event)));
    const stored = (seq) => ({ type: 'note', direction: 'internal', userId: 'x', seq, receivedAt: '2026-03-02T09:30:00.000Z' });
    const welcome = (epoch, reset = false) => ({ type: 'welcome', epoch, seq: 100, reset });
    const connections = [];
    const next = () => until('it connects', () => connections.shift());

    before(async () => {
      server = new WebSocketServer({ host: '127.0.0.1', port: 0 });
      server.on('connection', (socket, request) => {
        socket.on('error', () => {});
        connections.push({ socket, url: request.url, key: request.headers.authorization });
      });
      await once(server, 'listening');
      bot = new Program(file, { SERMO_URL: `ws://127.0.0.1:${server.address().port}`, SERMO_KEY: 'a-key' });
    });
    after(async () => {
      await bot?.kill();
      server?.close();
    });

    test('asks first for all that is open, and after a loss for what it has missed', async () => {
      const first = await next();
      assert.deepEqual([first.url, first.key], ['/events?replay=open', 'Bearer a-key']);
      say(first.socket, welcome('one'), stored(41), stored(42));
      first.socket.close(1001);
      const second = await next();
      assert.equal(second.url, '/events?since=42&epoch=one');
      say(second.socket, welcome('two', true));
      second.socket.close(1001);
      assert.equal((await next()).url, '/events?replay=open', 'what was known is of a log that is gone');
    });

    test('sends again what was not acknowledged, and answers pings', async () => {
      server.clients.forEach((client) => client.terminate());
      const start = { ...stored(43), type: 'start', direction: 'inbound', params: {} };
      const greeted = (socket) => {
        let greeting;
        socket.on('message', (data) => {
          const event = JSON.parse(String(data));
          if (event.type === 'text') greeting = event;
        });
        return until('it greets', () => greeting);
      };
      const one = await next();
      const first = greeted(one.socket);
      say(one.socket, welcome('two'), start, { type: 'session_state', direction: 'internal', userId: 'x', state: 'bot' });
      const said = await first;
      one.socket.terminate();
      const two = await next();
      const again = greeted(two.socket);
      say(two.socket, welcome('two'));
      assert.deepEqual(await again, said);
      two.socket.ping('still there?');
      const [answer] = await once(two.socket, 'pong');
      assert.equal(String(answer), 'still there?');
    });
  });
}
