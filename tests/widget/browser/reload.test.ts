// SPDX-License-Identifier: GPL-3.0-or-later
// What has to survive reloads, other pages and second tabs.
import { describe, expect, it } from 'vitest';
import { until } from './customer.ts';
import { broker } from './scene.ts';
import { customer, letOneVisit, shows, texts } from './visit.ts';

letOneVisit();

describe('a reload', () => {
  it('brings the open chat back, with its draft, and says client_unload', async () => {
    await customer.openChat();
    await customer.say('Hej');
    broker.agent('Hej Robin!');
    await shows('customer: Hej', 'agent: Hej Robin!');
    await customer.type('half a sen');
    await customer.page.reload();
    await customer.connected();
    await shows('customer: Hej', 'agent: Hej Robin!');
    expect(await customer.of('composer').inputValue()).toBe('half a sen');
    expect(await customer.of('title').textContent()).toBe('Anders Andersson');
    await until('the broker heard of it', () => broker.unloads.length === 1);
    expect(broker.unloads[0]).toEqual({ token: expect.any(String), at: expect.any(String) });
    expect(broker.of('hello').at(-1)).toMatchObject({
      token: broker.unloads[0]?.token,
      epoch: 'e1',
    });
    expect(broker.of('start')).toHaveLength(1);
    await until(
      'the preview came back',
      () => broker.of('typing_on').at(-1)?.text === 'half a sen',
    );
  });

  it('while the bot still types loses nothing', async () => {
    await customer.openChat();
    broker.bot('soon', { typing: 8000 });
    await customer.of('typing').waitFor();
    await customer.page.reload();
    await shows('bot: soon');
  });

  it('on another page of the site brings the chat along', async () => {
    await customer.openChat();
    await customer.say('Hej');
    await until('the text came', () => texts().length === 1);
    await customer.page.getByRole('link', { name: 'More' }).click();
    await customer.page.waitForURL(/page=2/);
    await customer.connected();
    await shows('customer: Hej');
  });

  it('of a minimised chat leaves it minimised, and counts what is unread', async () => {
    await customer.openChat();
    await customer.of('minimise').click();
    await customer.hidden(); // a reload before that is a reload of an open chat
    await customer.page.reload();
    await until('it is connected', () => broker.of('hello').length === 2);
    broker.agent('are you there?');
    await until('the title tells', async () => (await customer.page.title()) === '(1) The shop');
    expect(broker.of('messages_read')).toEqual([]);
    await customer.launcher.click();
    await until('it was read', () => broker.of('messages_read').length === 1);
    expect(await customer.page.title()).toBe('The shop');
  });

  it('after the chat was closed brings nothing back', async () => {
    await customer.openChat();
    await customer.of('close').click();
    await customer.of('leave').click();
    await until('client_left came', () => broker.of('client_left').length === 1);
    await customer.hidden();
    await customer.page.reload();
    await customer.openChat();
    expect(broker.of('hello').at(-1)).toEqual({ type: 'hello', platformId: 'webchat' });
    expect(broker.users).toHaveLength(2);
  });

  it('with a token that is forgotten ends the chat, and lets a new one begin', async () => {
    await customer.openChat();
    await customer.say('Hej');
    await until('the text came', () => texts().length === 1);
    broker.forgetTokens();
    await customer.page.reload();
    await customer.of('start-again').click();
    await customer.connected();
    await until('a new start came', () => broker.of('start').length === 2);
    await shows();
  });
});

it('two tabs of one visit show the same conversation', async () => {
  await customer.openChat();
  await customer.say('from the first');
  await until('the text came', () => texts().length === 1);
  // A duplicated tab is a copy, its session storage included.
  const popup = customer.context.waitForEvent('page');
  await customer.page.evaluate(() => window.open(location.href, '_blank', 'opener'));
  const second = customer.on(await popup);
  await second.connected();
  expect(broker.users).toHaveLength(1);
  await second.say('from the second');
  await shows('customer: from the first', 'customer: from the second');
  broker.agent('to both');
  await shows('customer: from the first', 'customer: from the second', 'agent: to both');
  await until('the second shows it too', async () =>
    (await second.messages()).includes('agent: to both'),
  );
});
