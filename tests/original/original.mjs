// SPDX-License-Identifier: GPL-3.0-or-later
// Somebody who was written for the original: `io(url, {query: {apiKey}})`, `socket.send(event)`, `socket.on('message')`.
import { require, until } from '../e2e/support/environment.mjs';

export const libraries = { 2: require('socket.io-client-2'), 4: require('socket.io-client') };

export class Original {
  constructor(library, address, options) {
    this.heard = []; // events, in order
    this.connects = 0;
    this.socket = libraries[library](address, { forceNew: true, reconnectionDelay: 50, reconnectionDelayMax: 200, ...options });
    this.socket.on('connect', () => { this.connects += 1; });
    this.socket.on('message', (event) => this.heard.push(event));
  }

  get transport() {
    return this.socket.io.engine.transport.name;
  }

  say(event) {
    this.socket.send(event);
  }

  hears(what, test) {
    return until(`heard: ${what}`, () => this.heard.find(test));
  }

  welcome() {
    return this.hears('welcome', ({ type }) => type === 'welcome');
  }

  close() {
    this.socket.close();
  }
}
