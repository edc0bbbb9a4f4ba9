// SPDX-License-Identifier: GPL-3.0-or-later
// The standard scenario of the event API, all eleven steps, nothing simulated: the real desk hosting its
// broker, a second one joined, the real widget in Chromium. After each step: what the customer sees, what
// both desks show, and what went over the wire.
import assert from 'node:assert/strict';
import { after, before } from 'node:test';

import { Customer } from './support/customer.mjs';
import { until } from './support/environment.mjs';
import { walk } from './support/walk.mjs';
import { Office } from './support/office.mjs';

const step = walk();
let office;
let customer;
let user;

const both = () => [office.anders, office.bea];
const transcript = (desk) => desk.get(`transcript-${user}`, 'texts');
const mine = (type, direction) => (frame) =>
  frame.type === type && frame.direction === direction && (!user || frame.userId === user);

before(async () => {
  office = await Office.open();
});

after(async () => {
  const codes = await office?.close();
  assert.deepEqual(codes, [0, 0], 'both desks end cleanly');
});

step('1: a new customer opens a chat: start, then heartbeats', async () => {
  customer = await Customer.visit(office.browser, office.address);
  await customer.openChat();
  const start = await office.wire.heard('start', mine('start', 'inbound'));
  user = start.userId;
  assert.ok(start.seq > 0, 'start is stored');
  const beat = await office.wire.heard('a heartbeat', mine('heartbeat', 'inbound'));
  assert.equal(beat.seq, undefined, 'a heartbeat only passes');
  for (const desk of both())
    await until(`${desk.name} shows the customer with the bot`, () => desk.has(`waitingCard-${user}`));
  await customer.picture('1-customer-opens');
});

step('2: what he types is seen before he sends it', async () => {
  await customer.sees('Invoices and general questions', "the bot's choices");
  await customer.type('I want to change invoice 70557076');
  await office.wire.heard('the whole text as typing_on', (frame) =>
    mine('typing_on', 'inbound')(frame) && frame.text === 'I want to change invoice 70557076');
  assert.ok(office.wire.all('typing_on', 'inbound').length > 2, 'typing is told continuously');
  assert.equal(office.wire.all('text', 'inbound').length, 0, 'nothing is sent yet');
  for (const desk of both())
    await desk.sees(`waitingCard-${user}`, 'preview', (words) => words.includes('I want to change invoice 70557076'),
      'what is being typed');
  await office.anders.picture('2-typing-seen');
});

step('3: the first message is an inbound text', async () => {
  await customer.send();
  const text = await office.wire.heard('the text', mine('text', 'inbound'));
  assert.equal(text.text, 'I want to change invoice 70557076');
  assert.ok(text.seq > 0 && text.id, 'stored, with an id of its own');
  await until('it is acknowledged', () =>
    customer.frame.locator('[data-testid="message"][data-author="customer"][data-state="sent"]').count());
});

step('4: the bot replies with an outbound text', async () => {
  const asked = office.wire.all('text', 'inbound').at(-1).seq;
  const reply = await office.wire.heard('the reply', (frame) =>
    mine('text', 'outbound')(frame) && frame.agent?.id === 'bot' && frame.seq > asked);
  await customer.sees(reply.text);
});

step('5: the bot identifies the customer', async () => {
  await customer.sees(/customer number/i, 'the question for his number');
  await customer.say('1234567');
  const known = await office.wire.heard('customer_identified', mine('customer_identified', 'internal'));
  assert.equal(known.customerId, '1234567');
});

step('6: the bot hands over to the queue of the intent', async () => {
  const handover = await office.wire.heard('handover_to_queue', mine('handover_to_queue', 'internal'));
  assert.ok(handover.queueId, 'a queue is named');
  for (const desk of both())
    await until(`${desk.name} shows him waiting`, () => desk.has(`waitingCard-${user}`));
});

step('7: the customer is told that he was placed in the queue', async () => {
  const info = await office.wire.heard('info', mine('info', 'outbound'));
  await customer.sees(info.text);
});

step('8: and his number in it', async () => {
  const number = await office.wire.heard('queue_number', mine('queue_number', 'outbound'));
  assert.equal(number.queueNumber, 1);
  assert.equal(number.seq, undefined, 'a queue number only passes');
  assert.equal(await customer.frame.getByTestId('queue').getAttribute('data-number'), '1');
  await customer.picture('8-customer-in-queue');
  await office.anders.picture('8-desk-waiting');
});

step('an agent claims him from the rail, and only one can', async () => {
  await office.anders.click(`claimButton-${user}`);
  const claim = await office.wire.heard('claim_session', mine('claim_session', 'internal'));
  assert.equal(claim.agentId, 'anan01');
  await until('his column opens', () => office.anders.has(`column-${user}`));
  for (const desk of both())
    await until(`${desk.name}: nobody waits`, async () => !(await desk.has(`waitingCard-${user}`)));
  assert.equal(await office.bea.has(`column-${user}`), false, 'the colleague has no column of it');
  const texts = await transcript(office.anders);
  assert.ok(texts.some((text) => text.includes('I want to change invoice 70557076')), 'the column tells what was said');
});

step('2 again: the live preview in the column, letter by letter', async () => {
  await customer.type('Hi, my na');
  await office.anders.sees(`preview-${user}`, 'text', (text) => text === 'Hi, my na', 'the preview');
  await office.anders.picture('9-live-preview');
  await customer.type('me is Robin');
  await customer.send();
  await until('the column has the message', async () =>
    (await transcript(office.anders)).some((text) => text.includes('Hi, my name is Robin')));
  await office.anders.sees(`preview-${user}`, 'text', (text) => text === '', 'no preview any more');
});

step('9: typing_on while the agent types, typing_off when he stops', async () => {
  await office.anders.click(`composer-${user}`);
  await office.anders.type('Hello Robin!');
  await office.wire.heard('typing_on', mine('typing_on', 'outbound'));
  await customer.frame.getByTestId('typing').waitFor();
  await customer.picture('9-agent-typing');
  await office.wire.heard('typing_off', mine('typing_off', 'outbound'));
  await customer.frame.getByTestId('typing').waitFor({ state: 'detached' });
  await office.anders.press('Return');
  const said = await office.wire.heard('the answer', (frame) =>
    mine('text', 'outbound')(frame) && frame.text === 'Hello Robin!');
  assert.deepEqual([said.agent.id, said.agent.name, said.agent.type], ['anan01', 'Anders Andersson', 'human']);
  await customer.sees('Hello Robin!');
  await customer.sees('Anders Andersson', 'who speaks');
  await office.wire.heard('messages_read', mine('messages_read', 'inbound'));
  await office.anders.sees(`transcript-${user}`, 'captions', (captions) => captions.some((text) => /read/.test(text)),
    'that it was read');
});

step('10.1: done leaves the door open: the next word brings him back, first in line, to the same agent', async () => {
  await office.anders.click(`doneButton-${user}`);
  await office.wire.heard('agent_done', mine('agent_done', 'internal'));
  await until('the column is put away', async () => !(await office.anders.has(`column-${user}`)));
  await until('the customer is told', () => office.wire.all('info', 'outbound').length >= 2);
  await customer.say('One more thing');
  for (const desk of both())
    await until(`${desk.name} shows him waiting again`, () => desk.has(`waitingCard-${user}`));
  await office.anders.press('Ctrl+Return');
  await until('claimed by keyboard', () => office.anders.has(`column-${user}`));
  assert.equal(office.wire.all('claim_session', 'internal').at(-1).agentId, 'anan01');
});

step('10.2: end closes the session for good, with a reason the customer reads', async () => {
  await office.anders.click(`endButton-${user}`);
  await until('asked for a reason', () => office.anders.has('endReason'));
  await office.anders.click('endReason');
  await office.anders.press('Ctrl+A'); // a usual reason stands there
  await office.anders.type('Thank you, goodbye');
  await office.anders.picture('10-end-asks');
  await office.anders.click('endConfirmButton');
  const end = await office.wire.heard('end_session', mine('end_session', 'outbound'));
  assert.equal(end.reasonText, 'Thank you, goodbye');
  await customer.sees('Thank you, goodbye');
  await customer.frame.getByTestId('ended').waitFor();
  await customer.picture('10-customer-ended');
});

step('11: closing the window sends client_left', async () => {
  await customer.frame.getByTestId('close').click();
  const left = await office.wire.heard('client_left', mine('client_left', 'inbound'));
  assert.ok(left.at, 'with the time');
  assert.deepEqual(customer.complaints, [], 'the page had nothing to complain about');
});

step('what was stored is gap-free and every reader got the same bytes once', () => {
  const seqs = office.wire.frames.filter((frame) => frame.seq).map((frame) => frame.seq);
  assert.deepEqual(seqs, [...seqs].sort((a, b) => a - b), 'in order');
  assert.equal(new Set(seqs).size, seqs.length, 'once');
  assert.equal(seqs.at(-1) - seqs[0] + 1, seqs.length, 'without a gap');
});
