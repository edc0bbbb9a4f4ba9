// SPDX-License-Identifier: GPL-3.0-or-later
// Images both ways between customers and desks, nothing simulated: the desk that hosts the broker takes them inside its
// process, a colleague's over the network.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { Customer } from './support/customer.mjs';
import { artefacts, until } from './support/environment.mjs';
import { Scene } from './support/scene.mjs';
import { walk } from './support/walk.mjs';

const scene = new Scene({ pictures: 'images-' });
const step = walk(scene);
const customers = {};

const drawn = (customer, width, height) =>
  customer.page.evaluate(
    async ([w, h]) => {
      const canvas = document.createElement('canvas');
      [canvas.width, canvas.height] = [w, h];
      const context = canvas.getContext('2d');
      const sky = context.createLinearGradient(0, 0, w, h);
      for (let i = 0; i <= 6; ++i) sky.addColorStop(i / 6, `hsl(${200 + i * 25} 70% ${75 - i * 7}%)`);
      context.fillStyle = sky;
      context.fillRect(0, 0, w, h);
      const blob = await new Promise((done) => canvas.toBlob(done, 'image/jpeg', 0.9));
      return [...new Uint8Array(await blob.arrayBuffer())];
    },
    [width, height],
  );

for (const who of ['anders', 'bea']) {
  step(`${who} takes a customer`, async ({ office }) => {
    const customer = await Customer.visit(office.browser, office.address);
    customers[who] = customer;
    const heard = office.wire.listenFromNow();
    await customer.openChat();
    customer.user = (await heard('start', (frame) => frame.type === 'start')).userId;
    await customer.say('Can I send you a picture?');
    await office[who].click(`claimButton-${customer.user}`);
    await until(`${who} has the column`, () => office[who].has(`column-${customer.user}`));
  });

  step(`${who} sees what the customer attaches`, async ({ office, picture }) => {
    const customer = customers[who];
    const buffer = Buffer.from(await drawn(customer, 1600, 1000));
    await customer.frame.getByTestId('image-file').setInputFiles({ name: 'a.jpg', mimeType: 'image/jpeg', buffer });
    await office[who].sees(`transcript-${customer.user}`, 'images', (images) => images.join() === 'ready', 'the image');
    await picture(`${who}-sees`, office[who]);
  });

  step(`${who} looks at it closely`, async ({ office }) => {
    await office[who].click(`transcript-${customers[who].user}`);
    await office[who].press('End');
    for (let row = 0; row < 3 && !(await office[who].has('imageViewer')); ++row) {
      await office[who].press('Return'); // what came behind the image is no image
      if (!(await office[who].has('imageViewer'))) await office[who].press('Up');
    }
    await office[who].sees('imageCanvas', 'scale', (scale) => scale > 0 && scale <= 1, 'all of the image');
    await office[who].ask('grab', { name: 'imageViewer', file: join(artefacts, `images-${who}-closer.png`) });
    await office[who].press('Esc');
    await until('the viewer is closed', async () => !(await office[who].has('imageViewer')));
  });

  step(`${who} answers with another`, async ({ office, picture }) => {
    const customer = customers[who];
    const file = join(office.folder, `${who}.jpg`);
    writeFileSync(file, Buffer.from(await drawn(customer, 4000, 1000)));
    await office[who].click(`attachButton-${customer.user}`);
    await until('the dialog is there', () => office[who].has('attachDialog'));
    await office[who].type(file);
    await office[who].press('Return');
    await office[who].sees(`attachments-${customer.user}`, 'states', (states) => states.join() === 'ready', 'an attachment');
    await office[who].click(`composer-${customer.user}`);
    await office[who].type('Like this one?');
    await picture(`${who}-attached`, office[who]);
    await office[who].press('Return');
    const event = await office.wire.heard('the image', (frame) =>
      frame.userId === customer.user && frame.direction === 'outbound' && frame.imageId);
    assert.equal(event.text, 'Like this one?');
    assert.equal(event.agent.id, office[who].identity.id);
    await until('the customer sees it, shrunk', async () =>
      (await customer.frame.getByTestId('image').evaluateAll((all) => all.map((one) => one.naturalWidth))).includes(2048));
    await customer.picture(`images-${who}-customer`);
    await office[who].sees(`transcript-${customer.user}`, 'images', (images) => images.join() === 'ready,ready', 'both images');
    await picture(`${who}-sent`, office[who]);
  });
}
