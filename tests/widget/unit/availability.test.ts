// SPDX-License-Identifier: GPL-3.0-or-later
// Whether somebody is there, as a page asks: not too often, and not while nobody looks at it.
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { AvailabilityPoll } from '@widget/loader/availability.ts';

let page: EventTarget & { hidden: boolean };
let asked: number;
let answer: () => Promise<Response>;
let told: [string | undefined, unknown][];

beforeEach(() => {
  vi.useFakeTimers();
  page = Object.assign(new EventTarget(), { hidden: false });
  asked = 0;
  told = [];
  answer = () => Promise.resolve(Response.json({ closed: false, available: true }));
  vi.stubGlobal('document', page);
  vi.stubGlobal('fetch', () => (asked++, answer()));
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

const poll = (interval?: unknown) =>
  new AvailabilityPoll(
    'https://chat.example.com/api/platforms/a',
    (error, info) => told.push([error?.message, info]),
    interval,
  );

function look(hidden: boolean): void {
  page.hidden = hidden;
  page.dispatchEvent(new Event('visibilitychange'));
}

it.each([
  [5_000, 5_000],
  [1, 2_000],
  [undefined, 10_000],
  ['often', 10_000],
  [-1, 10_000],
])('whoever wishes for every %s ms is told every %i', async (wish, interval) => {
  poll(wish);
  await vi.advanceTimersByTimeAsync(interval - 1);
  expect(asked).toBe(1);
  await vi.advanceTimersByTimeAsync(1);
  expect(asked).toBe(2);
  expect(told).toEqual(Array(2).fill([undefined, { open: true, available: true }]));
});

it('rests while nobody looks, and asks at once when somebody does', async () => {
  poll(2_000);
  await vi.advanceTimersByTimeAsync(0);
  look(true);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(asked).toBe(1);
  look(false);
  expect(asked).toBe(2);
  await vi.advanceTimersByTimeAsync(2_000);
  expect(asked).toBe(3);
});

it('tells a mistake, and goes on', async () => {
  answer = () => Promise.reject(new Error('no network'));
  poll(2_000);
  await vi.advanceTimersByTimeAsync(0);
  answer = () => Promise.resolve(new Response('', { status: 404 }));
  await vi.advanceTimersByTimeAsync(2_000);
  answer = () => Promise.resolve(Response.json({}));
  await vi.advanceTimersByTimeAsync(2_000);
  expect(told).toEqual([
    ['no network', null],
    [expect.stringContaining('404'), null],
    [undefined, { open: false, available: false }],
  ]);
});

it('says nothing any more once it is stopped, not even what was under way', async () => {
  const one = poll(2_000);
  one.stop();
  await vi.advanceTimersByTimeAsync(60_000);
  look(false);
  expect(asked).toBe(1);
  expect(told).toEqual([]);
});
