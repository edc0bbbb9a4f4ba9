// SPDX-License-Identifier: GPL-3.0-or-later
// The power goes in the middle of a conversation: the hosting desk is killed (SIGKILL) and started again.
// Nothing acknowledged is missing anywhere, nothing shows twice, and the talk goes on.
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
let before_;

const counts = (texts, wanted) => texts.filter((text) => text.includes(wanted)).length;
const said = (frames) => frames.filter((frame) => frame.type === 'text').map((frame) => frame.text);

before(async () => {
  office = await Office.open();
});

after(async () => {
  assert.deepEqual(await office?.close(), [0, 0], 'both desks end cleanly');
});

step('a customer talks with an agent of the joined desk', async () => {
  customer = await Customer.visit(office.browser, office.address);
  await customer.openChat();
  user = (await office.wire.heard('start', (frame) => frame.type === 'start')).userId;
  await customer.chooses('Technical support');
  await customer.say('First question');
  await office.bea.click(`claimButton-${user}`);
  await until('his column opens', () => office.bea.has(`column-${user}`));
  await office.bea.click(`composer-${user}`);
  await office.bea.type('First answer');
  await office.bea.press('Return');
  await customer.sees('First answer');
  await until('the question is acknowledged', () =>
    customer.frame.locator('[data-testid="message"][data-author="customer"][data-state="sending"]').count()
      .then((sending) => sending === 0));
});

step('the broker is killed while both are writing', async () => {
  await customer.type('I was just about to say');
  before_ = [...office.wire.frames];
  await office.anders.kill();
  await customer.page.keyboard.type(' something');
  await customer.send(); // nobody there: it waits in the outbox
  await office.bea.click(`composer-${user}`);
  await office.bea.type('Written in the dark');
  await office.bea.press('Return');
});

step('started again, everyone finds back and gets what is missing', async () => {
  await office.host();
  await office.wire.missed();
  await until("the customer's message of the outage arrives", () =>
    said(office.wire.frames).includes('I was just about to say something'), { within: 60_000 });
  await until("the agent's too", () => said(office.wire.frames).includes('Written in the dark'), { within: 60_000 });
  await customer.sees('Written in the dark');
  await until('the column shows the customer message', async () =>
    counts(await office.bea.get(`transcript-${user}`, 'texts'), 'I was just about to say something') === 1);
});

step('nothing acknowledged is missing, nothing shows twice', async () => {
  const replay = await office.wire.constructor.listen(office.address, office.wire.key).then(async (wire) => {
    wire.close();
    const whole = new office.wire.constructor(office.address, office.wire.key);
    await whole.open('?since=0');
    await until('the whole log', () => whole.seq >= office.wire.seq);
    whole.close();
    return whole.frames.filter((frame) => frame.seq);
  });
  const stored = new Map(replay.map((frame) => [frame.seq, frame.raw]));
  for (const frame of before_.filter((f) => f.seq))
    assert.equal(stored.get(frame.seq), frame.raw, `event ${frame.seq} is kept to the byte`);
  for (const text of ['First question', 'First answer', 'I was just about to say something', 'Written in the dark']) {
    assert.equal(said(replay).filter((one) => one === text).length, 1, `«${text}» once in the log`);
    assert.equal(counts(await customer.messages(), text), 1, `«${text}» once for the customer`);
    assert.equal(counts(await office.bea.get(`transcript-${user}`, 'texts'), text), 1, `«${text}» once for the agent`);
  }
});

step('and the conversation goes on where it was', async () => {
  assert.ok(await office.bea.has(`column-${user}`), 'still the same agent');
  await customer.say('Are we back?');
  await until('it arrives', async () =>
    counts(await office.bea.get(`transcript-${user}`, 'texts'), 'Are we back?') === 1);
  await office.bea.picture('crash-agent-after');
  await customer.picture('crash-customer-after');
});
