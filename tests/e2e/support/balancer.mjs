// SPDX-License-Identifier: GPL-3.0-or-later
// One address for several brokers, as a load balancer gives: who comes is led to one that answers, and nobody sticks to one.
import { once } from 'node:events';
import { connect, createServer } from 'node:net';

export class Balancer {
  /** A WebSocket goes to the first of them that answers; requests go to one after the other. */
  static async before(brokers) {
    const balancer = new Balancer();
    balancer.brokers = brokers;
    balancer.turn = 0;
    balancer.sockets = new Map(); // each WebSocket, and the broker that it was led to
    balancer.all = new Set();
    balancer.server = createServer((near) => balancer.#welcome(near)).listen(0, '127.0.0.1');
    await once(balancer.server, 'listening');
    balancer.address = `http://127.0.0.1:${balancer.server.address().port}`;
    return balancer;
  }

  /** The brokers that have a WebSocket now, one for each. */
  get taken() {
    return [...this.sockets.values()];
  }

  /** Whoever comes from now on waits, as before a balancer that has not noticed yet who is gone. */
  hold() {
    this.held = new Promise((letGo) => { this.letGo = letGo; });
  }

  #welcome(near) {
    this.all.add(near);
    near.on('error', () => {}).on('close', () => this.all.delete(near));
    near.once('data', (head) => {
      near.pause(); // until it is known who gets the rest
      void this.#lead(near, head, /^upgrade:/im.test(head.toString('latin1')));
    });
  }

  async #lead(near, head, isSocket) {
    await this.held;
    const first = isSocket ? 0 : (this.turn += 1);
    for (let i = 0; i < this.brokers.length; ++i) {
      const broker = this.brokers[(first + i) % this.brokers.length];
      const far = await reached(broker.port);
      if (!far) continue;
      far.on('error', () => {}).on('close', () => near.destroy());
      near.on('close', () => far.destroy());
      if (isSocket) {
        this.sockets.set(near, broker);
        near.on('close', () => this.sockets.delete(near));
      }
      if (near.destroyed) far.destroy();
      far.write(head);
      near.pipe(far).pipe(near);
      return;
    }
    near.destroy();
  }

  close() {
    for (const one of this.all) one.destroy();
    this.server.close();
  }
}

const reached = (port) =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => resolve(socket));
    socket.once('error', () => resolve(undefined));
  });
