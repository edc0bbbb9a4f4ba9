// SPDX-License-Identifier: GPL-3.0-or-later
// Two hosts that are one desk: the one that serves is gone, the other one goes on with all it had.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Site, type Broker } from './broker.ts';
import { Customer, until } from './customer.ts';
import { broker, browser, setTheScene } from './scene.ts';

setTheScene();

let spare: Broker;
let shop: Site;
let customer: Customer;

const texts = (from: Broker) =>
  from.log.filter(({ type }) => type === 'text').map(({ text }) => text);
const shows = (...messages: string[]) =>
  until(
    `shows ${messages.join(', ')}`,
    async () => (await customer.messages()).join() === messages.join(),
  );

beforeEach(async () => {
  spare = await broker.twin();
  shop = new Site(broker.address, '127.0.0.1', spare.address);
  await shop.start();
  customer = await Customer.visit(browser, shop.address);
});
afterEach(async () => {
  await customer.leave();
  await shop.stop();
  await spare.stop();
});

describe('when the host is killed', () => {
  it('the chat goes on at the other one, with what was written meanwhile, once', async () => {
    await customer.openChat();
    await customer.say('before');
    await until('the text came', () => texts(broker).length === 1);
    broker.agent('heard');
    await shows('customer: before', 'agent: heard');
    broker.cut({ down: true });
    await customer.say('during');
    spare.succeed(broker);
    await broker.stop();
    await customer.connected();
    await until('it came', () => texts(spare).includes('during'));
    spare.agent('still here');
    await shows('customer: before', 'agent: heard', 'customer: during', 'agent: still here');
    expect(texts(spare)).toEqual(['before', 'heard', 'during', 'still here']);
    expect(spare.of('hello')).toHaveLength(1);
    expect(spare.of('start')).toHaveLength(0);
  });

  it('the next page has the chat of the other one, with who the customer is and what is not sent', async () => {
    await customer.openChat();
    await customer.say('before');
    await until('the text came', () => texts(broker).length === 1);
    spare.cut({ down: true });
    broker.cut({ down: true });
    await customer.say('during');
    spare.succeed(broker);
    await broker.stop();
    await customer.page.goto(`${shop.address}?page=2`);
    spare.up();
    await until('it came', () => texts(spare).includes('during'));
    await shows('customer: before', 'customer: during');
    expect(texts(spare)).toEqual(['before', 'during']);
    expect(spare.users).toHaveLength(1);
  });
});
