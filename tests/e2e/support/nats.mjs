// SPDX-License-Identifier: GPL-3.0-or-later
// What several brokers keep their log in: nats-servers that know each other, and just enough of their protocol to ask them.
import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';

import { freePort, temporaryFolder, until } from './environment.mjs';

const SERVERS = 3;

/** Debian has it where only administrators look; the variable names one of another version. */
const natsServer = process.env.SERMO_NATS_SERVER
  || [...(process.env.PATH ?? '').split(':'), '/usr/sbin', '/usr/local/sbin'].map((folder) => join(folder, 'nats-server')).find(existsSync);

/** Why a test is skipped; false: it is not. */
export const missesNats = natsServer ? false
  : 'nats-server is not installed (Debian: nats-server): nothing about clusters is tested';

export class Nats {
  /** All of them, with a leader. */
  static async start() {
    if (missesNats) throw new Error(missesNats);
    const nats = new Nats();
    const ports = [];
    for (let i = 0; i < 2 * SERVERS; ++i) ports.push(await freePort());
    nats.ports = ports.slice(0, SERVERS);
    nats.urls = nats.ports.map((port) => `nats://127.0.0.1:${port}`).join(',');
    nats.#run(ports.slice(SERVERS));
    try {
      for (const port of nats.ports) await mustHaveALeader(port);
    } catch (error) {
      await nats.end(); // or what has started keeps the test from ending
      throw error;
    }
    return nats;
  }

  #run(between) {
    this.folder = temporaryFolder(); // in it, of each, storeN
    const routes = between.map((port) => `"nats://127.0.0.1:${port}"`).join(', ');
    this.processes = this.ports.map((port, i) => {
      const file = join(this.folder, `nats${i}.conf`);
      writeFileSync(file, `listen: "127.0.0.1:${port}"
server_name: "nats${i}"
jetstream { store_dir: "${this.folder}/store${i}" }
cluster { name: "test", listen: "127.0.0.1:${between[i]}", routes: [ ${routes} ] }
`);
      return spawn(natsServer, ['-c', file], { stdio: 'ignore' });
    });
  }

  async end() {
    for (const process of this.processes) process.kill('SIGKILL');
    await Promise.all(this.processes.map((process) => process.exitCode ?? process.signalCode ?? once(process, 'exit')));
  }
}

async function mustHaveALeader(port) {
  const stream = await until('a server of NATS answers', () => Stream.open(port));
  await until('they have a leader', async () => !(await stream.ask('INFO', '')).error, { within: 60_000 });
  stream.socket.destroy();
}

/** One socket to a nats-server: just enough of its protocol to store and be told of it. */
export class Stream {
  static async open(port) {
    const stream = new Stream();
    stream.socket = connect(port, '127.0.0.1');
    stream.inbox = `_INBOX.${randomUUID().replaceAll('-', '')}`;
    stream.answers = [];
    stream.stored = 0;
    let rest = '';
    stream.socket.on('data', (data) => { rest = stream.#take(rest + data.toString('latin1')); });
    await once(stream.socket, 'connect');
    stream.socket.write(`CONNECT {"verbose":false,"headers":true}\r\nSUB ${stream.inbox}.* 1\r\n`);
    return stream;
  }

  #take(text) {
    for (;;) {
      const end = text.indexOf('\r\n');
      if (end < 0) return text;
      const [verb, , , size, more] = text.slice(0, end).split(' ');
      if (verb === 'PING') this.socket.write('PONG\r\n');
      if (verb !== 'MSG') { text = text.slice(end + 2); continue; }
      const length = Number(more ?? size);
      if (text.length < end + 4 + length) return text;
      this.#hear(text.slice(end + 2, end + 2 + length));
      text = text.slice(end + 4 + length);
    }
  }

  #hear(answer) {
    this.answers.push(answer);
    if (!answer.includes('"seq"')) return;
    this.stored += 1;
    this.next?.();
  }

  publish(subject, words) {
    this.socket.write(`PUB ${subject} ${this.inbox}.a ${Buffer.byteLength(words)}\r\n${words}\r\n`);
  }

  async ask(api, question) {
    const known = this.answers.length;
    this.publish(`$JS.API.${api}`, question ? JSON.stringify(question) : '');
    const [answer] = await until('NATS answers', () => (this.answers.length > known ? this.answers.slice(known) : null),
      { within: 2000 })
      .catch(() => ['{"error":"none"}']);
    return JSON.parse(answer);
  }
}
