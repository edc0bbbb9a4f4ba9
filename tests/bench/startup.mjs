// SPDX-License-Identifier: GPL-3.0-or-later
// From the start of a process until it can be worked with, on a log of a million events: of the desk that hosts its
// broker, first its window, then the customers who wait in it; of `sermo-broker serve`, the line that says it is ready.
// After an orderly end and after kill -9, in turn with a new log; then where there is neither snapshot nor presence.json.
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { Desk } from '../e2e/support/desk.mjs';
import { buildDir, program, temporaryFolder, until } from '../e2e/support/environment.mjs';

const EVENTS = Number(process.env.SERMO_STARTUP_EVENTS ?? 1_000_000);
const ROUNDS = 3;
const PATIENCE = { within: 120_000 };
const AGENT = { id: 'anan01', name: 'Anders Andersson' };

const median = (all) => [...all].sort((a, b) => a - b)[Math.floor(all.length / 2)];

/** Milliseconds until the window, and until those who wait, are there. Ends it as asked: in order, or by SIGKILL. */
async function startDesk(data, folder, configuration, { someoneWaits, snapshot, kill = false }) {
  const served = ['--data', data, '--listen', '127.0.0.1:0', '--config', configuration];
  const desk = await Desk.start('bench-desk', AGENT, served, { folder });
  const shown = performance.now() - desk.startedAt;
  try {
    await until('the broker listens', () => desk.address, PATIENCE);
    if (someoneWaits)
      await until('the waiting are on the rail', async () => (await desk.names('claimButton-')).length);
    const usable = performance.now() - desk.startedAt;
    if (snapshot) await until('a snapshot is kept', () => existsSync(snapshot), PATIENCE);
    return { shown, usable };
  } finally {
    if (kill) {
      desk.process.kill('SIGKILL');
      await desk.gone;
    } else {
      await desk.quit();
    }
  }
}

/** Milliseconds until `sermo-broker serve` says that it is ready. */
async function startBroker(data, { snapshot, kill = false }) {
  const startedAt = performance.now();
  const broker = spawn(program('sermo-broker'), ['serve', '--data', data, '--listen', '127.0.0.1:0'], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const gone = once(broker, 'exit');
  await Promise.race([once(broker.stdout, 'data'), gone.then(() => { throw new Error('the broker is gone'); })]);
  const usable = performance.now() - startedAt;
  if (snapshot) await until('a snapshot is kept', () => existsSync(snapshot), PATIENCE);
  broker.kill(kill ? 'SIGKILL' : 'SIGTERM');
  await gone;
  return { usable };
}

const CASES = [
  { name: 'a new log', events: 0 },
  { name: 'after an orderly end', kill: true },
  { name: 'after kill -9' },
];
const WHOLE = { name: 'the whole log read' };
const SNAPSHOT = 'desk.snapshot';

/** One row for each case, its starts in turn: the end of one is the beginning of the next. */
async function measure(start, made, folder) {
  const results = CASES.map(() => []);
  await start(made, { snapshot: join(made, SNAPSHOT) }); // a broker that has run for a while has left one
  for (let round = 0; round < ROUNDS; ++round) {
    for (const [index, { events, kill }] of CASES.entries()) {
      const isNew = events === 0;
      const data = isNew ? join(folder, `new-${start.name}-${round}`) : made;
      results[index].push(await start(data, { someoneWaits: !isNew, kill }));
    }
  }
  const whole = [];
  for (let round = 0; round < ROUNDS; ++round) {
    for (const name of [SNAPSHOT, 'presence.json']) rmSync(join(made, name), { force: true });
    whole.push(await start(made, { someoneWaits: true }));
  }
  return [...results, whole];
}

async function main() {
  const folder = temporaryFolder();
  const made = join(folder, 'million');
  const byHand = join(folder, 'configuration.json'); // or the first start has nobody waiting for the second
  writeFileSync(byHand, JSON.stringify({ allocation: { enabled: false } }));
  const events = Number(execFileSync(join(buildDir, 'bench/make_log'), [made, String(EVENTS)], { encoding: 'utf8' }));
  const ofDesk = await measure((data, how) => startDesk(data, folder, byHand, how), made, folder);
  const ofBroker = await measure(startBroker, made, folder);
  rmSync(folder, { recursive: true });
  const ms = (all, what) => `${median(all.map((one) => one[what])).toFixed(0)} ms`;
  console.log('| start | events | window | customers in it | `serve` is ready | target |');
  console.log('|---|---|---|---|---|---|');
  for (const [index, one] of [...CASES, WHOLE].entries())
    console.log(`| ${one.name} | ${one.events ?? events} | ${ms(ofDesk[index], 'shown')} | ` +
      `${ms(ofDesk[index], 'usable')} | ${ms(ofBroker[index], 'usable')} | ${one === WHOLE ? '–' : '500 ms'} |`);
}

await main();
