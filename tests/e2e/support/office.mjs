// SPDX-License-Identifier: GPL-3.0-or-later
// The whole set-up of a walk: a desk that hosts, a colleague's desk that joined, the wire, a browser.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { startBrowser } from './customer.mjs';
import { createKey, Desk } from './desk.mjs';
import { freePort, temporaryFolder, until } from './environment.mjs';
import { Wire } from './wire.mjs';

const Anders = { id: 'anan01', name: 'Anders Andersson' };
const Bea = { id: 'bea02', name: 'Bea Berg' };

export class Office {
  /** Agents claim by hand, unless the configuration says otherwise. */
  static async open({ configuration = { allocation: { enabled: false } } } = {}) {
    const office = new Office();
    office.folder = temporaryFolder();
    office.configuration = join(office.folder, 'configuration.json');
    writeFileSync(office.configuration, JSON.stringify(configuration));
    office.data = join(office.folder, 'data');
    office.port = await freePort(); // the same one after a crash, so that everybody finds back
    try {
      office.browser = await startBrowser();
      await office.host();
      office.wire = await Wire.listen(office.address, createKey(office.data, 'supervisor', 'wire'));
      office.beasKey = join(office.folder, 'bea.key');
      writeFileSync(office.beasKey, createKey(office.data, 'agent', 'bea', Bea.id), { mode: 0o600 });
      await office.join();
    } catch (error) {
      await office.close(); // or what has started keeps the test from ending
      throw error;
    }
    return office;
  }

  /** Starts the hosting desk, the first time or again. */
  async host() {
    this.anders = await Desk.start('anders', Anders,
      ['--data', this.data, '--listen', `127.0.0.1:${this.port}`, '--config', this.configuration], this);
    this.address = await until('the broker listens', () => this.anders.address);
  }

  /** Starts the colleague's desk, the first time or again. */
  async join() {
    this.bea = await Desk.start('bea', Bea,
      ['--connect', this.address.replace('http', 'ws'), '--key-file', this.beasKey], this);
  }

  get desks() {
    return [this.anders, this.bea];
  }

  async close() {
    this.wire?.close();
    await this.browser?.close();
    const codes = [await this.bea?.quit(), await this.anders?.quit()];
    return codes;
  }
}
