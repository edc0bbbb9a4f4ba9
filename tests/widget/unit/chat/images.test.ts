// SPDX-License-Identifier: GPL-3.0-or-later
// The images that the customer picked.
import { describe, expect, it, vi } from 'vitest';
import { outbound, scene } from '../fakes.ts';
import { messages, opened, reloaded, socket, stopTheClock } from './conversation.ts';

stopTheClock();

describe('images', () => {
  const tick = () => vi.advanceTimersByTimeAsync(0);

  it('uploads with the token, tells how far it is, and sends the id', async () => {
    let done: (id: string) => void = () => {};
    let tell: (part: number) => void = () => {};
    const asked: string[] = [];
    const one = opened(
      scene(undefined, {
        upload: (_, token, progress) => {
          asked.push(token);
          tell = progress;
          return new Promise((resolve) => (done = resolve));
        },
      }),
    );
    void one.chat.uploads.add(new Blob(['x']));
    tell(0.5);
    expect(asked).toEqual(['t1']);
    expect(one.chat.state.upload).toEqual({ state: 'sending', part: 0.5 });
    void one.chat.uploads.add(new Blob(['y'])); // one at a time
    expect(asked).toHaveLength(1);
    done('image-1');
    await tick();
    expect(asked).toHaveLength(2);
    expect(socket().of('text')).toMatchObject([{ text: '', imageId: 'image-1' }]);
    expect(messages(one)).toMatchObject([{ imageId: 'image-1', delivery: 'sending' }]);
    done('image-2');
    await tick();
    expect(one.chat.state.upload).toBeUndefined();
    expect(socket().of('text')).toMatchObject([{}, { imageId: 'image-2' }]);
  });

  it.each([
    ['notAnImage', 'notAnImage'],
    ['imageKind', 'imageKind'],
    ['imageTooLarge', 'imageTooLarge'],
    ['uploadFailed', 'uploadFailed'],
    [new Error('anything else'), 'uploadFailed'],
  ])('says why it could not: %s', async (why, fault) => {
    const one = opened(scene(undefined, { upload: () => Promise.reject(why) }));
    await one.chat.uploads.add(new Blob(['x']));
    expect(one.chat.state.upload).toEqual({ state: 'failed', fault });
    expect(socket().of('text')).toEqual([]);
    await one.chat.uploads.skip();
    expect(one.chat.state.upload).toBeUndefined();
  });

  it('keeps what did not get through, and sends it on request', async () => {
    const tried: string[] = [];
    let network = false;
    const upload = async (file: Blob) => {
      tried.push(await file.text());
      if (!network) throw 'uploadFailed';
      return `id-${tried.length}`;
    };
    const one = opened(scene(undefined, { upload }));
    await one.chat.uploads.add(new Blob(['x']), new Blob(['y']));
    expect(one.chat.state.upload).toEqual({ state: 'failed', fault: 'uploadFailed' });
    network = true;
    await one.chat.uploads.retry();
    expect(tried).toEqual(['x', 'x', 'y']);
    expect(one.chat.state.upload).toBeUndefined();
    expect(socket().of('text')).toMatchObject([{ imageId: 'id-2' }, { imageId: 'id-3' }]);
  });

  it('says after a reload which it could not finish, until the customer has read it', async () => {
    const one = opened(scene(undefined, { upload: () => new Promise(() => {}) }));
    void one.chat.uploads.add(new Blob(['x']));
    const again = reloaded(one);
    expect(again.chat.state.upload).toEqual({ state: 'failed', fault: 'imageLost' });
    expect(reloaded(again).chat.state.upload).toBeDefined();
    opened(again);
    await again.chat.uploads.skip();
    expect(again.chat.state.upload).toBeUndefined();
    expect(reloaded(again).chat.state.upload).toBeUndefined();
  });

  it('says nothing of it after a reload when all got through', async () => {
    const one = opened(scene(undefined, { upload: () => Promise.resolve('image-1') }));
    await one.chat.uploads.add(new Blob(['x']), new Blob(['y']));
    expect(messages(one)).toHaveLength(2);
    expect(reloaded(one).chat.state.upload).toBeUndefined();
  });

  it('sends nothing into a chat that ended meanwhile', async () => {
    let done: (id: string) => void = () => {};
    const one = opened(
      scene(undefined, { upload: () => new Promise((resolve) => (done = resolve)) }),
    );
    void one.chat.uploads.add(new Blob(['x']));
    socket().say(outbound('end_session'));
    await tick();
    done('image-1');
    await tick();
    expect(socket().of('text')).toEqual([]);
  });
});
