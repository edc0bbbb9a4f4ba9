// SPDX-License-Identifier: GPL-3.0-or-later
// Scenarios 2 to 5 of the event API, one after the other with the allocator on: the real desk hosting its broker, a
// second one joined, the real widget in Chromium. Scenario 1 is standard-scenario.test.mjs.
import assert from 'node:assert/strict';

import { Customer } from './support/customer.mjs';
import { createKey } from './support/desk.mjs';
import { until } from './support/environment.mjs';
import { Scene } from './support/scene.mjs';
import { Talker } from './support/talker.mjs';
import { walk } from './support/walk.mjs';

const scene = new Scene({ pictures: 'scenarios-', configuration: {} }); // the defaults: allocation on, bound 2.0
const step = walk(scene);
const crowd = []; // customers on bare sockets
let bot; // somebody else's, beside the reception

const given = (user) => (frame) =>
  frame.type === 'claim_session' && frame.userId === user && frame.reason === 'allocated';
const queueNumber = (customer) => customer.frame.getByTestId('queue').getAttribute('data-number');
const loadOf = async (desk) => Number(/^[\d.]+/.exec(await desk.get('loadBar', 'text'))?.[0]);

/** Brings who has just come to the end of the line; whoever is free may have him at once. */
async function queueUp({ office }, userId) {
  await office.wire.heard('his words', (frame) =>
    frame.type === 'text' && frame.direction === 'inbound' && frame.userId === userId);
  bot.say({ type: 'handover_to_queue', direction: 'internal', userId, queueId: 'general' });
  await office.wire.heard('he is in line', (frame) => frame.type === 'handover_to_queue' && frame.userId === userId);
}

/** A customer without a browser, in line. */
async function waits(all) {
  const customer = await Talker.customer(all.office.address);
  crowd.push(customer);
  customer.write('Good morning');
  await queueUp(all, customer.userId);
  return customer;
}

/** A customer with the widget, in line. */
async function visits(all) {
  const { office } = all;
  const heard = office.wire.listenFromNow();
  const customer = await Customer.visit(office.browser, office.address);
  await customer.openChat();
  customer.userId = (await heard('start', (frame) => frame.type === 'start')).userId;
  await customer.say('Good morning');
  await queueUp(all, customer.userId);
  return customer;
}

step('2: the bot hands over, and the session is added to the queue', async (all) => {
  const { office, agent, colleague } = all;
  bot = await Talker.application(office.address, createKey(office.data, 'bot', 'another-bot'));
  await colleague.choose('statusButton', 'Away');
  await agent.choose('statusButton', 'Finishing'); // nobody is given anything yet
  await office.wire.heard('both say so', () =>
    ['away', 'finishing'].every((status) => office.wire.all('agent_status').some((frame) => frame.status === status)));
  all.first = await waits(all);

  all.customer = await Customer.visit(office.browser, office.address);
  await all.customer.openChat();
  const isNew = (frame) => frame.type === 'start' && frame.userId !== all.first.userId;
  all.user = (await office.wire.heard('start', isNew)).userId;
  bot.say({ type: 'handover_to_agent', direction: 'internal', userId: all.user });
  await until('he is the second in line', async () => (await queueNumber(all.customer)) === '2');
});

step('2: the bot makes sure that the customer is there and hands over again: he is first in line', async (all) => {
  const { office, customer, user } = all;
  bot.say({ type: 'text', direction: 'outbound', userId: user, text: 'Is somebody there?', agent: { id: 'bot', name: 'Bot' } });
  await customer.sees('Is somebody there?');
  await customer.say('Yes, I am');
  await office.wire.heard('his answer', (frame) => frame.type === 'text' && frame.text === 'Yes, I am');
  bot.say({ type: 'handover_to_agent', direction: 'internal', userId: user });
  await until('he is first', async () => (await queueNumber(customer)) === '1');
});

step('2: an agent who becomes available is given the first in line, with the reason', async (all) => {
  const { office, user, agent, first, picture } = all;
  await agent.choose('statusButton', 'Available');
  const claim = await office.wire.heard('claim_session', given(user));
  assert.equal(claim.agentId, agent.identity.id);
  await until('his column opens by itself', () => agent.has(`column-${user}`));
  const next = await office.wire.heard('the next one too: one customer is no load', given(first.userId));
  assert.ok(claim.seq < next.seq, 'who was confirmed goes first');
  const why = await office.wire.heard('why', (frame) => frame.type === 'allocation' && frame.userId === user && frame.agentId);
  assert.equal(why.agentId, agent.identity.id);
  assert.ok(why.sum <= why.bound);
  await agent.sees(`transcript-${user}`, 'texts', (texts) => texts.some((text) => /Given to Anders.* of at most 2/.test(text)), 'why');
  await picture('2-given', agent);
});

step('3: by a button the agent lets the bot end the session in his name', async (all) => {
  const { office, customer, user, agent, event, picture } = all;
  await agent.click(`composer-${user}`);
  await agent.type('Your invoice is corrected.');
  await agent.press('Return');
  await customer.sees('Your invoice is corrected.');
  await agent.click(`botEndsButton-${user}`);
  const lent = await office.wire.heard('handover_to_bot', event('handover_to_bot', 'internal'));
  assert.equal(lent.reason, 'end_session');
  await customer.sees('Is there anything else');
  await agent.sees(`notice-${user}`, 'text', (text) => text.includes('The bot'), 'that the bot has him');
  await picture('3-lent', agent);
});

step('3: the customer has another question, and is back with the same agent without noticing', async (all) => {
  const { office, customer, user, agent, event, picture } = all;
  const infos = office.wire.all('info', 'outbound').filter((frame) => frame.userId === user).length;
  const heard = office.wire.listenFromNow();
  await customer.say('When do I have to pay?');
  await heard('handover_to_agent', event('handover_to_agent', 'internal'));
  const back = await heard('claim_session', event('claim_session', 'internal'));
  assert.deepEqual([back.agentId, back.reason], [agent.identity.id, 'returned']);
  await until('the column is his again', async () => !(await agent.has(`notice-${user}`)));
  assert.ok((await agent.conversation(user)).some((text) => text.includes('When do I have to pay?')));
  assert.equal(office.wire.all('info', 'outbound').filter((frame) => frame.userId === user).length, infos,
    'the customer is told nothing');
  await picture('3-customer', customer);
});

step('4: the agent clicks the session down, and the customer is told that he may write again', async (all) => {
  const { office, customer, user, agent, event } = all;
  const heard = office.wire.listenFromNow();
  await agent.click(`doneButton-${user}`);
  await heard('agent_done', event('agent_done', 'internal'));
  const told = await heard('info', event('info', 'outbound'));
  await customer.sees(told.text);
  await until('the column is put away', async () => !(await agent.has(`column-${user}`)));
});

step('4: he writes again: first in line, and to the agent he had', async (all) => {
  const { office, customer, user, agent, event } = all;
  const heard = office.wire.listenFromNow();
  await customer.say('One more thing');
  await heard('inbound text', event('text', 'inbound'));
  const claim = await heard('claim_session', given(user));
  assert.equal(claim.agentId, agent.identity.id);
  await until('his column is back', () => agent.has(`column-${user}`));
  assert.ok((await agent.conversation(user)).some((text) => text.includes('One more thing')));
});

step('5: an agent works on three sessions, and a fourth customer waits', async (all) => {
  const { office, agent, picture } = all;
  all.third = await visits(all);
  await office.wire.heard('the third is given', given(all.third.userId));
  await until('three columns', async () => {
    const columns = await agent.names('column-');
    return [all.first.userId, all.third.userId, all.user].every((user) => columns.includes(`column-${user}`));
  });
  await until('the desk shows a sum above the bound', async () => (await loadOf(agent)) > 2);
  all.fourth = await waits(all);
  const nobody = await office.wire.heard('nobody is given the fourth', (frame) =>
    frame.type === 'allocation' && frame.userId === all.fourth.userId && frame.agentId === null);
  assert.ok(nobody.sum > nobody.bound);
  assert.equal(nobody.candidates.find(({ agentId }) => agentId === agent.identity.id).open, 3);
  await picture('5-full', agent);
});

step('5: one is probably gone, the sum falls to the bound, and a new session is given', async (all) => {
  const { office, agent, third, fourth, picture } = all;
  await third.leave();
  await office.wire.heard('client_left', (frame) => frame.type === 'client_left' && frame.userId === third.userId);
  await until('the desk counts him no more', async () => (await loadOf(agent)) <= 2);
  await office.wire.heard('the fourth is given, once the sum has held', given(fourth.userId));
  await until('his column opens', () => agent.has(`column-${fourth.userId}`));
  const why = office.wire.all('allocation').find((frame) => frame.userId === fourth.userId && frame.agentId);
  assert.ok(why.sum <= why.bound, `${why.sum} is at most ${why.bound}`);
  assert.equal(why.candidates.find(({ agentId }) => agentId === agent.identity.id).open, 3, 'nothing was taken away');
  await agent.click('allocationTab');
  await until('the log of allocations is there', () => agent.has('allocationTable'));
  await picture('5-log', agent);
  await agent.click('consoleTab');
});

step('an offer to a colleague: asked, accepted, his', async (all) => {
  const { office, user, agent, colleague, event, picture } = all;
  await agent.transfer(user, 'Bea', 'about an invoice');
  await colleague.sees(`offer-${user}`, 'text', (text) =>
    text.includes('Anders Andersson offers you') && text.includes('about an invoice'), 'the offer');
  await agent.sees(`notice-${user}`, 'text', (text) => text.includes('Offered to Bea Berg'), 'that she is asked');
  await picture('offer', colleague);
  await picture('offer-sender', agent);
  await colleague.click(`declineButton-${user}`);
  await agent.sees(`notice-${user}`, 'text', (text) => text.includes('Bea Berg declined'), 'that she declined');
  await agent.transfer(user, 'Bea', 'please');
  const heard = office.wire.listenFromNow();
  await colleague.click(`acceptButton-${user}`);
  const claim = await heard('claim_session', event('claim_session', 'internal'));
  assert.equal(claim.agentId, colleague.identity.id);
  await until("it is the colleague's", () => colleague.has(`column-${user}`));
  await until("and not the sender's", async () => !(await agent.has(`column-${user}`)));
  for (const talker of [...crowd, bot]) talker.close();
});
