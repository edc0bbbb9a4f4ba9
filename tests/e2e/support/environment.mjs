// SPDX-License-Identifier: GPL-3.0-or-later
// Where the programs under test are, and how long a fact may take to become true.
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { mkdirSync, mkdtempSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = fileURLToPath(new URL('.', import.meta.url));
export const root = resolve(here, '../../..');
export const buildDir = process.env.SERMO_BUILD_DIR ?? join(root, 'build/dev');
export const artefacts = process.env.SERMO_ARTEFACTS ?? join(buildDir, 'artefacts');
export const program = (name) => join(buildDir, 'bin', name);

// The browser driver and the WebSocket client are those of the widget's own tests.
export const require = createRequire(join(root, 'resources/widget/package.json'));

export const temporaryFolder = () => mkdtempSync(join(tmpdir(), 'sermo-e2e-'));
mkdirSync(artefacts, { recursive: true });

/** For who must be found again at the same one; all others take port 0. */
export async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  return port;
}

/** Waits until `fact()` gives something truthy; says `what` when it never does. */
export async function until(what, fact, { within = 20_000 } = {}) {
  const deadline = Date.now() + within;
  let last;
  for (;;) {
    try {
      last = await fact();
      if (last) return last;
    } catch (error) {
      last = error;
    }
    if (Date.now() > deadline) throw new Error(`never true: ${what} (last: ${describe(last)})`);
    await new Promise((done) => setTimeout(done, 20));
  }
}

function describe(value) {
  return value instanceof Error ? value.message : JSON.stringify(value);
}
