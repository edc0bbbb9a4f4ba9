// SPDX-License-Identifier: GPL-3.0-or-later
import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { maskNumbers, maskPreview } from '@widget/protocol/masking.ts';
import { Link } from '@widget/protocol/link.ts';
import { Outbox } from '@widget/protocol/outbox.ts';
import { FakeSocket } from './fakes.ts';

interface Case {
  name: string;
  text: string;
  masked: string;
  preview: string;
}

// One table for the widget and the broker (tests/protocol/tst_masking.cpp).
const table = new URL('../../data/masking.json', import.meta.url);
const cases = JSON.parse(readFileSync(table, 'utf8')) as Case[];

describe('numbers in a text', () => {
  it.each(cases)('$name', ({ text, masked, preview }) => {
    expect(maskNumbers(text)).toBe(masked);
    expect(maskPreview(text)).toBe(preview);
  });

  it.each(cases)(
    'show no more than four digits while they are typed: $name',
    ({ text, masked }) => {
      const seen = new Set<number>();
      for (let length = 1; length <= text.length; length++) {
        const told = maskPreview(text.slice(0, length));
        for (let i = 0; i < length; i++) if (/[0-9]/.test(told.charAt(i))) seen.add(i);
      }
      for (const number of masked.matchAll(/[*][^a-z]*/gi)) {
        const hidden = [...seen].filter(
          (i) => masked[i] === '*' && i >= number.index && i < number.index + number[0].length,
        );
        expect(hidden.length).toBeLessThanOrEqual(4);
      }
    },
  );
});

describe('a platform that masks', () => {
  let link: Link;
  const outbox = () => new Outbox([{ id: 'early', event: { type: 'text', text: '811228-9874' } }]);

  beforeEach(() => {
    vi.useFakeTimers();
    FakeSocket.all = [];
    link = new Link({
      url: 'ws://broker/chat',
      platformId: 'webchat',
      outbox: outbox(),
      resume: () => undefined,
      socket: (url) => new FakeSocket(url),
      listener: {
        stateChanged: () => undefined,
        welcomed: () => undefined,
        received: () => undefined,
        acknowledged: () => undefined,
        refused: () => undefined,
      },
    });
    link.start();
  });
  afterEach(() => {
    link.stop();
    vi.useRealTimers();
  });

  const texts = () => FakeSocket.last.sent.filter((frame) => 'text' in frame).map((f) => f.text);

  it('gets nothing else, not even what was written before it said so', () => {
    FakeSocket.last.welcome({ mask: true });
    link.post({ type: 'text', text: 'kort 4111 1111 1111 1111' });
    link.pass({ type: 'typing_on', text: '4111 1', at: '' });
    expect(texts()).toEqual(['******-****', 'kort **** **** **** ****', '**** *']);
    expect(link.worded('811228-9874')).toBe('******-****');
  });

  it('is not every platform', () => {
    FakeSocket.last.welcome();
    link.pass({ type: 'typing_on', text: '4111 1', at: '' });
    expect(texts()).toEqual(['811228-9874', '4111 1']);
    expect(link.worded('811228-9874')).toBe('811228-9874');
  });
});
