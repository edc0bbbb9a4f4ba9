// SPDX-License-Identifier: GPL-3.0-or-later
// What went over the wire: an application with a supervisor's key that only listens.
import { require, until } from './environment.mjs';

const WebSocket = require('ws');

export class Wire {
  constructor(address, key) {
    this.address = address;
    this.url = `${address.replace('http', 'ws')}/events`;
    this.key = key;
    this.frames = []; // every event heard, in order, parsed; `raw` beside it
    this.seq = 0;
  }

  static async listen(address, key) {
    const wire = new Wire(address, key);
    await wire.open();
    return wire;
  }

  /** Opens, or opens again and asks for what was missed. */
  async open(query = '') {
    this.socket = new WebSocket(this.url + query, { headers: { Authorization: `Bearer ${this.key}` } });
    this.socket.on('error', () => {});
    const welcomed = new Promise((resolve, reject) => {
      this.socket.once('close', (code) => reject(new Error(`closed with ${code}`)));
      this.socket.on('message', (data) => {
        const event = JSON.parse(String(data));
        if (event.type === 'welcome') {
          this.epoch = event.epoch;
          resolve(event);
          return;
        }
        if (event.seq) this.seq = event.seq;
        this.frames.push({ ...event, raw: String(data) });
      });
    });
    return welcomed;
  }

  missed() {
    return this.open(`?since=${this.seq}&epoch=${this.epoch}`);
  }

  close() {
    this.socket.close();
  }

  /** All that is stored by now, as a newcomer would get it. */
  async wholeLog() {
    const newcomer = new Wire(this.address, this.key);
    await newcomer.open('?since=0');
    await until('the whole log', () => newcomer.seq >= this.seq);
    newcomer.close();
    return newcomer.frames.filter((frame) => frame.seq);
  }

  all(type, direction) {
    return this.frames.filter((frame) => frame.type === type && (!direction || frame.direction === direction));
  }

  /** The first event that matches, waited for. */
  heard(what, test) {
    return until(`on the wire: ${what}`, () => this.frames.find(test));
  }

  /** As heard(), for what has not been heard by now. */
  listenFromNow() {
    const known = this.frames.length;
    return (what, test) => until(`on the wire: ${what}`, () => this.frames.slice(known).find(test));
  }
}
