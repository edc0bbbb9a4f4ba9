// SPDX-License-Identifier: GPL-3.0-or-later
// What bot, agent and desk make of a chat.
import { readFile } from 'node:fs/promises';
import { beforeEach, describe, expect, it } from 'vitest';
import { until } from './customer.ts';
import { broker } from './scene.ts';
import { customer, letOneVisit, shows, texts } from './visit.ts';

letOneVisit();

describe('the other side', () => {
  it('ends the session: the reason is shown, and a new chat can begin', async () => {
    await customer.openChat();
    broker.say({ type: 'end_session', reasonText: 'Agenten har lämnat chatten' });
    await customer.of('ended').waitFor();
    expect(await customer.of('ended-text').textContent()).toBe('Agenten har lämnat chatten');
    expect(await customer.of('composer').count()).toBe(0);
    await customer.of('start-again').click();
    await until('a new start came', () => broker.of('start').length === 2);
    await customer.say('again');
    await until('the text came', () => texts().length === 1);
  });

  it('says that it is closed: the bot can still be talked to', async () => {
    await customer.openChat();
    broker.say({ type: 'platform_closed' });
    await customer.of('platform-closed').waitFor();
    await customer.say('Hej');
    await until('the text came', () => texts().length === 1);
  });

  it('offers quick replies: the choice travels with its payload, addresses are safe', async () => {
    await customer.openChat();
    broker.bot('Hi', {
      quickReplies: [
        { type: 'postback', text: 'Alternativ 1', payload: 'postback-alternative-1' },
        { type: 'web_url', text: 'My pages', url: 'https://example.com/mine', windowOpen: true },
        { type: 'web_url', text: 'Bad', url: 'javascript:alert(1)' },
      ],
    });
    const replies = customer.of('quick-reply');
    await until('two are shown', async () => (await replies.count()) === 2);
    const link = replies.filter({ hasText: 'My pages' });
    expect(await link.getAttribute('href')).toBe('https://example.com/mine');
    expect(await link.getAttribute('target')).toBe('_blank');
    expect(await link.getAttribute('rel')).toBe('noopener noreferrer');
    await replies.first().click();
    await until('the choice came', () => texts().includes('Alternativ 1'));
    expect(broker.of('text')[0]).toMatchObject({ quickReplyPayload: 'postback-alternative-1' });
    expect(await replies.first().isDisabled()).toBe(true);
    expect(
      await customer.of('composer').evaluate((field) => field === document.activeElement),
    ).toBe(true);
  });

  it('writes on another day: the day is named, and after a pause the time', async () => {
    await customer.openChat();
    broker.agent('before', { receivedAt: '2026-03-02T10:00:00.000Z' });
    broker.agent('right after', { receivedAt: '2026-03-02T10:01:00.000Z' });
    broker.agent('after lunch', { receivedAt: '2026-03-02T12:00:00.000Z' });
    broker.agent('the day after', { receivedAt: '2026-03-03T12:00:30.000Z' });
    await shows(
      'agent: before',
      'agent: right after',
      'agent: after lunch',
      'agent: the day after',
    );
    expect(await customer.of('pause').allTextContents()).toEqual([
      expect.stringMatching(/^\d\d:00$/),
      expect.stringMatching(/^3 March 2026 \d\d:00$/),
    ]);
  });

  it('may change in the middle: another agent is another hand', async () => {
    await customer.openChat();
    const bea = { id: 'bea', name: 'Bea Berg', type: 'human', avatarId: 'gone' };
    broker.agent('one');
    broker.agent('two');
    broker.agent('three', { agent: bea });
    await shows('agent: one', 'agent: two', 'agent: three');
    const grouped = (at: number) =>
      customer
        .of('message')
        .nth(at)
        .evaluate((row) => row.classList.contains('grouped'));
    expect([await grouped(1), await grouped(2)]).toEqual([true, false]);
    const face = customer.of('message').nth(2).getByTestId('avatar');
    await until('letters for a face that is gone', async () => (await face.textContent()) === 'BB');
  });

  it('writes markup: it is shown as it was written', async () => {
    await customer.openChat();
    const markup = '<img src=x onerror="window.hacked=1"> &amp; <b>bold</b> https://example.com/a.';
    broker.agent(markup);
    await shows(`agent: ${markup}`);
    expect(await customer.of('message').locator('img, b').count()).toBe(0);
    expect(await customer.of('message').getByRole('link').getAttribute('href')).toBe(
      'https://example.com/a',
    );
  });
});

describe('a place in the queue', () => {
  beforeEach(async () => {
    await customer.openChat();
    await until('start came', () => broker.of('start').length === 1);
    broker.say({ type: 'queue_number', queueNumber: 4 });
    await customer.of('leave-queue').click();
  });

  it('may be kept: the chat is minimised, and nobody left', async () => {
    await customer.of('keep-place').click();
    await customer.hidden();
    await customer.launcher.click();
    await customer.of('queue').waitFor();
    expect(await customer.of('queue').getAttribute('data-number')).toBe('4');
    expect(await customer.of('leave-dialogue').count()).toBe(0);
    expect(broker.of('client_left')).toEqual([]);
  });

  it('may be given up', async () => {
    await customer.of('leave').click();
    await until('client_left came', () => broker.of('client_left').length === 1);
    await customer.hidden();
  });
});

describe('after the end', () => {
  it('the conversation can be saved as a text', async () => {
    await customer.openChat();
    broker.agent('Hej Robin!');
    await customer.say('Tack');
    await until('the text came', () => texts().includes('Tack'));
    broker.say({ type: 'end_session', reasonText: 'Agenten har lämnat chatten' });
    const download = customer.page.waitForEvent('download');
    await customer.of('download').click();
    const file = await download;
    expect(file.suggestedFilename()).toMatch(/^chat-\d{4}-\d\d-\d\d\.txt$/);
    const text = await readFile(await file.path(), 'utf8');
    expect(text).toMatch(/^Chat on .+\n\n\d\d:\d\d {2}Anders Andersson: Hej Robin!\n/);
    expect(text).toMatch(/\d\d:\d\d {2}You: Tack\n\nAgenten har lämnat chatten\n$/);
  });

  it('nobody is asked how it was when it ended by itself', async () => {
    await customer.openChat();
    broker.say({ type: 'end_session', reason: 'gone' });
    await customer.of('start-again').waitFor();
    expect(await customer.of('rating').count()).toBe(0);
  });
});
