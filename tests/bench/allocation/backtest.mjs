// SPDX-License-Identifier: GPL-3.0-or-later
// How good the forecast of presence is on people whom no desk of ours ever saw: `sermo-broker backtest` on tables of who
// wrote when. They are no part of this repository: $SERMO_PRESENCE_DATA names their folder, else ../shared/data/presence
// beside the checkout. `backtest.mjs FILE.csv` only turns such a table into events for `backtest --events`.
//
// Columns: conversation, epoch_s, role (asker or customer; all else answers), text_len, has_question. The words are lost
// in such a table, and nobody needs them: a text of the right length, which ends in a question mark if it asked
// something, teaches the model as much.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const FOLDER = process.env.SERMO_PRESENCE_DATA || join(ROOT, '../shared/data/presence');
const TABLES = ['support_irc_train', 'star_train']; // the gates are set on the first
const FORECASTS = ['base rate', 'day zero', 'learning from day zero on', 'five-fold by time, learning no more', 'five-fold by time'];

function eventOf(row) {
  const asks = row.role === 'asker' || row.role === 'customer';
  return {
    type: 'text',
    direction: asks ? 'inbound' : 'outbound',
    userId: `conversation-${row.conversation}`,
    text: 'x'.repeat(Math.max(Number(row.text_len), 1) - 1) + (row.has_question === '1' ? '?' : '.'),
    receivedAt: new Date(Number(row.epoch_s) * 1000).toISOString(),
  };
}

/** The events of a table, one a line, in the order of their time. No field of these tables holds a comma. */
function eventsOf(file) {
  const [head, ...lines] = readFileSync(file, 'utf8').trim().split(/\r?\n/);
  const names = head.split(',');
  const rows = lines.map((line) => Object.fromEntries(line.split(',').map((value, place) => [names[place], value])));
  rows.sort((one, other) => Number(one.epoch_s) - Number(other.epoch_s));
  return rows.map((row) => `${JSON.stringify(eventOf(row))}\n`).join('');
}

/** What the command prints of one table: `{ 'base rate': { logLoss, brier, ece, auc }, … }`. */
function backtest(table) {
  const folder = mkdtempSync(join(tmpdir(), 'sermo-backtest-'));
  try {
    const events = join(folder, 'events.jsonl');
    writeFileSync(events, eventsOf(join(FOLDER, `${table}.csv`)));
    const broker = join(process.env.SERMO_BUILD_DIR ?? join(ROOT, 'build/release'), 'bin/sermo-broker');
    const said = execFileSync(broker, ['backtest', '--events', events], { encoding: 'utf8' });
    const cells = said.split('\n').map((line) => line.split('|').map((cell) => cell.trim()));
    return Object.fromEntries(FORECASTS.map((forecast) => {
      const row = cells.find(([, name]) => name === forecast);
      if (!row)
        throw new Error(`backtest said nothing of "${forecast}":\n${said}`);
      const [logLoss, brier, ece, auc] = row.slice(2).map(Number);
      return [forecast, { logLoss, brier, ece, auc }];
    }));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function gate(what, measured, isHeld, target) {
  console.log(`| ${what} | ${measured.toFixed(3)} | ${target} | ${isHeld ? 'held' : '**missed**'} |`);
}

function measure() {
  const all = Object.fromEntries(TABLES.map((table) => [table, backtest(table)]));
  console.log('| forecast of presence | table | log-loss | Brier | ECE | AUC |\n| --- | --- | --- | --- | --- | --- |');
  for (const [table, forecasts] of Object.entries(all))
    for (const [forecast, { logLoss, brier, ece, auc }] of Object.entries(forecasts))
      console.log(`| ${forecast} | ${table} | ${[logLoss, brier, ece, auc].map((value) => value.toFixed(4)).join(' | ')} |`);

  const { 'base rate': base, 'day zero': dayZero, 'five-fold by time': learned } = all[TABLES[0]];
  const gain = base.logLoss - learned.logLoss;
  console.log(`\n| gate on ${TABLES[0]}, five-fold by time | measured | target | |\n| --- | --- | --- | --- |`);
  gate("log-loss under the base rate's", gain, gain >= 0.08, 'at least 0.080');
  gate('ECE', learned.ece, learned.ece <= 0.06, 'at most 0.060');
  gate('log-loss on day zero', dayZero.logLoss, dayZero.logLoss <= 0.62, 'at most 0.620');
}

const missing = TABLES.map((table) => join(FOLDER, `${table}.csv`)).filter((file) => !existsSync(file));
if (process.argv[2])
  process.stdout.write(eventsOf(process.argv[2]));
else if (missing.length === 0)
  measure();
else
  console.log('Not measured: the tables are not here (`SERMO_PRESENCE_DATA` names their folder; `tests/bench/allocation/README.md`).');
