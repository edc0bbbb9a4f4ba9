// SPDX-License-Identifier: GPL-3.0-or-later
// What the widget costs the page it stands on: the longest task of any of the page's main threads while its tag is loaded,
// while the chat opens, and while a page brings a long chat back. By Chromium's own trace, in processor time: what else
// the machine does is not the widget's.
import { Broker } from '../e2e/support/broker.mjs';
import { startBrowser } from '../e2e/support/customer.mjs';
import { Site } from '../e2e/support/site.mjs';
import { Talker } from '../e2e/support/talker.mjs';
import { Wire } from '../e2e/support/wire.mjs';

const VISITS = Number(process.env.SERMO_WIDGET_VISITS ?? 20);
const MESSAGES = 100;
const TARGET = 50; // beyond it a task is a long one (W3C Long Tasks)
const TASK = /RunTask$/;

const at = (all, part) => [...all].sort((a, b) => a - b)[Math.min(all.length - 1, Math.floor(all.length * part))];

/** The longest task of this trace on a main thread of a page, in milliseconds of processor time. */
function longest(trace) {
  const { traceEvents } = JSON.parse(trace);
  const mains = new Set(traceEvents
    .filter(({ name, args }) => name === 'thread_name' && args.name === 'CrRendererMain')
    .map(({ pid, tid }) => `${pid}/${tid}`));
  const tasks = traceEvents.filter(({ name, ph, pid, tid, tdur }) =>
    ph === 'X' && TASK.test(name) && tdur !== undefined && mains.has(`${pid}/${tid}`));
  if (!tasks.length) throw new Error('the trace knows of no task');
  return Math.max(...tasks.map(({ tdur }) => tdur)) / 1000;
}

/** The longest task while `act()` goes on, and whatever it sets off. */
async function traced(browser, customer, act) {
  await browser.startTracing(customer.page, { categories: ['toplevel', 'devtools.timeline', 'disabled-by-default-devtools.timeline'] });
  await act();
  return longest(String(await browser.stopTracing()));
}

/** One customer: his page with the tag, his chat, and the same page with a long chat in it. */
async function visit(browser, site, wire, agent) {
  const heard = wire.listenFromNow();
  const customer = await site.visit(browser, '');
  const connected = () => customer.frame.locator('[data-link="open"]').waitFor();
  const all = {};
  all.tag = await traced(browser, customer, async () => {
    await customer.page.goto(`${site.address}/?tag=${encodeURIComponent('data-platform="webchat"')}`);
    await customer.page.getByTestId('launcher').waitFor();
  });
  all.opened = await traced(browser, customer, async () => {
    await customer.page.getByTestId('launcher').click();
    await connected();
  });
  const { userId } = await heard('start', ({ type }) => type === 'start');
  for (let said = 1; said <= MESSAGES; ++said)
    agent.say({ type: 'text', direction: 'outbound', userId, text: `${said} of ${MESSAGES}`, agent: { id: 'bot', name: 'Bot' } });
  const last = `${MESSAGES} of ${MESSAGES}`;
  await customer.sees(last);
  all.back = await traced(browser, customer, async () => {
    await customer.page.reload();
    await connected();
    await customer.sees(last);
  });
  await customer.context.close();
  return all;
}

async function main() {
  const broker = await Broker.start();
  const browser = await startBrowser();
  const wire = await Wire.listen(broker.address, broker.key('supervisor', 'wire'));
  const agent = await Talker.application(broker.address, broker.key('bot', 'another-bot'));
  const site = await Site.open(broker.address);
  const visits = [];
  try {
    await visit(browser, site, wire, agent); // the first one pays for the browser itself
    while (visits.length < VISITS) visits.push(await visit(browser, site, wire, agent));
  } finally {
    for (const one of [wire, agent, site]) one.close();
    await browser.close();
    await broker.stop();
  }
  console.log(`| while, ${VISITS} visits | longest task, median | p90 | worst | target |`);
  console.log('| --- | --- | --- | --- | --- |');
  const names = { tag: 'the page with the tag loads', opened: 'the chat opens', back: `a page brings ${MESSAGES} messages back` };
  for (const [key, name] of Object.entries(names)) {
    const all = visits.map((one) => one[key]);
    const [median, most, worst] = [at(all, 0.5), at(all, 0.9), Math.max(...all)].map((ms) => `${ms.toFixed(1)} ms`);
    console.log(`| ${name} | ${median} | ${most} | ${worst} | ${TARGET} ms |`);
  }
}

await main();
