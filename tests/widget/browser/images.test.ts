// SPDX-License-Identifier: GPL-3.0-or-later
// A picture from the customer.
import { describe, expect, it } from 'vitest';
import { until } from './customer.ts';
import { broker } from './scene.ts';
import { customer, letOneVisit } from './visit.ts';

letOneVisit();

describe('an image', () => {
  /** What a browser makes of a file that is dragged or pasted into the chat. */
  const bring = (how: 'drop' | 'paste') =>
    customer.of('composer').evaluate(async (field, kind) => {
      const canvas = new OffscreenCanvas(40, 30);
      canvas.getContext('2d')?.fillRect(0, 0, 20, 30);
      const file = new File([await canvas.convertToBlob()], 'a.png', { type: 'image/png' });
      const data = new DataTransfer();
      data.items.add(file);
      const more = { bubbles: true, cancelable: true };
      if (kind === 'paste') {
        field.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, ...more }));
        return;
      }
      field.dispatchEvent(new DragEvent('dragover', { dataTransfer: data, ...more }));
      await new Promise((done) => requestAnimationFrame(done));
      field.dataset.seen = String(document.querySelector('[data-testid="drop"]') !== null);
      field.dispatchEvent(new DragEvent('drop', { dataTransfer: data, ...more }));
    }, how);

  it.each(['drop', 'paste'] as const)('comes by %s, too', async (how) => {
    await customer.openChat();
    await bring(how);
    await until('the image came', () => broker.of('text').some(({ imageId }) => imageId));
    expect(broker.images.size).toBe(1);
    await customer.of('image').waitFor();
    if (how === 'drop')
      expect(await customer.of('composer').getAttribute('data-seen')).toBe('true');
    expect(await customer.of('drop').count()).toBe(0);
  });

  /** What was asked for of the part that makes images small, from now on. */
  function partsAsked(): string[] {
    const asked: string[] = [];
    customer.page.on('request', (request) => {
      const [, part] = request.url().split('/widget/');
      if (part?.startsWith('later')) asked.push(part);
    });
    return asked;
  }
  const taken = (count: number) =>
    until(
      `${count} came`,
      () => broker.of('text').filter(({ imageId }) => imageId).length === count,
    );

  it('brings what it needs along, the first one for all', async () => {
    const asked = partsAsked();
    await customer.openChat();
    await customer.say('Hej');
    await until('the text came', () => broker.of('text').length === 1);
    expect(asked).toEqual([]);
    await bring('paste');
    await taken(1);
    await bring('paste');
    await taken(2);
    expect(asked).toEqual(['later.js']);
  });

  it('is kept when that could not be had, and goes on request', async () => {
    const asked = partsAsked();
    await customer.page.route('**/later.js', (route) => route.abort(), { times: 1 });
    await customer.openChat();
    await bring('paste');
    await customer.of('upload-retry').click();
    await taken(1);
    expect(asked).toEqual(['later.js', 'later.js?0']); // a browser may remember that it failed
  });
});
