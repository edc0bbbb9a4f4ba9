// SPDX-License-Identifier: GPL-3.0-or-later
// Several brokers as one, on this one machine: what they store a second, how long an acknowledgement takes, and what an event
// costs their processors as brokers, agents and customers grow. Then the stream alone, whole and in partitions by userId; and what
// is kept of it all.
// A broker of its own, on SQLite, is the reference in the same run. All on the same cores: what more machines carry is more.
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

import { Broker } from '../e2e/support/broker.mjs';
import { require, until } from '../e2e/support/environment.mjs';
import { Nats, Stream } from '../e2e/support/nats.mjs';

const WebSocket = require('ws');

const SPEAKERS = 6; // connections of applications, spread over the brokers
const UNDER_WAY = 16; // of each, where as much as possible is said
const SECONDS = Number(process.env.SERMO_CLUSTER_SECONDS ?? 6);
const CALM = 60; // events a second, where it is asked what one costs
const TICKS = 100; // of /proc, a second

const sleep = (ms) => new Promise((done) => setTimeout(done, ms));
const quantile = (sorted, q) => sorted[Math.min(sorted.length - 1, Math.ceil(q * sorted.length) - 1)];

async function end(processes) {
  for (const process of processes) process.kill('SIGKILL');
  await Promise.all(processes.map((process) => process.exitCode ?? process.signalCode ?? once(process, 'exit')));
}

/** Seconds of a processor that these have used so far. */
function used(processes) {
  let ticks = 0;
  for (const { pid } of processes) {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').replace(/^.*\) /, '').split(' ');
    ticks += Number(fields[11]) + Number(fields[12]);
  }
  return ticks / TICKS;
}

/** Until what came at once is in their histories and figures too, and they rest. */
async function settle(processes) {
  for (let before = used(processes), rested = 0; rested < 2;) {
    await sleep(500);
    const now = used(processes);
    rested = now - before < 0.03 ? rested + 1 : 0;
    before = now;
  }
}

/** An application on one socket, who counts what is acknowledged. */
class Speaker {
  static async open(address, key) {
    const speaker = new Speaker();
    speaker.sent = new Map();
    speaker.delays = [];
    speaker.refused = 0;
    speaker.socket = new WebSocket(`${address.replace('http', 'ws')}/events`, { headers: { Authorization: `Bearer ${key}` } });
    speaker.socket.on('message', (data) => speaker.#take(String(data)));
    await once(speaker.socket, 'open');
    return speaker;
  }

  #take(text) {
    if (!text.includes('"ack"') && !text.includes('"error"')) return;
    const event = JSON.parse(text);
    const at = this.sent.get(event.id);
    if (at === undefined) return;
    this.sent.delete(event.id);
    if (event.type === 'ack') this.delays.push(performance.now() - at);
    else this.refused += 1;
    this.next?.();
  }

  say(userId) {
    const id = randomUUID();
    this.sent.set(id, performance.now());
    this.socket.send(JSON.stringify({ type: 'text', direction: 'inbound', userId, id, text: 'Jag vill flytta mitt abonnemang till Storgatan 12 i Lund.' }));
  }

  /** As many as go. */
  hurry(userOf) {
    this.next = () => this.say(userOf());
    for (let i = 0; i < UNDER_WAY; ++i) this.next();
  }

  async rest() {
    this.next = undefined;
    await until('all is acknowledged', () => this.sent.size === 0, { within: 60_000 });
  }
}

/** An agent's desk, which only listens. */
async function listenAt(address, key) {
  const socket = new WebSocket(`${address.replace('http', 'ws')}/events`, { headers: { Authorization: `Bearer ${key}` } });
  socket.on('message', () => {});
  await once(socket, 'open');
  return socket;
}

/** A house of so many brokers, agents and customers; then what is asked of it. */
async function inHouse({ brokers, agents, customers, nats }, ask) {
  const more = nats ? ['--cluster', nats.urls] : [];
  const house = [];
  for (let i = 0; i < brokers; ++i)
    house.push(await Broker.start({ more, configuration: { allocation: { enabled: false } } }));
  const listeners = [];
  const speakers = [];
  const at = (i) => house[i % brokers].address;
  const channel = await house[0].key('channel', 'bench');
  for (let i = 0; i < agents; ++i) {
    const key = await house[0].key('agent', `agent${i}`, `agent${i}`);
    await sleep(nats ? 30 : 0); // until all know of it
    listeners.push(await until('an agent is let in', () => listenAt(at(i), key)));
  }
  for (let i = 0; i < SPEAKERS; ++i) speakers.push(await until('an application is let in', () => Speaker.open(at(i), channel)));
  let turn = 0;
  const userOf = () => `customer${(turn += 1) % customers}`;
  try {
    for (let i = 0; i < customers; ++i) speakers[i % SPEAKERS].say(userOf()); // all are there
    await Promise.all(speakers.map((speaker) => speaker.rest()));
    await settle(house.map((broker) => broker.process));
    for (const speaker of speakers) speaker.delays = [];
    return await ask({ house, speakers, userOf });
  } finally {
    for (const socket of [...listeners, ...speakers.map((speaker) => speaker.socket)]) socket.terminate();
    await end(house.map((broker) => broker.process));
  }
}

/** As many as go: a second, and what each costs the processors of the brokers and of NATS in ms. */
async function hurry({ house, speakers, userOf }, nats) {
  const brokers = house.map((broker) => broker.process);
  const count = () => speakers.reduce((sum, { delays }) => sum + delays.length, 0);
  for (const speaker of speakers) speaker.hurry(userOf);
  await sleep(1000); // until it goes evenly
  const before = [count(), used(brokers), used(nats?.processes ?? [])];
  await sleep(SECONDS * 1000);
  const stored = count() - before[0];
  const each = [used(brokers) - before[1], used(nats?.processes ?? []) - before[2]].map((seconds) => (seconds / stored) * 1000);
  await Promise.all(speakers.map((speaker) => speaker.rest()));
  mustBeWhole(speakers);
  return { aSecond: stored / SECONDS, brokers: each[0], nats: each[1] };
}

/** So many a second, whatever becomes of them. */
async function calmly({ house, speakers, userOf }, nats) {
  for (const speaker of speakers) speaker.delays = [];
  const brokers = house.map((broker) => broker.process);
  const before = [used(brokers), used(nats?.processes ?? [])];
  const start = performance.now();
  const count = CALM * SECONDS;
  for (let i = 0; i < count; ++i) {
    const wait = start + (i * 1000) / CALM - performance.now();
    if (wait > 0) await sleep(wait);
    speakers[i % SPEAKERS].say(userOf());
  }
  await Promise.all(speakers.map((speaker) => speaker.rest()));
  mustBeWhole(speakers);
  const delays = speakers.flatMap((speaker) => speaker.delays).sort((a, b) => a - b);
  return { p50: quantile(delays, 0.5), p99: quantile(delays, 0.99),
    brokers: ((used(brokers) - before[0]) / count) * 1000, nats: ((used(nats?.processes ?? []) - before[1]) / count) * 1000 };
}

function mustBeWhole(speakers) {
  const refused = speakers.reduce((sum, speaker) => sum + speaker.refused, 0);
  if (refused > 0) throw new Error(`${refused} events were refused`);
}

/** Stored a second, with all customers' events in one stream or spread by a hash of the userId. */
async function partitioned(nats, partitions) {
  const streams = [];
  for (let i = 0; i < SPEAKERS; ++i) streams.push(await Stream.open(nats.ports[i % nats.ports.length]));
  for (let i = 0; i < partitions; ++i) {
    const name = `bench${partitions}x${i}`;
    await until('a partition is made', async () =>
      !(await streams[0].ask(`STREAM.CREATE.${name}`, { name, subjects: [`${name}.>`], num_replicas: nats.ports.length, storage: 'file' })).error,
    { within: 60_000 });
  }
  const words = 'x'.repeat(220);
  let user = 0;
  for (const stream of streams) {
    stream.next = () => {
      user += 1;
      stream.publish(`bench${partitions}x${((user * 2654435761) >>> 0) % partitions}.customer${user % 500}`, words);
    };
    for (let i = 0; i < UNDER_WAY; ++i) stream.next();
  }
  await sleep(1000);
  const before = streams.reduce((sum, { stored }) => sum + stored, 0);
  await sleep(SECONDS * 1000);
  const after = streams.reduce((sum, { stored }) => sum + stored, 0);
  for (const stream of streams) {
    stream.next = undefined;
    stream.socket.destroy();
  }
  return (after - before) / SECONDS;
}

/** Each house has servers of its own: what an earlier one stored is not to be carried along. */
async function measured(setup, ask) {
  const nats = setup.cluster ? await Nats.start() : undefined;
  try {
    return await inHouse({ ...setup, nats }, (house) => ask(house, nats));
  } finally {
    await nats?.end();
  }
}

async function capacity() {
  const rows = [
    { name: 'one broker alone, on SQLite: the reference', brokers: 1 },
    { name: 'one broker, three NATS servers', brokers: 1, cluster: true },
    { name: 'three brokers, three NATS servers', brokers: 3, cluster: true },
  ];
  console.log('| 10 agents, 200 customers | stored a second | times the reference | processor each: all brokers | NATS, all three | p50 at 60 a second | p99 |');
  console.log('| --- | --- | --- | --- | --- | --- | --- |');
  let reference;
  for (const row of rows) {
    const { most, calm } = await measured({ ...row, agents: 10, customers: 200 },
      async (house, nats) => ({ calm: await calmly(house, nats), most: await hurry(house, nats) }));
    reference ??= most.aSecond;
    console.log(`| ${row.name} | ${most.aSecond.toFixed(0)} | ${(most.aSecond / reference).toFixed(2)} | ${most.brokers.toFixed(2)} ms | ${most.nats.toFixed(2)} ms | ${calm.p50.toFixed(1)} ms | ${calm.p99.toFixed(1)} ms |`);
  }
}

async function growth() {
  const usual = { brokers: 1, agents: 10, customers: 200 };
  console.log('\n| of the processor, for each event at 60 a second | all brokers | NATS, all three | p99 |');
  console.log('| --- | --- | --- | --- |');
  for (const changed of [{}, { brokers: 2 }, { brokers: 3 }, { agents: 40 }, { agents: 160 }, { customers: 800 }, { customers: 2400 }]) {
    const setup = { ...usual, ...changed };
    const cost = await measured({ ...setup, cluster: true }, calmly);
    console.log(`| ${setup.brokers} broker${setup.brokers > 1 ? 's' : ''}, ${setup.agents} agents, ${setup.customers} customers | ${cost.brokers.toFixed(2)} ms | ` +
      `${cost.nats.toFixed(2)} ms | ${cost.p99.toFixed(1)} ms |`);
  }
}

async function partitions() {
  console.log('\n| the stream alone, three copies, 96 under way | stored a second | times one |');
  console.log('| --- | --- | --- |');
  let one;
  for (const count of [1, 4]) {
    const nats = await Nats.start();
    const most = await partitioned(nats, count).finally(() => nats.end());
    one ??= most;
    console.log(`| ${count} partition${count > 1 ? 's' : ''} by userId | ${most.toFixed(0)} | ${(most / one).toFixed(2)} |`);
  }
}

/** Bytes that a process has in memory, and those of all files in a folder. */
function memory({ pid }) {
  return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))[1]) * 1024;
}
function bytesIn(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce((sum, entry) => sum + statSync(join(entry.parentPath, entry.name)).size, 0);
}

async function keeping() {
  const [few, many] = [200, 10_200];
  await measured({ brokers: 1, agents: 0, customers: few, cluster: true }, async ({ house, speakers, userOf }, nats) => {
    const [broker] = house;
    const before = memory(broker.process);
    for (let i = few; i < many; ++i) {
      speakers[i % SPEAKERS].say(`customer${i}`);
      if (i % 100 === 0) await Promise.all(speakers.map((speaker) => speaker.rest()));
    }
    await settle([broker.process]);
    const eachOpen = (memory(broker.process) - before) / (many - few);
    await hurry({ house, speakers, userOf }, nats);
    await settle([broker.process]);
    const stored = speakers.reduce((sum, { delays }) => sum + delays.length, 0);
    const copied = bytesIn(join(broker.data, 'cluster')) / stored;
    const streamed = bytesIn(join(nats.folder, 'store0')) / stored;
    const start = performance.now();
    const late = await Broker.start({ more: ['--cluster', nats.urls], configuration: { allocation: { enabled: false } } });
    const seconds = (performance.now() - start) / 1000;
    await end([late.process]);
    console.log('\n| what is kept | measured |');
    console.log('| --- | --- |');
    console.log(`| memory of a broker for each session that is open, of 10,000 | ${(eachOpen / 1024).toFixed(1)} kB |`);
    console.log(`| on the disk of a broker for each event, with histories and figures | ${copied.toFixed(0)} B |`);
    console.log(`| on the disk of a NATS server for each event | ${streamed.toFixed(0)} B |`);
    console.log(`| a new broker, from nothing to ready, copies | ${(stored / seconds).toFixed(0)} events a second of ${stored} |`);
  });
}

await capacity();
await growth();
await partitions();
await keeping();
