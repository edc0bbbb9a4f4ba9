// SPDX-License-Identifier: GPL-3.0-or-later
// The way that most chats go.
import { describe, expect, it } from 'vitest';
import { until } from './customer.ts';
import { broker } from './scene.ts';
import { customer, letOneVisit, shows, texts } from './visit.ts';

letOneVisit();

describe('the standard way', () => {
  it('leads from the launcher to start, typing, text, answer and client_left', async () => {
    expect(broker.connections).toBe(0);
    await customer.openChat();
    expect(broker.of('hello')).toEqual([{ type: 'hello', platformId: 'webchat' }]);
    await until('start came', () => broker.of('start').length === 1);

    const began = Date.now();
    await customer.type('Hej, jag mitt na', 40);
    await until(
      'the whole text was told',
      () => broker.of('typing_on').at(-1)?.text === 'Hej, jag mitt na',
    );
    const told = broker.of('typing_on');
    expect(told.length).toBeGreaterThan(1);
    expect(told.length).toBeLessThanOrEqual((Date.now() - began) / 250 + 2);
    expect(told[0]).toMatchObject({ direction: 'inbound', at: expect.any(String) });

    await customer.page.keyboard.press('Enter');
    await until('the text came', () => texts().length === 1);
    broker.agent('Hej Robin!');
    await shows('customer: Hej, jag mitt na', 'agent: Hej Robin!');
    await until('it was read', () => broker.of('messages_read').length === 1);
    expect(broker.of('messages_read')[0]).toMatchObject({ text: 'read', at: expect.any(String) });

    await customer.of('close').click();
    await customer.of('leave').click();
    await until('client_left came', () => broker.of('client_left').length === 1);
    await until(
      'the iframe is gone',
      async () => (await customer.page.locator('iframe').count()) === 0,
    );
    expect(broker.of('client_left')[0]).toMatchObject({
      text: 'The customer has closed the chat.',
      at: expect.any(String),
    });
    expect(broker.unloads).toEqual([]);
    expect(customer.complaints).toEqual([]);
  });

  it('asks before a live chat is thrown away, and stays on request', async () => {
    await customer.openChat();
    await customer.of('close').click();
    await customer.of('stay').click();
    await customer.say('still here');
    await until('the text came', () => texts().length === 1);
    expect(broker.of('client_left')).toEqual([]);
  });

  it('beats every 5 s', async () => {
    await customer.openChat();
    await until('two beats came', () => broker.of('heartbeat').length >= 2);
    expect(broker.of('heartbeat')[0]).toMatchObject({ direction: 'inbound' });
  });
});
