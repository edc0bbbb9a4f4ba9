// SPDX-License-Identifier: GPL-3.0-or-later
// Every event of the guide, sent to a real broker in the order of the page: one conversation.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';

import { Broker } from '../e2e/support/broker.mjs';
import { buildDir, require, until } from '../e2e/support/environment.mjs';
import { languages, readPage } from './pages.mjs';

const WebSocket = require('ws');
const changing = new Set(['seq', 'receivedAt', 'since']);

for (const language of languages) {
  describe(language, () => {
    // Programs (`js`) are run by tests/original.
    const blocks = readPage(language, 'bots.md').blocks.filter(({ kind }) => kind !== 'js');
    const sockets = {};
    let broker;

    const address = (path) => `ws://127.0.0.1:${broker.port}${path}`;
    const keyOf = { bot: () => readFileSync(join(broker.folder, 'otto.key'), 'utf8').trim(), agent: () => broker.key('agent', 'anders', 'anan01') };

    async function socketOf(role) {
      if (sockets[role]) return sockets[role];
      const socket = role === 'customer' ? new WebSocket(address('/chat'))
        : new WebSocket(address('/events'), { headers: { authorization: `Bearer ${keyOf[role]()}` } });
      socket.frames = [];
      socket.on('message', (data) => socket.frames.push(JSON.parse(String(data))));
      await once(socket, 'open');
      return (sockets[role] = socket);
    }

    const answerTo = (socket, id) => until(`an answer to ${id}`, () =>
      socket.frames.find((frame) => ['ack', 'error', 'claim_rejected'].includes(frame.type) && frame.id === id));
    const isLike = (frame, example) => Object.entries(example).every(([key, value]) =>
      key in frame && (changing.has(key) || value === '…' || JSON.stringify(frame[key]) === JSON.stringify(value)));

    before(async () => { broker = await Broker.start({ data: 'chat' }); });
    after(async () => {
      for (const socket of Object.values(sockets)) socket.close();
      await broker?.stop();
    });

    for (const { kind, words: [word, refused], text, where } of blocks) {
      test(`${where}: ${kind} ${word ?? ''} ${text.split('\n')[0].slice(0, 60)}`, async () => {
        if (kind === 'sh') {
          execFileSync('bash', ['-euc', text], { cwd: broker.folder, env: { ...process.env, PATH: `${join(buildDir, 'bin')}:${process.env.PATH}` } });
          return;
        }
        const event = JSON.parse(text);
        const heardBy = /^heard=(\w+)$/.exec(word)?.[1];
        if (heardBy) {
          const { frames } = await socketOf(heardBy);
          await until(`${heardBy} has heard it; of its type: ${JSON.stringify(frames.filter(({ type }) => type === event.type))}`,
            () => frames.some((frame) => isLike(frame, event)), { within: 5_000 });
          return;
        }
        const socket = await socketOf(word);
        socket.send(text);
        if (event.id) {
          const answer = await answerTo(socket, event.id);
          assert.equal(answer.type === 'ack' ? undefined : answer.code, refused?.replace('refused=', ''), JSON.stringify(answer));
        } else {
          const { frames } = await socketOf('bot');
          await until('it has passed', () => frames.some((frame) => isLike(frame, event)));
        }
      });
    }
  });
}
