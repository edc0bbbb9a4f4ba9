// SPDX-License-Identifier: GPL-3.0-or-later
// From the start of the desk that hosts its broker to a window that can be worked with, with a log of a
// million events: first the window, then the customers who wait in it. In turn with an empty log.
import { execFileSync } from 'node:child_process';
import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';

import { Desk } from '../e2e/support/desk.mjs';
import { buildDir, temporaryFolder, until } from '../e2e/support/environment.mjs';

const EVENTS = 1_000_000;
const ROUNDS = 3;
const AGENT = { id: 'anan01', name: 'Anders Andersson' };

const median = (all) => [...all].sort((a, b) => a - b)[Math.floor(all.length / 2)];

/** Milliseconds from the start of the process until the window, and until the first who waits, are there. */
async function start(data, folder, someoneWaits) {
  const desk = await Desk.start('bench-desk', AGENT, ['--data', data, '--listen', '127.0.0.1:0'], { folder });
  try {
    const shown = performance.now() - desk.startedAt;
    await until('the broker listens', () => desk.address, { within: 60_000 });
    if (someoneWaits)
      await until('the waiting are on the rail', async () => (await desk.names('claimButton-')).length);
    return { shown, usable: performance.now() - desk.startedAt };
  } finally {
    await desk.quit();
  }
}

async function main() {
  const folder = temporaryFolder();
  const made = join(folder, 'million');
  const events = Number(execFileSync(join(buildDir, 'bench/make_log'), [made, String(EVENTS)], { encoding: 'utf8' }));
  const results = { empty: [], million: [] };
  for (let round = 0; round < ROUNDS; ++round) {
    const fresh = join(folder, 'copy');
    results.empty.push(await start(join(folder, `empty-${round}`), folder, false));
    cpSync(made, fresh, { recursive: true });
    results.million.push(await start(fresh, folder, true));
    rmSync(fresh, { recursive: true });
  }
  rmSync(folder, { recursive: true });
  const ms = (all, what) => `${median(all.map((one) => one[what])).toFixed(0)} ms`;
  console.log(`| start of the desk and its broker | events | window | customers in it | target |`);
  console.log('|---|---|---|---|---|');
  console.log(`| a new log | 0 | ${ms(results.empty, 'shown')} | ${ms(results.empty, 'usable')} | – |`);
  console.log(`| a log of a million | ${events} | ${ms(results.million, 'shown')} | ` +
    `${ms(results.million, 'usable')} | 500 ms |`);
}

await main();
