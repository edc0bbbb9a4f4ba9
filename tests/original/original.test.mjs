// SPDX-License-Identifier: GPL-3.0-or-later
// Clients of the original connect unchanged, each with the library of its time and every way it has to carry events.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, afterEach, before, describe, test } from 'node:test';

import { Broker } from '../e2e/support/broker.mjs';
import { until } from '../e2e/support/environment.mjs';
import { Wire } from '../e2e/support/wire.mjs';
import { Original } from './original.mjs';

const Words = 'Hej, jag vill ändra faktura 70557076 😀 \u2028 "]}';
const ways = [['polling'], ['websocket'], ['polling', 'websocket']];
const of = (userId, type) => (event) => event.userId === userId && event.type === type;

for (const library of [2, 4]) {
  for (const transports of ways) {
    describe(`socket.io-client ${library} by ${transports.join(', then ')}`, () => {
      let broker, wire, botKey;
      const open = [];
      const client = (options) => {
        const made = new Original(library, broker.address, { transports, ...options });
        open.push(made);
        return made;
      };
      const application = () => client({ query: { apiKey: botKey } });
      /** A customer's page, and the session that its `start` made. */
      const customer = async () => {
        const made = client();
        made.userId = randomUUID();
        made.say({ type: 'start', direction: 'inbound', userId: made.userId, params: {} });
        await made.welcome();
        await wire.heard('the start', of(made.userId, 'start'));
        return made;
      };

      before(async () => {
        broker = await Broker.start();
        botKey = broker.key('bot', 'otto');
        wire = await Wire.listen(broker.address, broker.key('supervisor', 'wire'));
      });
      afterEach(() => open.splice(0).forEach((made) => made.close()));
      after(async () => {
        wire?.close();
        await broker?.stop();
      });

      test('an application sends and hears, unknown events too, byte for byte', async () => {
        const bot = application();
        assert.equal((await bot.welcome()).role, 'bot');
        const event = { type: `new-${library}`, direction: 'internal', zebra: [1, { a: null }], text: Words, deep: { b: 2, a: 1 } };
        bot.say(event);
        const { raw } = await wire.heard('the unknown event', ({ type }) => type === event.type);
        assert.ok(raw.startsWith(JSON.stringify(event).slice(0, -1)), raw);
        wire.socket.send(JSON.stringify({ ...event, type: 'back' }));
        const { seq, receivedAt, ...back } = await bot.hears('the answer', ({ type }) => type === 'back');
        assert.deepEqual(back, { ...event, type: 'back' });
        assert.ok(seq > 0 && receivedAt);
      });

      test('a customer writes, is answered, and hears nothing that is internal', async () => {
        const bot = application();
        await bot.welcome();
        const anna = await customer();
        anna.say({ type: 'text', direction: 'inbound', userId: anna.userId, text: Words });
        const { text } = await bot.hears('her words', of(anna.userId, 'text'));
        assert.equal(text, Words);
        bot.say({ type: 'customer_identified', direction: 'internal', userId: anna.userId, customerId: '1' });
        bot.say({ type: 'text', direction: 'outbound', userId: anna.userId, text: Words, agent: { id: 'bot', name: 'Bot' } });
        assert.equal((await anna.hears('the answer', of(anna.userId, 'text'))).text, Words);
        assert.ok(!anna.heard.some(({ direction }) => direction === 'internal'));
      });

      test('many at once arrive once and in order, both ways, whatever carries them', async () => {
        const bot = application();
        const name = `count-${library}-${transports.length}`;
        for (let n = 0; n < 200; n += 1) bot.say({ type: name, direction: 'internal', n });
        await bot.welcome();
        for (let n = 0; n < 200; n += 1) wire.socket.send(JSON.stringify({ type: `${name}-back`, direction: 'internal', n }));
        const numbers = (events, type) => events.filter((event) => event.type === type).map(({ n }) => n);
        const all = Array.from({ length: 200 }, (_, n) => n);
        await until('all went out', () => numbers(wire.frames, name).length >= 200);
        await until('all came in', () => numbers(bot.heard, `${name}-back`).length >= 200);
        assert.deepEqual(numbers(wire.frames, name), all);
        assert.deepEqual(numbers(bot.heard, `${name}-back`), all);
        await until('it is carried by the best way', () => bot.transport === transports.at(-1));
      });

      test('a callback is called with the broker’s answer', async () => {
        const bot = application();
        await bot.welcome();
        const answered = (event) => new Promise((resolve) => { bot.socket.send(event, resolve); });
        const { type, id, seq } = await answered({ type: 'note-to-all', direction: 'internal', id: randomUUID() });
        assert.equal(type, 'ack');
        assert.ok(id && seq > 0);
        const refused = await answered({ type: 'x', direction: 'sideways', id: 'e1' });
        assert.equal(refused.code, 'unknown_direction');
        assert.equal(await answered({ type: 'y', direction: 'internal' }), undefined);
      });

      test('what was missed is told by since, as to anybody', async () => {
        const bot = application();
        const { epoch, seq } = await bot.welcome();
        bot.close();
        const id = randomUUID();
        wire.socket.send(JSON.stringify({ type: 'while-away', direction: 'internal', id }));
        await wire.heard('it is kept', (event) => event.type === 'ack' && event.id === id);
        const again = client({ query: { apiKey: botKey, since: seq, epoch } });
        await again.hears('what was missed', (event) => event.type === 'while-away' && event.id === id);
      });

      test('a customer comes back by his token', async () => {
        const anna = await customer();
        const { token } = await anna.welcome();
        anna.close();
        const back = client();
        back.say({ type: 'hello', token });
        assert.equal((await back.welcome()).userId, anna.userId);
        await back.hears('the beginning', of(anna.userId, 'start'));
      });

      test('an application is back by itself when the broker is', async () => {
        const bot = application();
        await bot.welcome();
        await broker.kill();
        await until('it noticed', () => !bot.socket.connected);
        bot.heard.length = 0;
        await broker.serve();
        await bot.welcome();
        wire = await Wire.listen(broker.address, wire.key);
        bot.say({ type: 'after-all', direction: 'internal' });
        await wire.heard('its word', ({ type }) => type === 'after-all');
        assert.equal(bot.connects, 2);
      });

      test('a wrong key is told as an error, and nobody comes in', async () => {
        const stranger = client({ query: { apiKey: 'sk_bot_wrong' }, reconnection: false });
        const errors = [];
        stranger.socket.on('connect_error', (error) => errors.push(error));
        await until('it is told', () => errors.length);
        assert.equal(stranger.connects, 0);
      });

      if (library === 4) {
        test('the key may come in the first packet', async () => {
          const bot = client({ auth: { apiKey: botKey } });
          assert.equal((await bot.welcome()).role, 'bot');
          const stranger = client({ auth: { apiKey: 'sk_bot_wrong' } });
          const told = await new Promise((resolve) => { stranger.socket.on('connect_error', resolve); });
          assert.equal(told.message, 'not authorised');
        });
      }

      test('another namespace is refused, and costs the session nothing', async () => {
        const bot = application();
        await bot.welcome();
        const other = bot.socket.io.socket('/admin');
        const told = await new Promise((resolve) => {
          other.on(library === 4 ? 'connect_error' : 'error', resolve);
          other.connect();
        });
        other.close();
        assert.equal(told.message ?? told, 'Invalid namespace');
        bot.say({ type: 'still-here', direction: 'internal' });
        await wire.heard('its word', ({ type }) => type === 'still-here');
      });
    });
  }
}
