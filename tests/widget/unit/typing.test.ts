// SPDX-License-Identifier: GPL-3.0-or-later
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { TypingReporter } from '@widget/protocol/typing.ts';

let told: [number, string][];
let online: boolean;
let typing: TypingReporter;

beforeEach(() => {
  vi.useFakeTimers({ now: 0 });
  told = [];
  online = true;
  typing = new TypingReporter((text) => {
    if (online) told.push([Date.now(), text]);
    return online;
  });
});
afterEach(() => vi.useRealTimers());

it('tells the first key at once', () => {
  typing.changed('H');
  expect(told).toEqual([[0, 'H']]);
});

it('tells at most one each 250 ms, and always the last', () => {
  for (const [at, text] of ['H', 'He', 'Hel', 'Hell', 'Hello'].entries()) {
    vi.setSystemTime(at * 100);
    typing.changed(text);
    vi.advanceTimersByTime(100);
    vi.setSystemTime((at + 1) * 100);
  }
  vi.advanceTimersByTime(1000);
  expect(told.map(([, text]) => text)).toEqual(['H', 'Hel', 'Hello']);
});

it('tells nothing twice', () => {
  typing.changed('H');
  vi.advanceTimersByTime(1000);
  typing.changed('H');
  vi.advanceTimersByTime(1000);
  expect(told).toHaveLength(1);
});

it('tells that the text was cleared', () => {
  typing.changed('H');
  typing.changed('');
  vi.advanceTimersByTime(250);
  expect(told.map(([, text]) => text)).toEqual(['H', '']);
});

it('tells nothing more of a text that was sent', () => {
  typing.changed('H');
  typing.changed('Hello');
  typing.sent();
  vi.advanceTimersByTime(1000);
  expect(told.map(([, text]) => text)).toEqual(['H']);
});

it('keeps its pace over a message that was sent', () => {
  typing.changed('H');
  typing.sent();
  typing.changed('W');
  expect(told.map(([, text]) => text)).toEqual(['H']);
  vi.advanceTimersByTime(250);
  expect(told.map(([, text]) => text)).toEqual(['H', 'W']);
});

it('queues nothing while offline, and tells what stands there when it is back', () => {
  online = false;
  typing.changed('H');
  typing.changed('Hello');
  vi.advanceTimersByTime(1000);
  expect(told).toEqual([]);
  online = true;
  typing.again();
  expect(told.map(([, text]) => text)).toEqual(['Hello']);
});

it('tells nothing when it is back and nothing stands there', () => {
  typing.again();
  vi.advanceTimersByTime(1000);
  expect(told).toEqual([]);
});

it('tells nothing by itself of what was written under another promise', () => {
  typing.changed('H');
  typing.changed('Hello');
  typing.hold();
  vi.advanceTimersByTime(1000);
  expect(told.map(([, text]) => text)).toEqual(['H']);
  typing.changed('Hello!');
  expect(told.map(([, text]) => text)).toEqual(['H', 'Hello!']);
});
