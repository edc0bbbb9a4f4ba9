// SPDX-License-Identifier: GPL-3.0-or-later
// The hostile texts of tests/data, in every field that the widget shows: words and nothing else.
import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Frame } from 'playwright-core';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { Customer, until } from './customer.ts';
import { broker, browser, setTheScene, site } from './scene.ts';

setTheScene();

interface Row {
  name: string;
  text: string;
  times?: number;
}
const corpus = JSON.parse(
  readFileSync(new URL('../../data/hostile.json', import.meta.url), 'utf8'),
) as { texts: Row[] };

/** What the texts would load: whoever comes here was led astray. */
let watch: Server;
let visits: string[];
beforeEach(async () => {
  visits = [];
  watch = createServer((request, answer) => {
    visits.push(request.url ?? '');
    answer.end();
  });
  await new Promise<void>((done) => watch.listen(0, '127.0.0.1', done));
});
afterEach(async () => {
  watch.closeAllConnections();
  await new Promise<void>((done) => watch.close(() => done()));
});

const texts = () => {
  const watched = `http://127.0.0.1:${(watch.address() as AddressInfo).port}`;
  return corpus.texts.map(({ name, text, times }) => ({
    name,
    text: text.repeat(times ?? 1).replaceAll('@CANARY@', watched),
  }));
};

/** Says it in every field of every event that a customer's chat shows. */
function sayEverything(text: string): void {
  const agent = { id: text, name: text, type: text, avatarId: text, avatarUrl: text };
  broker.say({
    type: 'text',
    text,
    agent,
    id: text,
    at: text,
    imageId: text.slice(0, 200), // an address has its bounds
    quickReplies: [
      { type: 'postback', text, payload: text },
      { type: 'web_url', text, url: text },
      { type: text, text, url: text, payload: text },
    ],
  });
  broker.say({ type: 'info', text, agent });
  broker.say({ type: 'typing_on', agent });
  broker.say({ type: 'queue_number', queueNumber: text as unknown as number });
  broker.say({ type: text, text });
  broker.say({ type: 'text', direction: 'inbound', text, id: `own ${text}` });
}

/** What the chat's document is made of. */
const inventory = (frame: Frame) =>
  frame.evaluate(() => {
    const all = [...document.querySelectorAll('*')];
    return {
      kinds: [...new Set(all.map(({ tagName }) => tagName))].sort(),
      handlers: all.flatMap((one) => one.getAttributeNames().filter((name) => /^on/i.test(name))),
      links: [...new Set([...document.links].map(({ protocol, rel }) => `${protocol} ${rel}`))],
      images: [...document.images].map(({ src }) => src),
    };
  });

it('shows words as words, whatever they look like', async () => {
  const customer = await Customer.visit(browser, site.address);
  const requests: string[] = [];
  await customer.openChat();
  customer.page.on('request', (request) => requests.push(request.url()));
  const frame = customer.page.frames().find((one) => one.url().includes('/widget/app.html'));
  if (!frame) throw new Error('no chat');
  const shown = async (kind: string) => (await customer.of(kind).allTextContents()).at(-1);

  sayEverything('https://www.example.com/ and all that');
  await until('the usual is there', async () => (await customer.messages()).length === 2);
  const usual = await inventory(frame);
  expect(usual.kinds).toContain('A');

  for (const { name, text } of texts()) {
    sayEverything(text);
    // Not by number: the chat keeps its last hundred items.
    const isShown = async () => (await customer.messages()).at(-1) === `customer: ${text}`;
    await until(`${name} is shown`, isShown);
    expect((await customer.messages()).slice(-2), name).toEqual([
      expect.stringMatching(/^(bot|agent): /),
      `customer: ${text}`,
    ]);
    expect((await customer.messages()).at(-2)?.replace(/^\w+: /, ''), name).toBe(text);
    expect(await shown('info'), name).toBe(text);
    const now = await inventory(frame);
    // An image is one until it is known to be missing; whose it is, is looked at below.
    expect([...usual.kinds, 'IMG'], name).toEqual(expect.arrayContaining(now.kinds));
    expect(now.handlers, name).toEqual([]);
    for (const link of now.links) expect(link, name).toMatch(/^https?: noopener( noreferrer)?$/);
    for (const image of now.images)
      expect(image.startsWith(`${broker.address}/images/`), image).toBe(true);
  }
  broker.say({ type: 'end_session', reasonText: texts()[0]?.text ?? '' });
  await until('the end is told', async () =>
    (await frame.content()).includes('&lt;b&gt;fet&lt;/b&gt;'),
  );

  const strange = requests.filter((url) => !url.startsWith(`${broker.address}/images/`));
  expect(strange).toEqual([]);
  expect(visits).toEqual([]);
  // Images that nobody has are missed, and that is all there is to complain of.
  expect(customer.complaints.filter((one) => !one.includes('404'))).toEqual([]);
  expect(await customer.page.evaluate('window.x')).toBeUndefined();
  await customer.leave();
}, 300_000);
