// SPDX-License-Identifier: GPL-3.0-or-later
// The small parts: decoding, words, colours.
import { describe, expect, it, vi } from 'vitest';
import { decode, safeUrl, type TextEvent } from '@widget/protocol/events.ts';
import { isMobile } from '@widget/protocol/device.ts';
import { learn, pickLanguage, translator } from '@widget/strings/strings.ts';
import en from '@widget/strings/en.json';
import sv from '@widget/strings/sv.json';
import { wordsOf } from '../../../resources/widget/words.mjs';
import { contrast, readableOn, textOn } from '@widget/style/contrast.ts';
import { initials } from '@widget/views/initials.ts';

const NOW = '2026-01-02T03:04:05.678Z';

function text(extra: object): TextEvent {
  const frame = decode(
    JSON.stringify({ type: 'text', direction: 'outbound', userId: 'u', seq: 1, ...extra }),
    NOW,
  );
  if (frame?.type !== 'event' || frame.event.type !== 'text') throw new Error('not a text');
  return frame.event;
}

describe('the device', () => {
  it.each([
    ['Mozilla/5.0 (Linux; Android 14; Pixel 8) Chrome/130.0 Mobile Safari/537.36', 5, true],
    ['Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Mobile/15E148 Safari/604.1', 5, true],
    ['Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) Version/18.0 Safari/605.1.15', 5, true],
    ['Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) Version/18.0 Safari/605.1.15', 0, false],
    ['Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/130.0 Safari/537.36', 10, false],
    ['Mozilla/5.0 (X11; Linux x86_64; rv:132.0) Gecko/20100101 Firefox/132.0', 0, false],
  ])('%s, %i fingers: mobile is %s', (userAgent, maxTouchPoints, mobile) => {
    expect(isMobile({ userAgent, maxTouchPoints })).toBe(mobile);
  });
});

describe('decode', () => {
  it.each([
    ['javascript:alert(1)', undefined],
    ['data:text/html,x', undefined],
    ['/relative', undefined],
    [7, undefined],
    ['https://example.com/a?b=c', 'https://example.com/a?b=c'],
    ['HTTP://example.com', 'http://example.com/'],
  ])('takes %s for %s', (address, safe) => {
    expect(safeUrl(address)).toBe(safe);
  });

  it('drops quick replies that it cannot show', () => {
    const quickReplies = [
      { type: 'postback', text: 'A', payload: 'a' },
      { type: 'web_url', text: 'B', url: 'javascript:alert(1)' },
      { type: 'web_url', text: 'C', url: 'https://example.com/', windowOpen: true },
      { type: 'postback', text: 7 },
      { type: 'hologram', text: 'D' },
      null,
    ];
    expect(text({ quickReplies }).quickReplies).toEqual([
      { type: 'postback', text: 'A', payload: 'a' },
      { type: 'web_url', text: 'C', url: 'https://example.com/', windowOpen: true },
    ]);
  });

  it.each([
    [{ text: 7, typing: 'x', agent: 'y', quickReplies: {} }],
    [{ text: null, typing: -5, agent: [], imageId: 7 }],
  ])('survives fields of the wrong type: %j', (extra) => {
    expect(text(extra)).toMatchObject({ text: '', typing: 0, agent: {}, quickReplies: [] });
  });

  it('prefers the time at which the broker received the event', () => {
    expect(text({ receivedAt: NOW, at: '2020-01-01T00:00:00.000Z' }).at).toBe(NOW);
    expect(text({}).at).toBe(NOW);
  });
});

describe('words', () => {
  it('exist in every language, with the same places for values', () => {
    const places = (one: string) => (one.match(/\{\w+\}/g) ?? []).sort();
    expect(Object.keys(sv)).toEqual(Object.keys(en));
    for (const key of Object.keys(en) as (keyof typeof en)[]) {
      expect(places(sv[key]), key).toEqual(places(en[key]));
    }
  });

  it('have their values put in, once the language is there', async () => {
    vi.useFakeTimers();
    const link = { href: 'https://chat.example.com/widget/sv.0123.json' };
    const wanted: string[] = [];
    vi.stubGlobal('document', {
      querySelector: (what: string) => (wanted.push(what), link),
    });
    const asked: string[] = [];
    let network = false;
    vi.stubGlobal('fetch', (url: string) => {
      asked.push(url);
      return network
        ? Promise.resolve(Response.json(wordsOf('sv')))
        : Promise.reject(new Error('none'));
    });
    const learnt = learn('sv');
    await vi.advanceTimersByTimeAsync(10);
    network = true;
    await vi.advanceTimersByTimeAsync(2000);
    await learnt;
    await learn('sv');
    vi.unstubAllGlobals();
    vi.useRealTimers();
    expect(asked).toEqual([link.href, link.href]);
    expect(wanted[0]).toBe('link[hreflang=sv]');
    expect(translator('sv')('queue', { number: 2 })).toBe('Du är nummer 2 i kön');
  });

  it.each([
    [['sv-SE', 'en'], 'sv'],
    [[undefined, 'de', 'sv'], 'sv'],
    [['de', undefined], 'en'],
    [[], 'en'],
  ])('are in the first language of %j that we speak: %s', (wishes, language) => {
    expect(pickLanguage(...(wishes as string[]))).toBe(language);
  });
});

it.each([
  ['#0b6bcb', '#ffffff'],
  ['#000000', '#ffffff'],
  ['#757b7a', '#000000'],
  ['#ffd400', '#10161d'],
  ['#ffffff', '#10161d'],
])('writes on %s in %s', (colour, ink) => {
  expect(textOn(colour)).toBe(ink);
});

it('writes readably in any brand’s colour, and on it', () => {
  for (let step = 0; step < 64; step++) {
    const colour = `#${[16, 4, 1]
      .map((at) => (Math.floor(step / at) % 4) * 85)
      .map((part) => part.toString(16).padStart(2, '0'))
      .join('')}`;
    expect(contrast(textOn(colour), colour), colour).toBeGreaterThanOrEqual(4.5);
    for (const surface of ['#ffffff', '#1b2027']) {
      const made = readableOn(surface, colour);
      expect(contrast(made, surface), `${colour} on ${surface}`).toBeGreaterThanOrEqual(4.5);
      if (contrast(colour, surface) >= 4.5) expect(made).toBe(colour);
    }
  }
});

it.each([
  ['Com Hem', 'CH'],
  ['Anders Andersson', 'AA'],
  ['Åsa', 'Å'],
  ['Carl von Linné', 'CL'],
  ['', ''],
  ['  😀 smile ', '😀S'],
])('abbreviates %s to %s', (name, letters) => {
  expect(initials(name)).toBe(letters);
});
