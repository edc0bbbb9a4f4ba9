// SPDX-License-Identifier: GPL-3.0-or-later
// What leaves the browser of all that is typed.
import { describe, expect, it } from 'vitest';
import { until } from './customer.ts';
import { broker } from './scene.ts';
import { customer, letOneVisit, texts } from './visit.ts';

letOneVisit();

describe('a platform that masks numbers', () => {
  /** Every text frame that leaves the browser from here on, as bytes on the wire. */
  const leaving = () => {
    const frames: string[] = [];
    customer.page.on('websocket', (socket) => {
      socket.on('framesent', ({ payload }) => frames.push(payload.toString()));
    });
    return frames;
  };
  const card = '4111 1111 1111 1111';

  it('has them hidden before they leave the browser, typed or sent', async () => {
    broker.welcomeExtra = { mask: true };
    const frames = leaving();
    await customer.openChat();
    await customer.type(`Kort ${card} tack`, 20);
    await until(
      'the whole preview was told',
      () => broker.of('typing_on').at(-1)?.text === 'Kort **** **** **** **** tack',
    );
    await customer.page.keyboard.press('Enter');
    await until('the text came', () => texts().length === 1);
    expect(texts()).toEqual(['Kort **** **** **** **** tack']);
    await customer.say('Jag är 811228-9874');
    await until('the second text came', () => texts().length === 2);
    expect(texts()[1]).toBe('Jag är ******-****');
    // No row of digits on its way to being a number, at any keystroke.
    const said = frames.map((frame) => String(JSON.parse(frame).text ?? ''));
    expect(said.filter((text) => text.includes('Kort')).length).toBeGreaterThan(2);
    for (const text of said) {
      expect(text.replace(/[ -]/g, '')).not.toMatch(/[0-9]{5}/);
    }
  });

  it('has them hidden in what was written before it was known', async () => {
    broker.cut({ down: true });
    broker.welcomeExtra = { mask: true };
    const frames = leaving();
    await customer.launcher.click();
    await customer.say(card);
    broker.up();
    await until('the text came', () => texts().length === 1);
    expect(texts()).toEqual(['**** **** **** ****']);
    expect(frames.join('')).not.toContain(card);
  });

  it('is the only one that does', async () => {
    await customer.openChat();
    await customer.say(card);
    await until('the text came', () => texts().length === 1);
    expect(texts()).toEqual([card]);
  });
});

it('where the platform keeps it private, nothing that is typed leaves before it is sent', async () => {
  broker.welcomeExtra = { hidesTyping: true };
  await customer.openChat();
  await until('the line is gone', async () => (await customer.of('privacy').count()) === 0);
  await customer.say('at once');
  await until('the text came', () => texts().includes('at once'));
  expect(broker.of('typing_on')).toEqual([]);
});

it('the line that it is seen follows the platform’s setting while the customer is there', async () => {
  await customer.openChat();
  await customer.of('privacy').waitFor();
  await customer.type('seen');
  await until('it was told', () => broker.of('typing_on').at(-1)?.text === 'seen');
  broker.say({ type: 'session_state', hidesTyping: true, mask: false });
  await until('the line is gone', async () => (await customer.of('privacy').count()) === 0);
  await customer.type(' unseen');
  broker.say({ type: 'session_state', hidesTyping: false, mask: false });
  await customer.of('privacy').waitFor();
  const line = await customer.of('privacy').textContent();
  await until('it is said', async () => (await customer.of('announcer').textContent()) === line);
  expect(broker.of('typing_on').at(-1)?.text).toBe('seen');
  await customer.type('!');
  await until('it was told', () => broker.of('typing_on').at(-1)?.text === 'seen unseen!');
});
