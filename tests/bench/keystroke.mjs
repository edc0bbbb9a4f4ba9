// SPDX-License-Identifier: GPL-3.0-or-later
// From keystroke in the browser to pixels in the agent's column: real desk, real widget, one machine.
// Keys come further apart than the widget's own throttle (250 ms), so that it adds nothing. Start: the
// browser's time of the key event. End: the desk's window has flushed a frame with that text.
import { Customer, startBrowser } from '../e2e/support/customer.mjs';
import { Desk } from '../e2e/support/desk.mjs';
import { temporaryFolder, until } from '../e2e/support/environment.mjs';

const KEYS = 200;
const THROTTLE_MS = 250;
const ALPHABET = 'abcdefghijklmnopqrstuvwxyz';

/** Notes, inside the widget's frame, when each key was pressed and what the field then held. */
function noteKeys() {
  let pressedAt = 0;
  window.noted = [];
  addEventListener('keydown', (event) => (pressedAt = performance.timeOrigin + event.timeStamp), true);
  addEventListener('input', (event) => window.noted.push({ text: event.target.value, at: pressedAt }), true);
}

function quantile(sorted, q) {
  return sorted[Math.min(sorted.length - 1, Math.ceil(q * sorted.length) - 1)];
}

async function measure(customer, desk, user) {
  const widget = customer.page.frames().find((frame) => frame !== customer.page.mainFrame());
  await widget.evaluate(noteKeys);
  await customer.composer.click();
  await customer.page.keyboard.type('x'); // the preview appears; not counted
  const name = `preview-${user}`;
  await until('the preview is shown', () => desk.has(name));
  await desk.ask('watch', { name, property: 'text' });
  for (let key = 0; key < KEYS; ++key) {
    // Uneven gaps, so that no timer of ours stays in step with the keys.
    await customer.page.waitForTimeout(THROTTLE_MS + 20 + ((key * 37) % 60));
    await customer.page.keyboard.type(ALPHABET[key % ALPHABET.length]);
  }
  await customer.page.waitForTimeout(1000);
  const keys = await widget.evaluate(() => window.noted);
  const shown = new Map((await desk.ask('stamps')).map((stamp) => [stamp.value, stamp.at]));
  return keys.filter((key) => key.text !== 'x').map((key) => shown.get(key.text) - key.at);
}

async function main() {
  const folder = temporaryFolder();
  const browser = await startBrowser();
  const desk = await Desk.start('bench-desk', { id: 'anan01', name: 'Anders Andersson' },
    ['--data', `${folder}/data`, '--listen', '127.0.0.1:0'], { folder });
  try {
    await until('the broker listens', () => desk.address);
    const customer = await Customer.visit(browser, desk.address);
    await customer.openChat();
    await customer.say('Hello');
    // Claim straight from the rail, whatever the bot is doing.
    const [card] = await until('the customer is on the rail', async () => {
      const names = await desk.names('claimButton-');
      return names.length ? names : null;
    }, { within: 60_000 });
    const user = card.slice('claimButton-'.length);
    await desk.click(card);
    await until('his column is open', () => desk.has(`column-${user}`));
    report((await measure(customer, desk, user)).sort((a, b) => a - b));
  } finally {
    await browser.close();
    await desk.quit();
  }
}

function report(delays) {
  const missing = delays.filter((delay) => !Number.isFinite(delay)).length;
  const known = delays.filter(Number.isFinite);
  const ms = (value) => `${value.toFixed(1)} ms`;
  console.log('| keystroke to pixels | keys | never shown | median | p90 | p99 | max | target |');
  console.log('|---|---|---|---|---|---|---|---|');
  console.log(`| browser to agent's column | ${delays.length} | ${missing} | ${ms(quantile(known, 0.5))} | ` +
    `${ms(quantile(known, 0.9))} | ${ms(quantile(known, 0.99))} | ${ms(known.at(-1))} | median < 30 ms, p99 < 80 ms |`);
  if (missing || delays.length < KEYS) process.exitCode = 1;
}

await main();
