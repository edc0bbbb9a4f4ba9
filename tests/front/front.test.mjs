// SPDX-License-Identifier: GPL-3.0-or-later
// A broker behind the samples' proxies is the broker: sockets open and stay, pages and images come whole, limits are the same,
// and each customer counts by his own address. What is meant for those inside is not seen from outside.
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { request as plainRequest } from 'node:http';
import { request as secureRequest } from 'node:https';
import { after, before, describe, test } from 'node:test';
import { crc32, deflateSync } from 'node:zlib';

import { Broker } from '../e2e/support/broker.mjs';
import { require, until } from '../e2e/support/environment.mjs';
import { Original } from '../original/original.mjs';
import { installed, makeCertificate, startCaddy, startNginx } from './proxies.mjs';

const WebSocket = require('ws');
const MiB = 1024 * 1024;
const Site = 'https://www.example.com';
const identity = makeCertificate();
const ca = identity.certificate;
/** This machine, also where nothing says that it is called localhost. */
const here = (_name, { all }, found) => (all ? found(null, [{ address: '127.0.0.1', family: 4 }]) : found(null, '127.0.0.1', 4));
const proxies = [['nginx', startNginx], ['caddy', startCaddy]];

/** One request, whole: { status, headers, body }. */
function ask(port, path, { plain = false, body, ...options } = {}) {
  return new Promise((resolve, reject) => {
    const send = plain ? plainRequest : secureRequest;
    const asked = send({ host: 'localhost', lookup: here, port, path, ca, agent: false, ...options }, async (answer) => {
      const parts = [];
      for await (const part of answer) parts.push(part);
      resolve({ status: answer.statusCode, headers: answer.headers, body: Buffer.concat(parts) });
    });
    asked.on('error', reject);
    asked.end(body);
  });
}

/** A PNG of that many pixels a side, of noise that packs badly. */
function png(side) {
  const chunk = (name, data) => {
    const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
    length.writeUInt32BE(data.length);
    sum.writeUInt32BE(crc32(Buffer.concat([Buffer.from(name), data])));
    return Buffer.concat([length, Buffer.from(name), data, sum]);
  };
  const header = Buffer.alloc(13);
  header.writeUInt32BE(side, 0);
  header.writeUInt32BE(side, 4);
  header.set([8, 2], 8);
  const line = side * 3 + 1; // its filter, none, and the pixels
  const rows = randomBytes(side * line);
  for (let y = 0; y < side; y += 1) rows[y * line] = 0;
  return Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), chunk('IHDR', header), chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0))]);
}

for (const [name, start] of proxies) {
  describe(`behind ${name}`, { skip: installed(name) ? false : `${name} is not installed` }, () => {
    let broker, proxy, bot, agent;
    const through = (path, options) => ask(proxy.port, path, options);
    const direct = (path, options) => ask(broker.port, path, { plain: true, ...options });
    const sockets = [];

    /** A socket through the proxy; rejects with the HTTP status where there is none. */
    const open = (path, options = {}) => new Promise((resolve, reject) => {
      const socket = new WebSocket(`wss://localhost:${proxy.port}${path}`, { ca, lookup: here, ...options });
      sockets.push(socket);
      socket.frames = [];
      socket.openedAt = performance.now();
      socket.on('message', (data) => socket.frames.push(JSON.parse(String(data))));
      socket.on('ping', () => { socket.pingedAfter ??= performance.now() - socket.openedAt; });
      socket.on('unexpected-response', (_, answer) => { answer.resume(); reject(answer.statusCode); });
      socket.on('error', () => {});
      socket.on('open', () => resolve(socket));
    });
    const statusOf = (path, options) => open(path, options).then(() => 101, (status) => status);
    const hears = (socket, what, matches) => until(what, () => socket.frames.find(matches));

    before(async () => {
      broker = await Broker.start({ configuration: {
        trustedProxies: ['127.0.0.1'], origins: [Site], limits: { connectionsPerAddress: 2 }, allocation: { enabled: false },
      } });
      bot = broker.key('bot', 'otto');
      agent = broker.key('agent', 'anders', 'anan01');
      proxy = await start(broker, identity);
      await until(`${name} answers`, async () => (await through('/health')).status === 200).catch((error) => {
        throw new Error(`${error.message}\n${proxy.said}`);
      });
    });
    after(async () => {
      for (const socket of sockets) socket.terminate();
      await proxy?.stop();
      await broker?.stop();
    });

    test('a customer and an application talk, with frames as long as they may be', async () => {
      const application = await open('/events', { headers: { authorization: `Bearer ${agent}` } });
      const customer = await open('/chat', { localAddress: '127.0.0.9' });
      customer.send(JSON.stringify({ type: 'hello', platformId: 'webchat' }));
      const { userId } = await hears(customer, 'welcome', ({ type }) => type === 'welcome');
      const text = 'å'.repeat(32_000);
      customer.send(JSON.stringify({ type: 'text', direction: 'inbound', userId, text, id: '1' }));
      await hears(customer, 'the acknowledgement', ({ type, seq }) => type === 'ack' && seq);
      assert.equal((await hears(application, 'the text', (frame) => frame.text)).text, text);
      application.send(JSON.stringify({ type: 'text', direction: 'outbound', userId, text: 'Hej' }));
      await hears(customer, 'the answer', (frame) => frame.text === 'Hej');
      application.close();
      customer.close();
    });

    test('clients of the original talk, by polls and by a WebSocket', async () => {
      // Not version 2 by a WebSocket: in Node it takes Node's own, which takes no certificate of ours.
      for (const [library, transport] of [[2, 'polling'], [4, 'polling'], [4, 'websocket']]) {
        const original = new Original(library, `https://127.0.0.1:${proxy.port}`,
          { transports: [transport], rejectUnauthorized: false, query: { apiKey: bot } });
        await original.welcome();
        const listener = await open('/events', { headers: { authorization: `Bearer ${agent}` } });
        original.say({ type: 'through', direction: 'internal', library, transport });
        await hears(listener, 'its word', (frame) => frame.type === 'through' && frame.transport === transport);
        assert.ok(!proxy.log.includes(original.socket.io.engine.id), 'what proves the session is in no log');
        original.close();
        listener.close();
      }
    });

    test('a silent socket is pinged long before the proxy would lose patience', async () => {
      const silent = await open('/events', { headers: { authorization: `Bearer ${bot}` } });
      const after = await until('a ping', () => silent.pingedAfter);
      assert.ok(after < 30_000, `${after} ms`);
      assert.equal(silent.readyState, WebSocket.OPEN);
      silent.close();
    });

    test('each customer counts by his own address, whatever he says it is', async () => {
      const from = (localAddress, headers) => statusOf('/chat', { localAddress, headers });
      assert.deepEqual([await from('127.0.0.2'), await from('127.0.0.2'), await from('127.0.0.2')], [101, 101, 429]);
      assert.equal(await from('127.0.0.2', { 'x-forwarded-for': '192.0.2.7' }), 429);
      assert.equal(await from('127.0.0.3'), 101, 'another is not shut out with him');
    });

    test("the chat's own page and the site's may connect, another site's may not", async () => {
      const origin = (value) => statusOf('/chat', { localAddress: '127.0.0.4', headers: { origin: value } });
      assert.equal(await origin(`https://localhost:${proxy.port}`), 101);
      assert.equal(await origin(Site), 101);
      assert.equal(await origin('https://evil.example'), 403);
    });

    test('an image goes through, and comes back as the broker has it', async () => {
      const picture = png(900); // some MB
      const body = JSON.stringify({ image: picture.toString('base64') });
      assert.ok(body.length > 2 * MiB && body.length < 8 * MiB);
      const posted = await through('/images', { method: 'POST', body, headers: { authorization: `Bearer ${agent}` } });
      assert.equal(posted.status, 201);
      const seen = await through(posted.headers.location);
      assert.equal(seen.status, 200);
      assert.ok(seen.body.equals((await direct(posted.headers.location)).body));
    });

    test('a body over the limit is refused as the broker does it, one at the limit is not', async () => {
      const post = (by, size) => by(`/images?apiKey=${agent}`, { method: 'POST', body: Buffer.alloc(size, 'x') })
        .then(({ status }) => status);
      assert.equal(await post(direct, 8 * MiB + 1), 413);
      // Caddy reads nothing after the answer: who still sends may find the line cut before he reads it.
      const cut = name === 'caddy' ? [413, 'cut'] : [413];
      assert.ok(cut.includes(await post(through, 8 * MiB + 1).catch(() => 'cut')));
      assert.deepEqual([await post(through, 8 * MiB), await post(direct, 8 * MiB)], [400, 400], 'no image, but not too large');
    });

    test('the widget is there, and whether somebody is', async () => {
      for (const path of ['/widget/sermo.min.js', '/widget/app.html', '/api/platforms/webchat']) {
        const [here, there] = [await through(path), await direct(path)];
        assert.deepEqual([here.status, here.body], [200, there.body], path);
        assert.match(here.headers['strict-transport-security'], /max-age/);
      }
    });

    test('what is for those inside is not there', async () => {
      const headers = { authorization: `Bearer ${broker.key('supervisor', 'prometheus')}` };
      for (const path of ['/', '/demo/help.html', '/metrics', '/chatter', '/.git/config'])
        assert.equal((await through(path, { headers })).status, 404, path);
      assert.equal((await direct('/metrics', { headers })).status, 200);
    });

    test('who comes without TLS is sent on', async () => {
      const { status, headers } = await ask(proxy.plainPort, '/widget/app.html', { plain: true });
      assert.ok([301, 308].includes(status));
      assert.match(headers.location, /^https:\/\/localhost/);
    });

    test('a key is in no log', async () => {
      assert.equal(await statusOf(`/events?apiKey=${bot}`), 101);
      sockets.at(-1).close();
      await once(sockets.at(-1), 'close');
      await until('it is logged', () => proxy.log.includes('/events'));
      for (const key of [bot, agent]) assert.ok(!proxy.log.includes(key) && !proxy.said.includes(key));
    });

    test('a broker that was gone is found again at once', async () => {
      await broker.kill();
      assert.equal(await statusOf('/events', { headers: { authorization: `Bearer ${bot}` } }), 502);
      await broker.serve();
      assert.equal(await statusOf('/events', { headers: { authorization: `Bearer ${bot}` } }), 101);
      assert.ok(!proxy.said.includes(bot) && !proxy.log.includes(bot));
    });
  });
}
