// SPDX-License-Identifier: GPL-3.0-or-later
// How it looks and whether everybody can use it: themes, languages, a telephone, colours forced by the system.
import axe, { type AxeResults } from 'axe-core';
import type { Frame } from 'playwright-core';
import { expect, it } from 'vitest';
import { Customer, until } from './customer.ts';
import { broker, browser, setTheScene, site } from './scene.ts';

setTheScene();

/** The chat's own document, with axe in it. Through the driver: its policy lets no foreign script in. */
async function examined(customer: Customer): Promise<Frame> {
  const frame = customer.page.frames().find((one) => one.url().includes('/widget/app.html'));
  if (!frame) throw new Error('no chat');
  await frame.evaluate(axe.source);
  return frame;
}

/** What axe holds against the chat as it stands now (WCAG 2.0 to 2.2, A and AA, and best practice). */
async function violations(frame: Frame, forced = false): Promise<string[]> {
  // Forced colours are the system's own, and axe reckons with ours.
  const rules = { 'color-contrast': { enabled: !forced } };
  const run = `axe.run(${JSON.stringify({ resultTypes: ['violations'], rules })})`;
  const found = (await frame.evaluate(run)) as AxeResults;
  return found.violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`,
  );
}

/** What a finger could miss: less than 40 px either way, what lies around it and is its own included. */
async function tooSmall(customer: Customer): Promise<string[]> {
  const controls = customer.frame.locator(
    'button, input:not([type=radio]), select, textarea, a.reply',
  );
  return controls.evaluateAll((all) =>
    all
      .filter((one) => (one as HTMLElement).offsetParent && !(one as HTMLInputElement).disabled)
      .flatMap((one) => {
        const box = one.getBoundingClientRect();
        const around = getComputedStyle(one, '::after');
        const more = (side: 'top' | 'left') =>
          around.content === 'none' ? 0 : Math.max(0, -2 * parseFloat(around[side]) || 0);
        const high = box.height + more('top');
        const wide = box.width + more('left');
        // A line of text is as high as it is in a sentence.
        return high >= 40 - 0.5 && wide >= 40 - 0.5
          ? []
          : [`${(one as HTMLElement).dataset.testid ?? one.className}: ${wide}×${high}`];
      }),
  );
}

const PIXEL = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

const looks = [
  { language: 'sv', scheme: 'light' },
  { language: 'en', scheme: 'dark' },
  { language: 'sv', scheme: 'light', phone: true },
  { language: 'en', scheme: 'light', direction: 'rtl', colour: '#f2c200' },
  { language: 'sv', scheme: 'dark', forced: true },
] as const;
type Look = {
  language: string;
  scheme: 'light' | 'dark';
  phone?: boolean;
  /** The colours are the system's, as people set it who see little. */
  forced?: boolean;
  direction?: string;
  colour?: string;
};

const PHONE = { viewport: { width: 390, height: 780 }, hasTouch: true, isMobile: true };
const FORM = (sv: boolean) => [
  { id: 'name', label: sv ? 'Vad heter du?' : 'What is your name?', type: 'text', required: true },
  { id: 'email', label: sv ? 'E-post' : 'E-mail', type: 'email', required: false },
  {
    id: 'about',
    label: sv ? 'Vad gäller det?' : 'What is it about?',
    type: 'choice',
    required: false,
    options: sv ? ['Faktura', 'Fel'] : ['Invoice', 'Fault'],
  },
];
const HOURS = {
  timezone: 'Europe/Stockholm',
  week: [...Array(5).fill(['08:00-18:00']), ['10:00-14:00'], []],
};

/** The same visit in each look, through every state that there is: one page, so it costs little. */
it.each(looks as readonly Look[])(
  'looks right and is accessible in every state: %j',
  async ({ language, scheme, phone, forced, direction, colour }) => {
    const sv = language === 'sv';
    const say = (swedish: string, english: string) => (sv ? swedish : english);
    const tag = [
      `data-platform="webchat" data-brand="Com Hem" data-language="${language}"`,
      direction && `data-direction="${direction}"`,
      colour && `data-colour="${colour}"`,
    ].join(' ');
    broker.welcomeExtra = { form: FORM(sv) };
    const address = `${site.address}?tag=${encodeURIComponent(tag)}`;
    const customer = await Customer.visit(browser, address, {
      colorScheme: scheme,
      ...(phone && PHONE),
      ...(forced && { forcedColors: 'active' }),
    });
    const name = ['widget', language, scheme, phone && 'phone', forced && 'forced', direction]
      .filter(Boolean)
      .join('-');
    const state = async (what: string) => {
      await customer.picture(`${name}-${what}`);
      expect(await violations(frame, forced), what).toEqual([]);
      expect(await tooSmall(customer), what).toEqual([]);
    };
    await customer.openChat();
    const frame = await examined(customer);

    await customer.of('form-email').fill('robin');
    await customer.of('form-start').click();
    await customer.of('form-wrong').first().waitFor();
    expect(await customer.of('form-wrong').count()).toBe(2);
    const choice = customer.of('form-about').locator('option').first();
    // Right to left, the dots of "Choose…" stood before it.
    expect(await choice.evaluate((one) => getComputedStyle(one).unicodeBidi)).toBe('plaintext');
    await state('form');
    await customer.of('form-name').fill('Robin');
    await customer.of('form-email').fill('robin@example.com');
    await customer.of('form-about').selectOption(say('Faktura', 'Invoice'));
    await customer.of('form-start').click();
    await until('the answers came', () => broker.of('start').length === 1);
    expect(broker.of('start')[0]).toMatchObject({
      params: { name: 'Robin', email: 'robin@example.com', about: say('Faktura', 'Invoice') },
    });

    broker.bot(say('Hej! Vad kan jag hjälpa dig med?', 'Hi! What can I help you with?'), {
      quickReplies: [
        { type: 'postback', text: say('Faktura', 'Invoice'), payload: 'invoice' },
        { type: 'postback', text: say('Teknisk hjälp', 'Technical help'), payload: 'technical' },
        { type: 'web_url', text: say('Mina sidor', 'My pages'), url: 'https://example.com/' },
      ],
    });
    await customer.of('quick-reply').first().waitFor();
    await state('bot');
    await customer.of('quick-reply').first().click();
    await until('the choice is sent', () => broker.of('text').length === 1);
    broker.bot(say('Vad är ditt kundnummer?', 'What is your customer number?'));
    await customer.say('1234567');
    await until('the number is sent', () => broker.of('text').length === 2);
    broker.say({
      type: 'info',
      text: say(
        'Chatten har placerats i kön ”Com Hem allmänt”',
        'You have been placed in the queue “General”',
      ),
    });
    broker.say({
      type: 'queue_number',
      queueNumber: 2,
      expectedWaitSeconds: 120,
      expectedWaitMostSeconds: 240,
    });
    await customer.of('queue').waitFor();
    expect(await customer.of('queue-number').textContent()).toBe(
      say('Du är nummer 2 i kön', 'You are number 2 in the queue'),
    );
    expect(await customer.of('queue-wait').textContent()).toContain('2–4 min');
    await state('queue');
    await customer.of('leave-queue').click();
    await customer.of('keep-place').waitFor();
    await state('leaving');
    await customer.of('stay').click();

    broker.say({
      type: 'info',
      text: say('Anders har anslutit till chatten', 'Anders has joined the chat'),
    });
    broker.agent(
      say(
        'Hej Robin! Jag heter Anders och hjälper dig gärna. Vad vill du ändra på fakturan?',
        'Hi Robin! My name is Anders and I am happy to help. What shall we change on the invoice?',
      ),
    );
    await until('Anders is there', async () => (await customer.of('queue').count()) === 0);
    await customer.say(say('Den skulle gå till min nya adress', 'It should go to my new address'));
    await until('the customer has asked', () => broker.of('text').length === 3);
    broker.agent(
      say(
        'Tack! Jag har uppdaterat adressen, en ny faktura kommer inom två dagar.',
        'Thank you! I have updated the address, a new invoice comes within two days.',
      ),
    );
    broker.say({ type: 'typing_on' });
    await customer.of('typing').waitFor();
    await customer.type(say('Hej, jag mitt na', 'Hello, my na'));
    expect(await customer.of('title').textContent()).toBe('Anders Andersson');
    await state('agent');
    await customer.of('composer').fill('');

    broker.intercept = (event, socket) => {
      if (event.type !== 'text') return false;
      const { id } = event;
      socket.send(JSON.stringify({ type: 'error', code: 'rate_limited', message: '', id }));
      return true;
    };
    await customer.say(say('Tack!', 'Thanks!'));
    await customer.of('retry').waitFor();
    broker.intercept = undefined;
    broker.refuseImages = 500;
    await customer.of('image-file').setInputFiles({
      name: 'a.png',
      mimeType: 'image/png',
      buffer: PIXEL,
    });
    await customer.of('upload-retry').waitFor();
    await state('not-sent');
    broker.refuseImages = 0;
    await customer.of('upload-retry').click();
    await customer.of('image').waitFor();

    await customer.of('log').evaluate((log) => {
      const heard = new Promise((done) => log.addEventListener('scroll', done, { once: true }));
      log.scrollTo(0, 0);
      return heard.then(() => undefined);
    });
    broker.agent(say('Är du kvar?', 'Are you still there?'));
    await customer.of('new-messages').waitFor();
    await state('scrolled-up');
    await customer.of('new-messages').click();

    broker.cut({ down: true });
    await customer.frame.locator('[data-link="waiting"]').first().waitFor();
    await state('offline');
    broker.up();
    await customer.connected();

    broker.say({
      type: 'end_session',
      reasonText: say('Agenten har lämnat chatten', 'The agent has left the chat'),
    });
    await customer.of('rating').waitFor();
    await state('ended');
    await customer.of('score').nth(3).check({ force: true });
    await customer.of('rating-text').fill(say('Snabbt och vänligt', 'Quick and kind'));
    await state('rating');
    await customer.of('rate').click();
    await until('the rating came', () => broker.of('rating').length === 1);
    expect(broker.of('rating')[0]).toMatchObject({
      direction: 'inbound',
      score: 4,
      text: say('Snabbt och vänligt', 'Quick and kind'),
    });
    await customer.of('rated').waitFor();
    await state('rated');

    broker.welcomeExtra = {};
    await customer.of('start-again').click();
    await customer.of('form-name').fill('Robin');
    await customer.of('form-start').click();
    await until('a new start came', () => broker.of('start').length === 2);
    broker.say({ type: 'platform_closed', opensAt: '2030-01-07T07:00:00.000Z', hours: HOURS });
    await customer.of('hours').waitFor();
    await state('closed');
    expect(customer.complaints.filter((one) => !/500|WebSocket|ERR_/.test(one))).toEqual([]);
    await customer.leave();
  },
  120_000,
);

it('shows the picture that an agent sends', async () => {
  broker.images.set('some-image-id', PIXEL);
  const customer = await Customer.visit(browser, site.address);
  await customer.openChat();
  broker.agent('Some image related text', { imageId: 'some-image-id' });
  const picture = customer.of('image');
  await until('it is loaded', () =>
    picture.evaluate((image) => (image as HTMLImageElement).naturalWidth === 1),
  );
  expect(await picture.getAttribute('alt')).toBe('Some image related text');
  await customer.leave();
});

it.each([
  ['#ffd400', 'rgb(16, 22, 29)'],
  ['#7a3e9d', 'rgb(255, 255, 255)'],
])('writes readably on the brand’s %s', async (colour, ink) => {
  const tag = `data-platform="webchat" data-colour="${colour}"`;
  const address = `${site.address}?tag=${encodeURIComponent(tag)}`;
  const customer = await Customer.visit(browser, address);
  await customer.openChat();
  const header = customer.frame.locator('header');
  expect(await header.evaluate((one) => getComputedStyle(one).color)).toBe(ink);
  await customer.leave();
});
