// SPDX-License-Identifier: GPL-3.0-or-later
// Three brokers as one, behind one address: the real widget at one of them, its agent at another, and the widget's is killed
// in the middle of what both say. A third takes the customer, whom nobody told it of. No desk.
import assert from 'node:assert/strict';

import { Balancer } from './support/balancer.mjs';
import { Broker } from './support/broker.mjs';
import { startBrowser } from './support/customer.mjs';
import { until } from './support/environment.mjs';
import { missesNats, Nats } from './support/nats.mjs';
import { Site } from './support/site.mjs';
import { Talker } from './support/talker.mjs';
import { walk } from './support/walk.mjs';
import { Wire } from './support/wire.mjs';

const Anders = { id: 'anan01', name: 'Anders Andersson', type: 'human' };

class Cluster {
  async open() {
    this.brokers = [];
    try {
      [this.nats, this.browser] = await Promise.all([Nats.start(), startBrowser()]);
      for (let i = 0; i < 3; ++i) this.brokers.push(await Broker.start({ more: ['--cluster', this.nats.urls] }));
      [this.his, this.agents, this.third] = this.brokers;
      this.balancer = await Balancer.before([this.his, this.third, this.agents]);
      this.site = await Site.open(this.balancer.address, { host: '127.0.0.1' });
      const anders = this.his.key('agent', 'anders', Anders.id);
      const supervisor = this.third.key('supervisor', 'wire');
      this.agent = await until('the agent is let in', () => Talker.application(this.agents.address, anders));
      this.wire = await until('who listens is let in', () => Wire.listen(this.agents.address, supervisor));
    } catch (error) {
      await this.close(); // or what has started keeps the test from ending
      throw error;
    }
  }

  /** The exit codes of the brokers that were not killed. */
  async close() {
    for (const one of [this.wire, this.agent, this.site, this.balancer]) one?.close();
    await this.browser?.close();
    const left = this.brokers.filter((broker) => broker.process.signalCode === null);
    for (const broker of left) broker.process.kill('SIGTERM');
    const codes = await Promise.all(left.map(async (broker) => (await broker.gone)[0]));
    await this.nats?.end();
    return codes;
  }

  answer(text) {
    this.agent.say({ type: 'text', direction: 'outbound', userId: this.userId, text, agent: Anders });
  }

  stored(text) {
    return this.wire.heard(text, (event) => event.type === 'text' && event.text === text && event.seq);
  }

  /** As it is typed, by the agent. */
  previewed(text) {
    return until(`the agent sees «${text}» before it is sent`, () =>
      this.agent.heard.some((event) => event.type === 'typing_on' && event.userId === this.userId && event.text === text));
  }

  /** What the customer has before his eyes. */
  async shown() {
    return (await this.customer.messages()).map((line) => line.replace('undefined', 'an image'));
  }

  /** Of these events, what was said. */
  saidIn(events) {
    return events.filter(({ type, userId }) => type === 'text' && userId === this.userId)
      .map(({ direction, text }) => `${direction === 'inbound' ? 'customer' : 'agent'}: ${text || 'an image'}`);
  }

  /** All that this broker has stored, as a newcomer gets it. */
  async logAt(broker) {
    const newcomer = new Wire(broker.address, this.wire.key);
    await newcomer.open('?since=0');
    await until('the newcomer has all of it', () => newcomer.seq >= this.wire.seq).finally(() => newcomer.close());
    return newcomer.frames.filter(({ seq }) => seq);
  }

  seesImage() {
    return until('the image is shown', async () =>
      (await this.customer.of('image').evaluateAll((images) => images.map((one) => one.naturalWidth))).join() === '120');
  }
}

const step = walk(new Cluster(), { skip: missesNats });

step('a customer at one broker talks with an agent at another', async (house) => {
  const customer = house.customer = await house.site.visit(house.browser, 'data-platform="webchat"');
  await customer.openChat();
  const { userId } = await house.wire.heard('the start', (event) => event.type === 'start');
  house.userId = userId;
  assert.deepEqual(house.balancer.taken, [house.his]);
  house.agent.say({ type: 'claim_session', direction: 'internal', userId, agentId: Anders.id });
  await house.wire.heard('the claim', (event) => event.type === 'claim_session' && event.agentId === Anders.id);
  house.answer('Hi Robin!');
  await customer.sees('Hi Robin!');
  await customer.type('My bill is wr');
  await house.previewed('My bill is wr');
  await customer.type('ong');
  await customer.send();
  await house.stored('My bill is wrong');
});

step('his image reaches the agent, by whatever broker', async (house) => {
  const { customer } = house;
  const drawing = await customer.page.screenshot({ clip: { x: 0, y: 0, width: 120, height: 80 } });
  await customer.of('image-file').setInputFiles({ name: 'bill.png', mimeType: 'image/png', buffer: drawing });
  const { imageId } = await house.wire.heard('the image', (event) => event.type === 'text' && event.imageId);
  house.imageId = imageId;
  await house.seesImage();
});

step('his broker is killed while both write, and the chat goes on at the third by itself', async (house) => {
  const { customer } = house;
  house.answer('Which one?');
  await customer.sees('Which one?');
  await customer.type('The one of Oct');
  await house.previewed('The one of Oct');
  house.balancer.hold();
  await house.his.kill();
  house.answer('Are you still there?');
  await customer.type('ober');
  await customer.send();
  await customer.frame.locator('[data-state="sending"]').waitFor();
  await house.stored('Are you still there?');
  assert.deepEqual(house.balancer.taken, []);
  house.balancer.letGo();
  await house.stored('The one of October');
  house.answer('Take your time');
  await customer.sees('Take your time');
  assert.deepEqual(house.balancer.taken, [house.third]);
  await customer.type('Thank y');
  await house.previewed('Thank y');
  await customer.type('ou');
  await customer.send();
  await house.stored('Thank you');
  await until('all of his has arrived', async () => (await customer.frame.locator('[data-state="sending"]').count()) === 0);
  await customer.picture('cluster-after');
});

step('nothing of it is missing, doubled or in another order, for anybody', async (house) => {
  const log = await house.logAt(house.agents);
  const seqs = log.map(({ seq }) => seq);
  assert.deepEqual(seqs, seqs.map((_, at) => at + 1), 'every number once, in order');
  const said = house.saidIn(log);
  assert.deepEqual([...said].sort(), ['agent: Are you still there?', 'agent: Hi Robin!', 'agent: Take your time', 'agent: Which one?',
    'customer: My bill is wrong', 'customer: Thank you', 'customer: The one of October', 'customer: an image']);
  assert.deepEqual(house.saidIn(await house.logAt(house.third)), said);
  assert.deepEqual(house.saidIn(house.agent.heard), said.filter((line) => line.startsWith('customer')));
  assert.deepEqual(await house.shown(), said);
  assert.equal(log.filter(({ type }) => type === 'start').length, 1);
});

step('a reload shows all of it again, with the image that was sent before', async (house) => {
  const { customer } = house;
  const before = await house.shown();
  await customer.page.reload();
  await customer.frame.locator('[data-link="open"]').waitFor();
  await house.seesImage();
  assert.deepEqual(await house.shown(), before);
  for (const broker of [house.agents, house.third])
    assert.equal((await fetch(`${broker.address}/images/${house.imageId}`)).status, 200);
  assert.deepEqual(customer.complaints, []);
});
