// SPDX-License-Identifier: GPL-3.0-or-later
// A way to the broker that can lose what goes through it without a word, as mobile networks do.
import { once } from 'node:events';
import { connect, createServer } from 'node:net';

export class Tunnel {
  static async to(port) {
    const tunnel = new Tunnel();
    tunnel.all = new Set();
    tunnel.server = createServer((near) => tunnel.#lead(near, port)).listen(0, '127.0.0.1');
    await once(tunnel.server, 'listening');
    tunnel.address = `http://127.0.0.1:${tunnel.server.address().port}`;
    return tunnel;
  }

  #lead(near, port) {
    const far = connect(port, '127.0.0.1');
    for (const [one, other] of [[near, far], [far, near]]) {
      this.all.add(one);
      one.on('data', (bytes) => one.isSwallowed || other.write(bytes));
      one.on('close', () => one.isSwallowed || other.destroy());
      one.on('error', () => {});
    }
    if (this.swallows) near.isSwallowed = far.isSwallowed = true;
  }

  /** From now on: nothing gets through, in either direction, and nobody is told. */
  swallow() {
    this.swallows = true;
    for (const one of this.all) one.isSwallowed = true;
  }

  /** New ones get through again. */
  letThrough() {
    this.swallows = false;
  }

  close() {
    for (const one of this.all) one.destroy();
    this.server.close();
  }
}
