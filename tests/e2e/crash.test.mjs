// SPDX-License-Identifier: GPL-3.0-or-later
// The standard scenario with a power cut: while customer and agent write, the hosting desk is killed (SIGKILL), then
// the agent's own, and both are started again. Nothing acknowledged is missing anywhere, nothing shows twice, and the talk goes on where it was.
import assert from 'node:assert/strict';

import { standardSteps } from './standard-steps.mjs';
import { until } from './support/environment.mjs';
import { Scene } from './support/scene.mjs';
import { walk } from './support/walk.mjs';

const Lines = 8;
const lines = (who) => Array.from({ length: Lines }, (_, i) => `${who} line ${i + 1}`);
const linesIn = (texts, who) => texts.flatMap((text) => text.match(new RegExp(`${who} line \\d+`)) ?? []);
const texts = (frames) => frames.filter((frame) => frame.type === 'text').map((frame) => frame.text);

const scene = new Scene({ agent: 'bea', pictures: 'crash-' });
const step = walk(scene);
let heardBefore; // what the wire had heard when the power went: all of it was stored
let sentBefore; // what the widget had been told is stored

const hasEveryLineOnce = (where, shown) => {
  for (const who of ['Customer', 'Agent'])
    assert.deepEqual(linesIn(shown, who), lines(who), `each ${who} line once and in order ${where}`);
};

function powerCut() {
  step('the power goes while both are writing', async ({ office, customer, user, agent }) => {
    await agent.click(`composer-${user}`);
    const bothWrite = (async () => {
      for (let i = 0; i < Lines; ++i) {
        const customerWrites = customer.say(lines('Customer')[i]);
        await agent.type(lines('Agent')[i]);
        await agent.press('Return');
        await customerWrites;
      }
    })();
    await until('words of both are stored', () =>
      ['Customer', 'Agent'].every((who) => linesIn(texts(office.wire.frames), who).length >= 3));
    await office.anders.kill();
    heardBefore = [...office.wire.frames];
    await bothWrite; // into the void: it waits in their outboxes
    sentBefore = await customer.acknowledged();
    assert.notDeepEqual(linesIn(texts(heardBefore), 'Customer'), lines('Customer'), 'it went in the middle');
    assert.notDeepEqual(linesIn(texts(heardBefore), 'Agent'), lines('Agent'), 'it went in the middle');
  });

  step("the agent's desk goes too, with words that nobody has acknowledged", async ({ customer, user, agent }) => {
    await agent.sees(`transcript-${user}`, 'texts', (shown) => linesIn(shown, 'Agent').length === Lines, 'her own words');
    await until('they are on her disk', () => agent.keepsToSend(lines('Agent').at(-1)));
    await agent.kill();
    assert.ok((await customer.messages()).every((text) => !text.includes(lines('Agent').at(-1))), 'they are nowhere else');
  });

  step('started again, everyone finds back, and what waited arrives', async (scene) => {
    const { office, customer, user, event, picture } = scene;
    await office.host();
    await office.join();
    const { agent } = scene; // another process now
    await office.wire.missed();
    await until('all of it is stored', () =>
      ['Customer', 'Agent'].every((who) => linesIn(texts(office.wire.frames), who).length >= Lines), { within: 60_000 });
    await until('still the same agent', () => agent.has(`column-${user}`));
    await customer.sees(lines('Agent').at(-1));
    await until('the desk has the last word', async () =>
      linesIn(await agent.conversation(user), 'Customer').length >= Lines);
    assert.equal(office.wire.frames.filter(event('start', 'inbound')).length, 1, 'still the same session');
    await picture('agent-after', agent);
    await picture('customer-after', customer);
  });
}

function bothDesksKnowAll() {
  step('the colleague on the desk that was killed takes over, and reads the same', async (scene) => {
    const { user, agent, colleague } = scene;
    const known = await agent.conversation(user);
    hasEveryLineOnce("in the agent's column", known);
    await agent.transfer(user, 'Technical');
    await colleague.click(`claimButton-${user}`);
    await until('his column opens', () => colleague.has(`column-${user}`));
    await until('it tells all that hers did', async () => {
      const now = await colleague.conversation(user);
      return known.every((text) => now.includes(text));
    });
    hasEveryLineOnce("in the colleague's column", await colleague.conversation(user));
    scene.handOverToColleague();
  });
}

function widgetAndLogKnowAll() {
  step('nothing acknowledged is missing anywhere, nothing is there twice', async ({ office, customer, user }) => {
    const shown = await customer.messages();
    hasEveryLineOnce('in the widget', shown);
    assert.deepEqual(new Set(shown).size, shown.length, 'no message shows twice');

    const log = await office.wire.wholeLog();
    hasEveryLineOnce('in the log', texts(log));
    const stored = new Map(log.map((frame) => [frame.seq, frame.raw]));
    for (const frame of heardBefore.filter(({ seq }) => seq))
      assert.equal(stored.get(frame.seq), frame.raw, `event ${frame.seq} is kept to the byte`);
    for (const text of sentBefore)
      assert.equal(texts(log).filter((one) => one === text).length, 1, `«${text}», acknowledged, is in the log once`);
    const ids = log.filter((frame) => frame.userId === user && frame.id).map(({ id }) => id);
    assert.equal(new Set(ids).size, ids.length, 'no event is stored twice');
  });
}

for (const [name, take] of standardSteps) {
  if (name.startsWith('9:')) powerCut();
  if (name.startsWith('10.2:')) bothDesksKnowAll();
  if (name.startsWith('11:')) widgetAndLogKnowAll();
  step(name, take);
}
