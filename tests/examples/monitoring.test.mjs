// SPDX-License-Identifier: GPL-3.0-or-later
// The dashboard asks for nothing that a broker does not tell, Prometheus' sample lets it in, and the examples are as short
// as their README promises.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { Broker } from '../e2e/support/broker.mjs';
import { until } from '../e2e/support/environment.mjs';
import { Talker } from '../e2e/support/talker.mjs';
import { Wire } from '../e2e/support/wire.mjs';
import { exampleNames, readExample } from './support.mjs';

const Anders = { id: 'anan01', name: 'Anders Andersson', type: 'human' };
const dashboard = JSON.parse(readExample('grafana-dashboard.json'));
const scrape = readExample('prometheus.yml');
const setting = (name) => new RegExp(`^\\s*${name}: (\\S+)`, 'm').exec(scrape)?.[1];
const targets = dashboard.panels.flatMap(({ title, targets: all }) => all.map((target) => ({ title, ...target })));
const namesIn = (expr) => expr.match(/\bsermo_\w+/g) ?? [];

let broker, agent, key;
const metrics = (bearer) =>
  fetch(broker.address + setting('metrics_path'), { headers: bearer ? { authorization: `${setting('type')} ${bearer}` } : {} });
const live = async () => (await (await metrics(key)).text()).split('\n').filter((line) => line && !line.startsWith('#'));
const told = (lines, name) => lines.filter((line) => /^\w+/.exec(line)[0] === name);

before(async () => {
  broker = await Broker.start();
  key = broker.key('supervisor', 'prometheus');
  agent = await Wire.listen(broker.address, broker.key('agent', 'anders', Anders.id));
  const customer = await Talker.customer(broker.address);
  const { userId } = customer;
  customer.write('Hello');
  const say = (event) => agent.socket.send(JSON.stringify({ userId, ...event }));
  say({ type: 'agent_status', direction: 'internal', agentId: Anders.id, status: 'available' });
  await agent.heard('she waits', ({ type, state }) => type === 'session_state' && state === 'queued');
  say({ type: 'claim_session', direction: 'internal', agentId: Anders.id });
  say({ type: 'text', direction: 'outbound', text: 'Hello to you', agent: Anders });
  say({ type: 'agent_done', direction: 'internal' });
  say({ type: 'agent_done', direction: 'internal', userId: 'nobody', id: 'refused' });
  customer.close();
});

after(async () => {
  agent?.close();
  await broker?.stop();
});

test('every example is under 100 lines, and in the README', () => {
  const readme = readExample('README.md');
  for (const name of exampleNames().filter((each) => each !== 'README.md')) {
    const lines = readExample(name).split('\n');
    assert.ok(lines.length <= 100, `${name}: ${lines.length - 1} lines`);
    assert.ok(readme.includes(`\`${name}\``), `${name} is not in the README`);
    assert.ok(name.endsWith('.json') || lines.slice(0, 2).join().includes('GPL-3.0-or-later'), `${name}: whose licence?`);
  }
});

test('each panel asks for something, of a place of its own', () => {
  assert.ok(targets.length > 15);
  for (const { title, expr } of targets) assert.ok(namesIn(expr).length, `${title}: ${expr}`);
  const cells = dashboard.panels.flatMap(({ gridPos: { x, y, w, h } }) =>
    Array.from({ length: w * h }, (_, i) => `${x + (i % w)},${y + Math.floor(i / w)}`));
  assert.equal(new Set(cells).size, cells.length, 'no panel lies on another');
  assert.equal(new Set(dashboard.panels.map(({ id }) => id)).size, dashboard.panels.length);
});

test('each name that the dashboard asks for is told by a live broker', async () => {
  const asked = [...new Set(targets.flatMap(({ expr }) => namesIn(expr)))];
  for (const name of asked) await until(`/metrics tells ${name}`, async () => told(await live(), name).length > 0);
});

test('and so is each label that it groups and names by', async () => {
  const lines = await live();
  for (const { title, expr, legendFormat = '' } of targets) {
    const groups = [...expr.matchAll(/ by \(([\w, ]+)\)/g)].flatMap(([, list]) => list.split(', '));
    const labels = [...groups, ...[...legendFormat.matchAll(/\{\{(\w+)\}\}/g)].map(([, label]) => label)];
    for (const label of labels.filter((each) => each !== 'instance')) // that one is Prometheus' own
      assert.ok(told(lines, namesIn(expr)[0]).some((line) => line.includes(`${label}="`)), `${title}: ${label}`);
  }
});

test('Prometheus is let in as the sample says, and nobody else', async () => {
  assert.equal(setting('scheme'), 'http');
  assert.match(setting('credentials_file'), /^\//);
  assert.equal((await metrics(key)).status, 200);
  assert.equal((await metrics('')).status, 401);
  assert.equal((await metrics(broker.key('bot', 'otto'))).status, 403);
});
