// SPDX-License-Identifier: GPL-3.0-or-later
// The standard scenario of the event API, all eleven steps. After each: what the customer sees, what both desks
// show, and what went over the wire. The walks take these steps, each with its own troubles between them.
import assert from 'node:assert/strict';

import { Customer } from './support/customer.mjs';
import { until } from './support/environment.mjs';

/** Each a name and what is done with the scene (`support/scene.mjs`); every one stands on those before it. */
export const standardSteps = [
  ['1: a new customer opens a chat: start, then heartbeats', async (scene) => {
    const { office } = scene;
    scene.customer = await Customer.visit(office.browser, office.address);
    await scene.customer.openChat();
    const start = await office.wire.heard('start', scene.event('start', 'inbound'));
    scene.user = start.userId;
    assert.ok(start.seq > 0, 'start is stored');
    const beat = await office.wire.heard('a heartbeat', scene.event('heartbeat', 'inbound'));
    assert.equal(beat.seq, undefined, 'a heartbeat only passes');
    for (const desk of office.desks)
      await until(`${desk.name} shows the customer with the bot`, () => desk.has(`waitingCard-${scene.user}`));
    await scene.picture('1-customer-opens', scene.customer);
  }],

  ['2: what he types is seen before he sends it', async ({ office, customer, user, agent, event, picture }) => {
    await customer.sees('Invoices and general questions', "the bot's choices");
    await customer.type('I want to change invoice 70557076');
    await office.wire.heard('the whole text as typing_on', (frame) =>
      event('typing_on', 'inbound')(frame) && frame.text === 'I want to change invoice 70557076');
    assert.ok(office.wire.all('typing_on', 'inbound').length > 2, 'typing is told continuously');
    assert.equal(office.wire.all('text', 'inbound').length, 0, 'nothing is sent yet');
    for (const desk of office.desks)
      await desk.sees(`waitingCard-${user}`, 'preview', (words) => words.includes('I want to change invoice 70557076'),
        'what is being typed');
    await picture('2-typing-seen', agent);
  }],

  ['3: the first message is an inbound text', async ({ office, customer, event }) => {
    await customer.send();
    const text = await office.wire.heard('the text', event('text', 'inbound'));
    assert.equal(text.text, 'I want to change invoice 70557076');
    assert.ok(text.seq > 0 && text.id, 'stored, with an id of its own');
    await until('it is acknowledged', async () => (await customer.acknowledged()).length === 1);
  }],

  ['4: the bot replies with an outbound text', async ({ office, customer, event }) => {
    const asked = office.wire.all('text', 'inbound').at(-1).seq;
    const reply = await office.wire.heard('the reply', (frame) =>
      event('text', 'outbound')(frame) && frame.agent?.id === 'bot' && frame.seq > asked);
    await customer.sees(reply.text);
  }],

  ['5: the bot identifies the customer', async ({ office, customer, event }) => {
    await customer.sees(/customer number/i, 'the question for his number');
    await customer.say('1234567');
    const known = await office.wire.heard('customer_identified', event('customer_identified', 'internal'));
    assert.equal(known.customerId, '1234567');
  }],

  ['6: the bot hands over to the queue of the intent', async ({ office, user, event }) => {
    const handover = await office.wire.heard('handover_to_queue', event('handover_to_queue', 'internal'));
    assert.ok(handover.queueId, 'a queue is named');
    for (const desk of office.desks)
      await until(`${desk.name} shows him waiting`, () => desk.has(`waitingCard-${user}`));
  }],

  ['7: the customer is told that he was placed in the queue', async ({ office, customer, event }) => {
    const info = await office.wire.heard('info', event('info', 'outbound'));
    await customer.sees(info.text);
  }],

  ['8: and his number in it', async ({ office, customer, agent, event, picture }) => {
    const number = await office.wire.heard('queue_number', event('queue_number', 'outbound'));
    assert.equal(number.queueNumber, 1);
    assert.equal(number.seq, undefined, 'a queue number only passes');
    assert.equal(await customer.frame.getByTestId('queue').getAttribute('data-number'), '1');
    await picture('8-customer-in-queue', customer);
    await picture('8-desk-waiting', agent);
  }],

  ['an agent claims him from the rail, and only one can', async ({ office, user, agent, colleague, event }) => {
    await agent.click(`claimButton-${user}`);
    const claim = await office.wire.heard('claim_session', event('claim_session', 'internal'));
    assert.equal(claim.agentId, agent.identity.id);
    await until('his column opens', () => agent.has(`column-${user}`));
    for (const desk of office.desks)
      await until(`${desk.name}: nobody waits`, async () => !(await desk.has(`waitingCard-${user}`)));
    assert.equal(await colleague.has(`column-${user}`), false, 'the colleague has no column of it');
    const texts = await agent.conversation(user);
    assert.ok(texts.some((text) => text.includes('I want to change invoice 70557076')), 'the column tells what was said');
  }],

  ['2 again: the live preview in the column, letter by letter', async ({ customer, user, agent, picture }) => {
    await customer.type('Hi, my na');
    await agent.sees(`preview-${user}`, 'text', (text) => text === 'Hi, my na', 'the preview');
    await picture('9-live-preview', agent);
    await customer.type('me is Robin');
    await customer.send();
    await until('the column has the message', async () =>
      (await agent.conversation(user)).some((text) => text.includes('Hi, my name is Robin')));
    await agent.sees(`preview-${user}`, 'text', (text) => text === '', 'no preview any more');
  }],

  ['9: typing_on while the agent types, typing_off when he stops', async ({ office, customer, user, agent, event, picture }) => {
    const heard = office.wire.listenFromNow();
    await agent.click(`composer-${user}`);
    await agent.type('Hello Robin!');
    await heard('typing_on', event('typing_on', 'outbound'));
    await customer.frame.getByTestId('typing').waitFor();
    await picture('9-agent-typing', customer);
    await heard('typing_off', event('typing_off', 'outbound'));
    await customer.frame.getByTestId('typing').waitFor({ state: 'detached' });
    await agent.press('Return');
    const said = await heard('the answer', (frame) => event('text', 'outbound')(frame) && frame.text === 'Hello Robin!');
    assert.deepEqual(said.agent, { ...agent.identity, type: 'human' });
    await customer.sees('Hello Robin!');
    await customer.sees(agent.identity.name, 'who speaks');
    await heard('messages_read', event('messages_read', 'inbound'));
    await agent.sees(`transcript-${user}`, 'captions', (captions) => captions.some((text) => /read/.test(text)),
      'that it was read');
  }],

  ['10.1: done leaves the door open: the next word brings him back, first in line, to the same agent',
    async ({ office, customer, user, agent, event }) => {
      const heard = office.wire.listenFromNow();
      await agent.click(`doneButton-${user}`);
      await heard('agent_done', event('agent_done', 'internal'));
      await until('the column is put away', async () => !(await agent.has(`column-${user}`)));
      const told = await heard('that the customer is told', event('info', 'outbound'));
      await customer.sees(told.text);
      await customer.say('One more thing');
      for (const desk of office.desks)
        await until(`${desk.name} shows him waiting again`, () => desk.has(`waitingCard-${user}`));
      await agent.press('Ctrl+Return');
      await until('claimed by keyboard', () => agent.has(`column-${user}`));
      assert.equal(office.wire.all('claim_session', 'internal').at(-1).agentId, agent.identity.id);
    }],

  ['10.2: end closes the session for good, with a reason the customer reads',
    async ({ office, customer, user, agent, event, picture }) => {
      await agent.click(`endButton-${user}`);
      await until('asked for a reason', () => agent.has('endReason'));
      await agent.click('endReason');
      await agent.press('Ctrl+A'); // a usual reason stands there
      await agent.type('Thank you, goodbye');
      await picture('10-end-asks', agent);
      await agent.click('endConfirmButton');
      const end = await office.wire.heard('end_session', event('end_session', 'outbound'));
      assert.equal(end.reasonText, 'Thank you, goodbye');
      await customer.sees('Thank you, goodbye');
      await customer.frame.getByTestId('ended').waitFor();
      await picture('10-customer-ended', customer);
    }],

  ['11: closing the window sends client_left', async ({ office, customer, event }) => {
    await customer.frame.getByTestId('close').click();
    const left = await office.wire.heard('client_left', event('client_left', 'inbound'));
    assert.ok(left.at, 'with the time');
    assert.deepEqual(customer.complaints, [], 'the page had nothing to complain about');
  }],

  ['what was stored is gap-free and every reader got the same bytes once', async ({ office }) => {
    const seqs = office.wire.frames.filter((frame) => frame.seq).map((frame) => frame.seq);
    assert.deepEqual(seqs, [...seqs].sort((a, b) => a - b), 'in order');
    assert.equal(new Set(seqs).size, seqs.length, 'once');
    assert.equal(seqs.at(-1) - seqs[0] + 1, seqs.length, 'without a gap');
  }],
];
