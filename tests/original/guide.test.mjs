// SPDX-License-Identifier: GPL-3.0-or-later
// What the guide shows to who was written for the original, run as it stands there, with each library.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';

import { Broker } from '../e2e/support/broker.mjs';
import { require, temporaryFolder, until } from '../e2e/support/environment.mjs';
import { Talker } from '../e2e/support/talker.mjs';
import { Wire } from '../e2e/support/wire.mjs';
import { languages, readPage } from '../guide/pages.mjs';

for (const language of languages) {
  for (const library of ['socket.io-client-2', 'socket.io-client']) {
    test(`${language}, ${library}: the bot is there, and greets`, async () => {
      const blocks = readPage(language, 'bots.md').blocks.filter(({ kind, words }) => kind === 'js' && words[0] === 'original');
      assert.equal(blocks.length, 1);
      const broker = await Broker.start();
      const wire = await Wire.listen(broker.address, broker.key('supervisor', 'wire'));
      const folder = temporaryFolder();
      mkdirSync(join(folder, 'node_modules'));
      symlinkSync(dirname(require.resolve(`${library}/package.json`)), join(folder, 'node_modules/socket.io-client'));
      writeFileSync(join(folder, 'bot.js'), blocks[0].text.replace('http://127.0.0.1:8080', broker.address));
      const bot = spawn(process.execPath, ['bot.js'],
        { cwd: folder, env: { ...process.env, SERMO_KEY: broker.key('bot', 'otto') }, stdio: ['ignore', 'ignore', 'inherit'] });
      const gone = once(bot, 'exit');
      try {
        await wire.heard('the bot is there', ({ type, available }) => type === 'application_heartbeat' && available);
        const anna = await Talker.customer(broker.address);
        await until('she is greeted', () => anna.heard.some(({ type, text }) => type === 'text' && text === 'Hello!'));
        anna.close();
      } finally {
        bot.kill();
        await gone;
        wire.close();
        await broker.stop();
      }
    });
  }
}
