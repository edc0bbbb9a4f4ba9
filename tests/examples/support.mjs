// SPDX-License-Identifier: GPL-3.0-or-later
// How the examples are run: as somebody would who has copied them into a folder of his own.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, mkdirSync, readdirSync, readFileSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';

import { require, root, temporaryFolder } from '../e2e/support/environment.mjs';

const examples = join(root, 'resources/examples');
/** Their names; what a run of them leaves beside them is none. */
export const exampleNames = () =>
  readdirSync(examples, { withFileTypes: true }).filter((entry) => entry.isFile()).map(({ name }) => name);
export const readExample = (name) => readFileSync(join(examples, name), 'utf8');

/** A folder with the examples in it, and what `npm install ws` would have put there. */
function copied() {
  const folder = temporaryFolder();
  for (const name of exampleNames()) copyFileSync(join(examples, name), join(folder, name));
  mkdirSync(join(folder, 'node_modules'));
  symlinkSync(dirname(require.resolve('ws/package.json')), join(folder, 'node_modules/ws'));
  return folder;
}

/** One of them as a process; `log` is what it complained of. */
export class Program {
  constructor(file, environment) {
    const isPython = file.endsWith('.py');
    this.command = isPython ? 'python3' : process.execPath;
    this.arguments = isPython ? ['-W', 'error', file] : [file];
    this.environment = { ...process.env, ...environment };
    this.folder = copied();
    this.log = [];
    this.start();
  }

  /** The first time or again. */
  start() {
    const { folder: cwd, environment: env } = this;
    this.process = spawn(this.command, this.arguments, { cwd, env, stdio: ['ignore', 'ignore', 'pipe'] });
    this.gone = once(this.process, 'exit');
    createInterface({ input: this.process.stderr }).on('line', (line) => this.log.push(line));
  }

  /** Stands still, as a machine that sleeps, until `wake()`. */
  sleep() {
    this.process.kill('SIGSTOP');
  }

  wake() {
    this.process.kill('SIGCONT');
  }

  async kill() {
    this.process.kill('SIGKILL');
    await this.gone;
  }
}
