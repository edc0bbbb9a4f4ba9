// SPDX-License-Identifier: GPL-3.0-or-later
// Someone on a bare socket: a customer without a browser, or a bot of somebody else's. For a walk's crowd.
import { randomUUID } from 'node:crypto';

import { require, until } from './environment.mjs';

const WebSocket = require('ws');

export class Talker {
  /** A customer, in the seed's way: whoever he says he is. */
  static async customer(address, params = {}) {
    const talker = new Talker();
    talker.userId = randomUUID();
    await talker.#open(`${address.replace('http', 'ws')}/chat`);
    talker.say({ type: 'start', direction: 'inbound', params });
    await until('the broker takes the customer in', () => talker.heard.some(({ type }) => type === 'welcome'));
    return talker;
  }

  /** After a lost connection, by the token that `welcome` brought. */
  async comeBack(address) {
    const { token } = this.heard.find(({ type }) => type === 'welcome');
    await this.#open(`${address.replace('http', 'ws')}/chat`);
    this.say({ type: 'hello', token });
    await until('the broker takes the customer back', () => this.heard.some(({ type }) => type === 'welcome'));
  }

  /** An application with that key. */
  static async application(address, key) {
    const talker = new Talker();
    await talker.#open(`${address.replace('http', 'ws')}/events?apiKey=${key}`);
    return talker;
  }

  async #open(url) {
    this.heard = [];
    this.socket = new WebSocket(url);
    this.socket.on('message', (data) => this.heard.push(JSON.parse(String(data))));
    await new Promise((resolve, reject) => {
      this.socket.once('open', resolve);
      this.socket.once('error', reject);
    });
  }

  say(event) {
    this.socket.send(JSON.stringify({ userId: this.userId, id: randomUUID(), ...event }));
  }

  write(text) {
    this.say({ type: 'text', direction: 'inbound', text });
  }

  close() {
    this.socket.close();
  }
}
