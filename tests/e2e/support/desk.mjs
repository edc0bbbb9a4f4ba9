// SPDX-License-Identifier: GPL-3.0-or-later
// The real sermo-desk, looked at and operated through the probe plugin (tests/support/probe).
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

import { artefacts, buildDir, program, until } from './environment.mjs';

/** An X server without a screen: each agent sits at a screen of his own, and has its keyboard. */
export class Display {
  static async start() {
    const display = new Display();
    display.process = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', '1600x1000x24', '-nolisten', 'tcp'], {
      stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
    });
    const [number] = await once(display.process.stdio[3], 'data');
    display.name = `:${String(number).trim()}`;
    return display;
  }

  stop() {
    this.process.kill();
  }
}

export class Desk {
  #next = 1;
  #waiting = new Map();

  constructor(name, identity) {
    this.name = name;
    this.identity = identity;
    this.log = [];
  }

  /** Starts the desk of an agent `{ id, name }` and waits until its window is up; `args` as on a command line. */
  static async start(name, identity, args, { folder, language = 'en_US.UTF-8' }) {
    const desk = new Desk(name, identity);
    desk.folder = folder;
    desk.display = await Display.start();
    const socket = join(folder, `${name}-${process.pid}.probe`);
    desk.startedAt = performance.now();
    desk.process = spawn(program('sermo-desk'), [...args, '--agent', identity.id, '--name', identity.name], {
      env: {
        ...process.env,
        DISPLAY: desk.display.name,
        QT_QPA_PLATFORM: 'xcb',
        QT_PLUGIN_PATH: join(buildDir, 'tests/plugins'),
        QT_QPA_GENERIC_PLUGINS: 'sermoprobe',
        QT_LOGGING_RULES: 'qt.*=false',
        SERMO_PROBE_SOCKET: socket,
        XDG_CONFIG_HOME: join(folder, `${name}-config`),
        XDG_DATA_HOME: join(folder, `${name}-data`),
        // xkbcommon hands strndup() a length where a string's end would be asked for.
        ASAN_OPTIONS: `${process.env.ASAN_OPTIONS ?? ''}:strict_string_checks=0`,
        // Without an address Qt forks to start a bus of its own; a fork among a sanitizer's threads may never return.
        DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nonexistent',
        LANG: language,
        LANGUAGE: language,
        LC_ALL: language,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    desk.gone = once(desk.process, 'exit');
    desk.gone.then(() => desk.display.stop());
    createInterface({ input: desk.process.stderr }).on('line', (line) => desk.log.push(line));
    createInterface({ input: desk.process.stdout }).on('line', (line) => {
      desk.log.push(line);
      desk.address ??= /ready (http:\/\/\S+?)\/?$/.exec(line)?.[1];
    });
    await until(`${name} listens to its probe`, () => desk.#connect(socket));
    await until(`${name} shows its window`, async () => (await desk.names('mainWindow')).length);
    return desk;
  }

  #connect(path) {
    return new Promise((resolve, reject) => {
      if (this.process.exitCode !== null) reject(new Error(`exited: ${this.log.join('\n')}`));
      const socket = connect(path, () => {
        this.socket = socket;
        createInterface({ input: socket }).on('line', (line) => {
          const answer = JSON.parse(line);
          this.#waiting.get(answer.id)?.(answer);
          this.#waiting.delete(answer.id);
        });
        resolve(true);
      });
      socket.on('error', reject);
    });
  }

  async ask(verb, parameters = {}) {
    const id = this.#next++;
    const answered = new Promise((resolve) => this.#waiting.set(id, resolve));
    this.socket.write(`${JSON.stringify({ id, do: verb, ...parameters })}\n`);
    const answer = await Promise.race([answered, this.gone.then(() => ({ ok: false, error: 'the desk is gone' }))]);
    if (!answer.ok) throw new Error(`${this.name}: ${answer.error}`);
    return answer.value;
  }

  names(prefix) {
    return this.ask('names', { prefix });
  }

  async has(name) {
    return (await this.names(name)).includes(name);
  }

  get(name, property) {
    return this.ask('get', { name, property });
  }

  click(name) {
    return until(`${this.name}: ${name} can be clicked`, () => this.ask('click', { name }).then(() => true));
  }

  /** The entry of a button's menu that begins so. The button has not done with the click before its menu closes. */
  choose(button, entry) {
    return Promise.all([this.click(button),
      until(`${this.name}: menu entry ${entry}`, () => this.ask('menu', { text: entry }))]);
  }

  /** By the dialogue behind Transfer: the queue or colleague whose name begins so. */
  async transfer(user, target, note = '') {
    await this.click(`transferButton-${user}`);
    await until(`${this.name}: asked where to`, () => this.has('transferTargets'));
    await this.click('transferTargets');
    await this.type(target);
    await this.click('transferNote');
    if (note) await this.type(note);
    await this.click('transferConfirmButton');
    await until(`${this.name}: the dialogue is gone`, async () => !(await this.has('transferDialog')));
  }

  type(text) {
    return until(`${this.name} has the keyboard`, () => this.ask('type', { text }).then(() => true));
  }

  press(keys) {
    return until(`${this.name} has the keyboard`, () => this.ask('key', { keys }).then(() => true));
  }

  /** Waits until a property of a widget satisfies `test`. */
  sees(name, property, test, what) {
    return until(`${this.name} shows ${what}`, async () => test(await this.get(name, property)));
  }

  /** What the column of that customer tells, line by line. */
  conversation(user) {
    return this.get(`transcript-${user}`, 'texts');
  }

  picture(label) {
    return this.ask('grab', { name: 'mainWindow', file: join(artefacts, `${label}.png`) });
  }

  /** Whether it would send these words after a power cut: not what a draft has of them, which waits in the composer then. */
  keepsToSend(words) {
    const folder = join(this.folder, `${this.name}-data`);
    return readdirSync(folder, { recursive: true })
      .filter((file) => /outbox-.*\.json$/.test(file))
      .flatMap((file) => JSON.parse(readFileSync(join(folder, file), 'utf8')).events ?? [])
      .some(({ event }) => Buffer.from(event ?? '', 'base64').includes(words));
  }

  /** As a power cut would: no chance to say goodbye. */
  async kill() {
    this.process.kill('SIGKILL');
    await this.gone;
  }

  async quit() {
    if (this.process.exitCode === null && this.process.signalCode === null) this.process.kill('SIGTERM');
    const [code] = await this.gone;
    if (code !== 0) console.error(`${this.name} ended with ${code}:\n${this.log.join('\n')}`);
    return code;
  }
}

/** A fresh key of the broker that keeps its data in `data`, made by the real command. */
export function createKey(data, role, name, agent) {
  const args = ['key', 'create', '--data', data, '--role', role, '--name', name];
  if (agent) args.push('--agent', agent);
  return execFileSync(program('sermo-broker'), args, { encoding: 'utf8' }).trim();
}
