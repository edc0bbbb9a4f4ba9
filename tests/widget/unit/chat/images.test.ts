// SPDX-License-Identifier: GPL-3.0-or-later
// The images that the customer picked.
import { describe, expect, it, vi } from 'vitest';
import type { Pick, Upload } from '@widget/protocol/images.ts';
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
          if (!token) return Promise.resolve(''); // only made ready
          asked.push(token);
          tell = progress!;
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
    const upload: Upload = async ([pick]) => {
      tried.push(await pick!.file!.text());
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

  it('tries again after a reload, with what the tab has kept, and sends each once', async () => {
    const first: Pick[] = [];
    const one = opened(
      scene(undefined, { upload: ([pick]) => (first.push(pick!), new Promise(() => {})) }),
    );
    void one.chat.uploads.add(new Blob(['x']), new Blob(['y']));
    const again: (readonly Pick[])[] = [];
    const next = reloaded(one, {
      upload: async (picks) => (again.push(picks), `image-${again.length}`),
    });
    next.chat.open();
    await tick();
    expect(again[0]![0]).toEqual({ id: first[0]!.id }); // and no file: that went with the page
    socket().welcome();
    expect(next.chat.state.upload).toBeUndefined();
    expect(socket().of('text')).toMatchObject([
      { imageId: 'image-1', id: first[0]!.id },
      { imageId: 'image-2' },
    ]);
    expect(reloaded(next).chat.state.upload).toBeUndefined();
  });

  it('knows after a reload of one that was picked while another was on its way', async () => {
    let tell: (part: number) => void = () => {};
    let ready = 0;
    const upload: Upload = (picks, token, told) => {
      if (token) tell = told!;
      else ready = picks.length;
      return new Promise(() => {});
    };
    const one = opened(scene(undefined, { upload }));
    void one.chat.uploads.add(new Blob(['x']));
    tell(0.5);
    void one.chat.uploads.add(new Blob(['y']));
    expect(one.chat.state.upload).toEqual({ state: 'sending', part: 0.5 });
    expect(one.memory.snapshot?.images).toHaveLength(2);
    expect(ready).toBe(2);
  });

  it('says after a reload which of them nobody has kept, until the customer has read it', async () => {
    const one = opened(scene(undefined, { upload: () => new Promise(() => {}) }));
    void one.chat.uploads.add(new Blob(['x']));
    const lost = { upload: () => Promise.reject('imageLost') };
    const again = reloaded(one, lost);
    again.chat.open();
    await tick();
    expect(again.chat.state.upload).toEqual({ state: 'failed', fault: 'imageLost' });
    const third = reloaded(again, lost);
    opened(third);
    await tick();
    expect(third.chat.state.upload).toBeDefined();
    await third.chat.uploads.skip();
    expect(third.chat.state.upload).toBeUndefined();
    const fourth = opened(reloaded(third, lost));
    await tick();
    expect(fourth.chat.state.upload).toBeUndefined();
  });

  it('says nothing of it after a reload when all got through', async () => {
    const one = opened(scene(undefined, { upload: () => Promise.resolve('image-1') }));
    await one.chat.uploads.add(new Blob(['x']), new Blob(['y']));
    expect(messages(one)).toHaveLength(2);
    expect(reloaded(one).chat.state.upload).toBeUndefined();
  });

  it('sends nothing into a chat that ended meanwhile, and offers it to the next', async () => {
    const done: ((id: string) => void)[] = [];
    const one = opened(scene(undefined, { upload: () => new Promise((took) => done.push(took)) }));
    void one.chat.uploads.add(new Blob(['x']));
    socket().say(outbound('end_session'));
    await tick();
    done[0]!('image-1');
    await tick();
    expect(socket().of('text')).toEqual([]);
    expect(one.chat.state.upload).toEqual({ state: 'failed', fault: 'uploadFailed' });
    one.chat.startAgain();
    void one.chat.uploads.retry();
    done[1]!('image-2');
    await tick();
    expect(socket().of('text')).toMatchObject([{ imageId: 'image-2' }]);
  });

  it('sends nothing any more for who closed the chat', async () => {
    let done: (id: string) => void = () => {};
    const one = opened(scene(undefined, { upload: () => new Promise((took) => (done = took)) }));
    void one.chat.uploads.add(new Blob(['x']));
    one.chat.leave();
    done('image-1');
    await tick();
    expect(socket().of('text')).toEqual([]);
  });
});
