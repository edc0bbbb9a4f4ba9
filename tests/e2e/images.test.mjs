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
import { Site } from './support/site.mjs';
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

/** Keeps what leaves the browser, as text, whose every byte is a letter. */
const watchUploads = (page) => page.addInitScript(() => {
  window.left = [];
  const { send } = XMLHttpRequest.prototype;
  XMLHttpRequest.prototype.send = function (body) {
    if (body instanceof Blob)
      void body.arrayBuffer().then((bytes) => window.left.push(new TextDecoder('latin1').decode(bytes)));
    return send.call(this, body);
  };
});

/** The same photograph, with the place where it was taken in it. */
function placed(jpeg, place) {
  const note = Buffer.from(`Exif\0\0${place}`);
  const head = Buffer.from([0xff, 0xe1, (note.length + 2) >> 8, (note.length + 2) & 0xff]);
  return Buffer.concat([Buffer.from(jpeg.slice(0, 2)), head, note, Buffer.from(jpeg.slice(2))]);
}

/** What a browser makes of a file that is dragged or pasted into the chat. */
const bring = (how, bytes) => customer.frame.getByTestId('composer').evaluate((field, [kind, all]) => {
  const data = new DataTransfer();
  data.items.add(new File([new Uint8Array(all)], 'a.png', { type: 'image/png' }));
  const more = { bubbles: true, cancelable: true };
  field.dispatchEvent(kind === 'paste' ? new ClipboardEvent('paste', { clipboardData: data, ...more })
    : new DragEvent('drop', { dataTransfer: data, ...more }));
}, [how, [...bytes]]);

const sent = () => wire.all('text', 'inbound').filter((frame) => frame.imageId);

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
  customer = await Customer.visit(browser, address, { prepare: watchUploads, hasTouch: true });
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

test('where it was taken stays with the customer', async () => {
  await pick('holiday.jpg', 'image/jpeg', placed(await drawn('image/jpeg', 64, 64), 'GPS 59.3293 N'));
  const left = () => customer.frame.locator('body').evaluate(() => window.left);
  await until('it has left', async () => (await left()).length === 2);
  assert.ok(!(await left()).some((bytes) => /GPS|Exif/.test(bytes)));
  await until('the agent has it', () => sent().length === 2);
});

for (const how of ['paste', 'drop'])
  test(`an image comes by ${how}, too`, async () => {
    const known = sent().length;
    await bring(how, await drawn('image/png', 40, 30));
    await until('the agent has it', () => sent().length === known + 1);
  });

test('a telephone takes a photograph', async () => {
  const known = sent().length;
  const camera = customer.frame.getByTestId('camera-file');
  assert.equal(await camera.getAttribute('capture'), 'environment');
  await camera.setInputFiles({ name: 'now.jpg', mimeType: 'image/jpeg', buffer: Buffer.from(await drawn('image/jpeg', 50, 50)) });
  await until('the agent has it', () => sent().length === known + 1);
});

test('what did not get through is tried again', async () => {
  const known = sent().length;
  await customer.page.route('**/images', (route) => route.abort(), { times: 1 });
  await pick('photo.png', 'image/png', await drawn('image/png', 30, 30));
  await customer.frame.getByTestId('upload-retry').click();
  await until('the agent has it', () => sent().length === known + 1);
  await customer.frame.getByTestId('uploading').waitFor({ state: 'detached' });
});

const posted = () =>
  customer.page.waitForRequest((request) => request.url().endsWith('/images') && request.method() === 'POST');

/** Made small, and in the storage of the tab. */
const kept = (count) => until(`${count} are kept`, async () => count === await customer.frame.locator('body').evaluate(() =>
  Object.keys(sessionStorage).filter((name) => name.includes(':image:')).length));

test('two that were on their way survive a reload, and get there once and in order', async () => {
  const known = sent().length;
  const started = posted();
  await customer.page.route('**/images', () => {}, { times: 1 }); // it never arrives
  await pick('one.png', 'image/png', await drawn('image/png', 31, 30));
  await started;
  await pick('two.png', 'image/png', await drawn('image/png', 32, 30));
  await customer.frame.getByTestId('uploading').waitFor();
  await kept(2);
  await customer.page.reload();
  await until('the agent has both', () => sent().length === known + 2);
  await until('so has the customer', async () => (await shownSizes()).slice(-2).join() === '31,32');
  assert.equal(await customer.frame.getByTestId('uploading').count(), 0);
  assert.deepEqual(customer.complaints, []);
});

test('one that failed is tried again after a reload, and so is what was picked with it', async () => {
  const known = sent().length;
  const all = [await drawn('image/png', 41, 30), await drawn('image/jpeg', 42, 30), await drawn('image/png', 43, 30)];
  await customer.page.route('**/images', (route) => route.abort(), { times: 1 });
  await customer.frame.getByTestId('image-file').setInputFiles(all.map((bytes, at) =>
    ({ name: `${at}.png`, mimeType: 'image/png', buffer: Buffer.from(bytes) })));
  await customer.frame.getByTestId('upload-failed').waitFor();
  await kept(3);
  await customer.page.reload();
  await until('the agent has them', () => sent().length === known + 3);
  await until('so has the customer', async () => (await shownSizes()).slice(-3).join() === '41,42,43');
  await customer.frame.getByTestId('uploading').waitFor({ state: 'detached' });
  const again = sent().length;
  await customer.page.reload();
  await until('all are there', async () => (await shownSizes()).slice(-3).join() === '41,42,43');
  assert.equal(await customer.frame.getByTestId('uploading').count(), 0);
  assert.equal(sent().length, again, 'once');
});

test('where the browser gives no storage, a reload says that it was not sent, and it can be picked again', async () => {
  const site = await Site.open(address);
  const first = customer;
  customer = await site.visit(browser, 'data-platform="webchat"');
  await customer.openChat();
  await customer.frame.locator('[data-link="open"]').waitFor();
  const known = sent().length;
  const started = posted();
  await customer.page.route('**/images', () => {}, { times: 1 });
  await pick('photo.png', 'image/png', await drawn('image/png', 30, 30));
  await started;
  await customer.page.reload();
  await customer.sees('The image was not sent in time. Please choose it again.');
  await customer.picture('images-not-sent');
  await customer.frame.getByTestId('upload-dismiss').click();
  await pick('photo.png', 'image/png', await drawn('image/png', 30, 30));
  await until('the agent has it', () => sent().length === known + 1);
  await customer.context.close();
  site.close();
  customer = first;
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
  const known = sent().length;
  await pick('letter.png', 'image/png', Buffer.from('Dear Sir or Madam'));
  await customer.frame.getByTestId('upload-failed').waitFor();
  await customer.sees('Only images can be sent');
  await customer.frame.getByTestId('upload-dismiss').click();
  await pick('IMG_1.HEIC', 'image/heic', Buffer.from('no browser here opens it'));
  await customer.sees('This kind of image cannot be sent');
  assert.equal(sent().length, known);
});
