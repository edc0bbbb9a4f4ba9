// SPDX-License-Identifier: GPL-3.0-or-later
// What has to survive a lost connection.
import type { WebSocket } from 'ws';
import { describe, expect, it } from 'vitest';
import type { WireEvent } from './broker.ts';
import { until } from './customer.ts';
import { broker } from './scene.ts';
import { customer, letOneVisit, shows, texts } from './visit.ts';

letOneVisit();

describe('a lost connection', () => {
  it('in the middle of typing loses neither the draft nor its preview', async () => {
    await customer.openChat();
    await customer.type('half a sen');
    broker.cut({ down: true });
    await customer.frame.locator('[data-link="waiting"]').first().waitFor();
    await customer.type('tence');
    const before = broker.of('typing_on').length;
    broker.up();
    await until('the preview is whole again', () =>
      broker
        .of('typing_on')
        .slice(before)
        .some(({ text }) => text === 'half a sentence'),
    );
    await customer.page.keyboard.press('Enter');
    await until('the text came', () => texts().includes('half a sentence'));
    expect(broker.of('start')).toHaveLength(1);
  });

  it('delivers what was written meanwhile, once, and shows what was said', async () => {
    await customer.openChat();
    await customer.say('before');
    await until('the text came', () => texts().length === 1);
    broker.cut({ down: true });
    await customer.say('during');
    expect((await customer.states()).at(-1)).toBe('sending');
    broker.agent('said meanwhile');
    broker.up();
    await shows('customer: before', 'agent: said meanwhile', 'customer: during');
    await until('it is sent', async () => (await customer.states()).at(-1) === 'sent');
    expect(texts()).toEqual(['before', 'said meanwhile', 'during']);
  });

  it('that takes the acknowledgement with it makes no second message', async () => {
    await customer.openChat();
    broker.intercept = (event: WireEvent, socket: WebSocket) => {
      if (event.type !== 'text') return false;
      broker.intercept = undefined;
      // Stored, but the answer never leaves.
      broker.take(event);
      socket.terminate();
      return true;
    };
    await customer.say('once');
    await until('it is sent', async () => (await customer.states()).at(-1) === 'sent');
    await shows('customer: once');
    expect(texts()).toEqual(['once']);
  });

  it('with a replay that repeats itself shows nothing twice', async () => {
    await customer.openChat();
    broker.agent('one');
    await shows('agent: one');
    broker.repeat = 3;
    broker.cut({ down: true });
    broker.agent('two');
    broker.agent('three');
    broker.up();
    await shows('agent: one', 'agent: two', 'agent: three');
  });

  it('in which the session ended shows the end, and no field to write in', async () => {
    await customer.openChat();
    await customer.say('Hej');
    await until('the text came', () => texts().length === 1);
    broker.cut({ down: true });
    broker.agent('Goodbye');
    broker.say({ type: 'end_session', reasonText: 'Anders has left' });
    broker.up();
    await customer.of('ended').waitFor();
    await shows('customer: Hej', 'agent: Goodbye');
    expect(await customer.of('ended-text').textContent()).toBe('Anders has left');
    expect(await customer.of('composer').count()).toBe(0);
  });

  it('to another log shows that log, and goes on', async () => {
    await customer.openChat();
    broker.agent('one');
    await shows('agent: one');
    broker.epoch = 'e2';
    broker.cut();
    await shows('agent: one');
    await customer.connected();
    await customer.say('two');
    await until('the text came', () => texts().includes('two'));
    await shows('agent: one', 'customer: two');
  });

  it('while a text is refused keeps the text, and sends it on request', async () => {
    await customer.openChat();
    broker.intercept = (event, socket) => {
      if (event.type !== 'text') return false;
      broker.intercept = undefined;
      socket.send(
        JSON.stringify({ type: 'error', code: 'rate_limited', message: '', id: event.id }),
      );
      return true;
    };
    await customer.say('too fast');
    await customer.of('retry').click();
    await until('it is sent', async () => (await customer.states()).at(-1) === 'sent');
    expect(texts()).toEqual(['too fast']);
  });
});
