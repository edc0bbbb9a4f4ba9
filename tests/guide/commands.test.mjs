// SPDX-License-Identifier: GPL-3.0-or-later
// Every command of the guide, in the order of the page, by a broker that its own configuration and its own command have started.
import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';

import { buildDir, freePort, require, temporaryFolder, until } from '../e2e/support/environment.mjs';
import { createKey } from '../e2e/support/desk.mjs';
import { Wire } from '../e2e/support/wire.mjs';
import { languages, readPage } from './pages.mjs';

const WebSocket = require('ws');
const Customer = '8a8b5c18-c0dd-467b-bd77-7e7685fadf6d'; // of whom the guide speaks

for (const language of languages) {
  describe(language, () => {
    const folder = temporaryFolder();
    const environment = {
      ...process.env,
      PATH: `${join(buildDir, 'bin')}:${process.env.PATH}`,
      QT_QPA_PLATFORM: 'offscreen',
      XDG_CONFIG_HOME: join(folder, 'config'),
      XDG_DATA_HOME: join(folder, 'share'),
      ASAN_OPTIONS: `${process.env.ASAN_OPTIONS ?? ''}:strict_string_checks=0`, // of the desk's keyboard library
    };
    const blocks = ['supervisors.md', 'running.md'].flatMap((name) => readPage(language, name).blocks);
    const marked = (kind, word) => blocks.filter((block) => block.kind === kind && block.words[0] === word);
    let port, otherPort;
    let running = []; // the last one is the first to go

    /** As the page says, but for the port. */
    const here = (text) => text.replaceAll('127.0.0.1:8080', `127.0.0.1:${port}`).replaceAll('127.0.0.1:8081', `127.0.0.1:${otherPort}`);
    const start = (text) => spawn('bash', ['-c', `exec ${here(text)}`], { cwd: folder, env: environment, stdio: ['ignore', 'pipe', 'inherit'] });

    function run({ text, where }) {
      execFileSync('bash', ['-euo', 'pipefail', '-c', here(text)], { cwd: folder, env: environment, stdio: ['ignore', 'pipe', 'inherit'] });
      for (const [, file] of text.matchAll(/> (\S+)/g)) assert.ok(statSync(join(folder, file)).size > 0, `${where}: ${file} is empty`);
    }

    function begin(text) {
      const broker = start(text);
      const gone = once(broker, 'exit');
      running.push({ broker, gone });
      return Promise.race([once(broker.stdout, 'data'), gone]);
    }

    async function serve() {
      const [line] = await begin(marked('sh', 'serve')[0].text);
      assert.match(String(line), /^sermo-broker ready http:/);
    }

    async function stop() {
      for (const { broker, gone } of running.splice(0).reverse()) {
        broker.kill('SIGTERM');
        assert.deepEqual(await gone, [0, null]);
      }
    }

    /** Two that are one: the first serves, and the second has all that it has. */
    async function pair(text) {
      const [first, second] = text.trim().split('\n');
      const [line] = await begin(first);
      assert.match(String(line), /^sermo-broker ready http:/);
      void begin(second);
      await until('the second one has everything', async () => {
        const { standby } = await (await fetch(`http://127.0.0.1:${port}/health`)).json();
        return standby.inStep;
      });
    }

    /** What there is to report of: an agent and a customer, at an hour when it is open. */
    async function converse() {
      const agent = await Wire.listen(`http://127.0.0.1:${port}`, createKey(join(folder, 'chat'), 'agent', 'anders', 'anan01'));
      const customer = new WebSocket(`ws://127.0.0.1:${port}/chat`);
      await once(customer, 'open');
      const say = (socket, event) => socket.send(JSON.stringify({ userId: Customer, ...event }));
      const text = (words) => ({ type: 'text', direction: 'inbound', text: words });
      say(customer, { type: 'start', direction: 'inbound', params: { platformId: 'night' } });
      say(customer, text('Hej'));
      await agent.heard('he waits', ({ type, state }) => type === 'session_state' && state === 'queued');
      say(agent.socket, { type: 'claim_session', direction: 'internal', agentId: 'anan01' });
      say(agent.socket, { type: 'text', direction: 'outbound', text: 'Vad gäller det?' });
      const asked = Date.now();
      await until('he was silent for five seconds: that is something to learn', () => Date.now() - asked > 5_500);
      say(customer, text('Fakturan'));
      await agent.heard('it is learned', ({ type }) => type === 'presence_point');
      customer.close();
      agent.close();
    }

    before(async () => {
      port = await freePort();
      otherPort = await freePort();
      writeFileSync(join(folder, 'configuration.json'), marked('json', 'config')[0].text);
      await serve();
      await converse();
    });
    after(stop);

    for (const block of blocks.filter(({ kind, words }) => kind === 'sh' && !['serve', 'elsewhere'].includes(words[0]))) {
      test(`${block.where}: ${block.text.split('\n')[0]}`, async () => {
        if (block.words[0] === 'desk') {
          const wire = await Wire.listen(`http://127.0.0.1:${port}`, createKey(join(folder, 'chat'), 'supervisor', 'wire'));
          const desk = start(block.text);
          desk.stdout.resume();
          const ended = once(desk, 'exit');
          await wire.heard('the desk has joined', ({ type, agentId }) => type === 'agent_status' && block.text.includes(agentId));
          desk.kill('SIGTERM');
          assert.deepEqual(await ended, [0, null]);
          wire.close();
        } else if (block.words[0] === 'pair') {
          await stop();
          await pair(block.text);
        } else if (block.words[0] === 'stopped') {
          await stop();
          run(block);
          await serve();
        } else {
          run(block);
        }
      });
    }
  });
}
