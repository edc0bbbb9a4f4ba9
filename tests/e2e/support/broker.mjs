// SPDX-License-Identifier: GPL-3.0-or-later
// The real sermo-broker, no desk around it: it may be killed, and comes back at the same address.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

import { createKey } from './desk.mjs';
import { freePort, program, temporaryFolder, until } from './environment.mjs';

export class Broker {
  /** Agents claim by hand, unless the configuration says otherwise; `data`: the folder's name; `more`: words for `serve`. */
  static async start({ configuration = { allocation: { enabled: false } }, data = 'data', more = [] } = {}) {
    const broker = new Broker();
    broker.more = more;
    broker.log = []; // what it says on standard error
    broker.folder = temporaryFolder();
    broker.data = join(broker.folder, data);
    broker.port = await freePort();
    broker.address = `http://127.0.0.1:${broker.port}`;
    broker.configuration = join(broker.folder, 'configuration.json');
    writeFileSync(broker.configuration, JSON.stringify(configuration));
    await broker.serve();
    return broker;
  }

  /** The first time or again. */
  async serve() {
    const { data, port, configuration } = this;
    this.process = spawn(program('sermo-broker'),
      ['serve', '--data', data, '--listen', `127.0.0.1:${port}`, '--config', configuration, ...this.more],
      { stdio: ['ignore', 'pipe', 'pipe'] });
    this.gone = once(this.process, 'exit');
    createInterface({ input: this.process.stderr }).on('line', (line) => {
      this.log.push(line);
      console.error(line);
    });
    let isReady = false;
    createInterface({ input: this.process.stdout }).on('line', (line) => { isReady ||= line.includes(' ready '); });
    await until('the broker is ready', () => isReady);
  }

  key(role, name, agent) {
    return createKey(this.data, role, name, agent);
  }

  /** As a power cut would. */
  async kill() {
    this.process.kill('SIGKILL');
    await this.gone;
  }

  async stop() {
    this.process.kill('SIGTERM');
    assert.deepEqual(await this.gone, [0, null], 'the broker ends cleanly');
  }
}
