// SPDX-License-Identifier: GPL-3.0-or-later
// A customer's photograph on its way, with the real broker and the real widget: picked in the browser, painted anew by
// the helper process, heard by an agent, and back. No desk: `sermo-broker serve` alone.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

import { Customer, startBrowser } from './support/customer.mjs';
import { createKey } from './support/desk.mjs';
import { program, temporaryFolder, until } from './support/environment.mjs';
import { Wire } from './support/wire.mjs';

const agent = { id: 'anan01', name: 'Anders Andersson', type: 'human' };
let broker, browser, wire, customer, address, key;

/** A picture drawn by the browser itself. */
const drawn = (type, width, height) =>
  customer.page.evaluate(
    async ([kind, w, h]) => {
      const canvas = document.createElement('canvas');
      [canvas.width, canvas.height] = [w, h];
      const context = canvas.getContext('2d');
      for (let x = 0; x < w; x += 16) {
        context.fillStyle = `hsl(${x % 360} 80% 50%)`;
        context.fillRect(x, 0, 16, h);
      }
      const blob = await new Promise((done) => canvas.toBlob(done, kind));
      return [...new Uint8Array(await blob.arrayBuffer())];
    },
    [type, width, height],
  );

const pick = (name, mimeType, bytes) =>
  customer.frame.getByTestId('image-file').setInputFiles({ name, mimeType, buffer: Buffer.from(bytes) });

const shownSizes = () =>
  customer.frame.getByTestId('image').evaluateAll((images) => images.map((image) => image.naturalWidth));

before(async () => {
  const data = join(temporaryFolder(), 'data');
  broker = spawn(program('sermo-broker'), ['serve', '--data', data, '--listen', '127.0.0.1:0'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  createInterface({ input: broker.stdout }).on('line', (line) => {
    address ??= /ready (http:\S+)/.exec(line)?.[1];
  });
  await until('the broker is ready', () => address);
  key = createKey(data, 'agent', 'anders', agent.id);
  wire = await Wire.listen(address, key);
  browser = await startBrowser();
  customer = await Customer.visit(browser, address);
  await customer.openChat();
  await customer.frame.locator('[data-link="open"]').waitFor();
});

after(async () => {
  wire?.close();
  await browser?.close();
  broker?.kill('SIGTERM');
  if (broker) assert.deepEqual((await once(broker, 'exit'))[0], 0, 'the broker ends cleanly');
});

test('a photograph gets to the agent, smaller and drawn anew', async () => {
  await pick('photo.jpg', 'image/jpeg', await drawn('image/jpeg', 3200, 1600));
  const event = await wire.heard('the image', (frame) => frame.type === 'text' && frame.imageId);
  assert.equal(event.direction, 'inbound');
  const image = await fetch(`${address}/images/${event.imageId}`);
  assert.equal(image.status, 200);
  assert.match(image.headers.get('content-type'), /^image\/(png|jpeg)$/);
  assert.equal(image.headers.get('x-content-type-options'), 'nosniff');
  await until('the customer sees his image', async () => (await shownSizes()).includes(1600));
  await customer.picture('images-widget');
});

test('what the agent sends is shown', async () => {
  const body = JSON.stringify({ image: Buffer.from(await drawn('image/png', 300, 200)).toString('base64') });
  const posted = await fetch(`${address}/images?apiKey=${key}`, { method: 'POST', body });
  assert.equal(posted.status, 201);
  const imageId = posted.headers.get('location').split('/').pop();
  const { userId } = wire.frames.find((frame) => frame.imageId);
  wire.socket.send(
    JSON.stringify({ type: 'text', direction: 'outbound', userId, text: 'like this', imageId, agent }),
  );
  await until('the customer sees it', async () => (await shownSizes()).includes(300));
});

test('an image that the broker does not have is said to be missing', async () => {
  const { userId } = wire.frames.find((frame) => frame.imageId);
  wire.socket.send(
    JSON.stringify({ type: 'text', direction: 'outbound', userId, text: '', imageId: 'never-issued', agent }),
  );
  await customer.frame.getByTestId('image-missing').waitFor();
});

test('what is no image is refused, in words', async () => {
  await pick('letter.png', 'image/png', Buffer.from('Dear Sir or Madam'));
  await customer.frame.getByTestId('upload-failed').waitFor();
  await customer.sees('Only images can be sent');
  assert.equal(wire.all('text', 'inbound').filter((frame) => frame.imageId).length, 1);
});
