// SPDX-License-Identifier: GPL-3.0-or-later
// How it looks and whether everybody can use it: both themes, both languages, no axe violation.
import axe, { type AxeResults } from 'axe-core';
import { describe, expect, it } from 'vitest';
import { Customer, until } from './customer.ts';
import { broker, browser, setTheScene, site } from './scene.ts';

setTheScene();

/** What axe holds against the chat as it stands now (WCAG 2.0 to 2.2, A and AA, and best practice). */
async function violations(customer: Customer): Promise<string[]> {
  const frame = customer.page.frames().find((one) => one.url().endsWith('/widget/app.html'));
  if (!frame) throw new Error('no chat');
  // Through the driver: the document's own policy lets no foreign script in.
  await frame.evaluate(axe.source);
  const found = (await frame.evaluate('axe.run()')) as AxeResults;
  return found.violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`,
  );
}

const PIXEL = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

const looks = [
  { language: 'sv', scheme: 'light' },
  { language: 'sv', scheme: 'dark' },
  { language: 'en', scheme: 'light' },
  { language: 'en', scheme: 'dark' },
] as const;

describe.each(looks)('in $language, $scheme', ({ language, scheme }) => {
  const tag = `data-platform="webchat" data-brand="Com Hem" data-language="${language}"`;
  const sv = language === 'sv';

  it('shows the bot, the quick replies and the place in the queue', async () => {
    const address = `${site.address}?tag=${encodeURIComponent(tag)}`;
    const customer = await Customer.visit(browser, address, { colorScheme: scheme });
    await customer.openChat();
    broker.bot(sv ? 'Hej! Vad kan jag hjälpa dig med?' : 'Hi! What can I help you with?', {
      quickReplies: [
        { type: 'postback', text: sv ? 'Faktura' : 'Invoice', payload: 'invoice' },
        { type: 'postback', text: sv ? 'Teknisk hjälp' : 'Technical help', payload: 'technical' },
        { type: 'web_url', text: sv ? 'Mina sidor' : 'My pages', url: 'https://example.com/' },
      ],
    });
    await customer.of('quick-reply').first().click();
    await until('the choice is sent', () => broker.of('text').length === 1);
    broker.bot(sv ? 'Vad är ditt kundnummer?' : 'What is your customer number?');
    await customer.say('1234567');
    await until('the number is sent', () => broker.of('text').length === 2);
    broker.say({
      type: 'info',
      text: sv
        ? 'Chatten har placerats i kön ”Com Hem allmänt”'
        : 'You have been placed in the queue “General”',
    });
    broker.say({ type: 'queue_number', queueNumber: 2 });
    await customer.of('queue').waitFor();
    expect(await customer.of('queue-number').textContent()).toBe(
      sv ? 'Du är nummer 2 i kön' : 'You are number 2 in the queue',
    );
    expect(await violations(customer)).toEqual([]);
    await customer.picture(`widget-queue-${language}-${scheme}`);
    await customer.leave();
  });

  it('shows the agent who answers', async () => {
    const address = `${site.address}?tag=${encodeURIComponent(tag)}`;
    const customer = await Customer.visit(browser, address, { colorScheme: scheme });
    await customer.openChat();
    broker.say({
      type: 'info',
      text: sv ? 'Anders har anslutit till chatten' : 'Anders has joined the chat',
    });
    broker.agent(
      sv
        ? 'Hej Robin! Jag heter Anders och hjälper dig gärna. Vad vill du ändra på fakturan?'
        : 'Hi Robin! My name is Anders and I am happy to help. What shall we change on the invoice?',
    );
    await customer.say(sv ? 'Den skulle gå till min nya adress' : 'It should go to my new address');
    await until('the customer has asked', () => broker.of('text').length === 1);
    broker.agent(
      sv
        ? 'Tack! Jag har uppdaterat adressen, en ny faktura kommer inom två dagar.'
        : 'Thank you! I have updated the address, a new invoice comes within two days.',
    );
    broker.say({ type: 'typing_on' });
    await customer.of('typing').waitFor();
    await customer.type(sv ? 'Hej, jag mitt na' : 'Hello, my na');
    expect(await customer.of('title').textContent()).toBe('Anders Andersson');
    expect(await violations(customer)).toEqual([]);
    await customer.picture(`widget-agent-${language}-${scheme}`);
    await customer.leave();
  });

  it('shows a question, an ended chat and what could not be sent', async () => {
    const address = `${site.address}?tag=${encodeURIComponent(tag)}`;
    const customer = await Customer.visit(browser, address, { colorScheme: scheme });
    await customer.openChat();
    broker.intercept = (event, socket) => {
      if (event.type !== 'text') return false;
      const { id } = event;
      socket.send(JSON.stringify({ type: 'error', code: 'rate_limited', message: '', id }));
      return true;
    };
    await customer.say('Hej!');
    await customer.of('retry').waitFor();
    await customer.of('close').click();
    await customer.of('leave-dialogue').waitFor();
    expect(await violations(customer)).toEqual([]);
    await customer.picture(`widget-question-${language}-${scheme}`);
    await customer.of('stay').click();
    broker.say({
      type: 'end_session',
      reasonText: sv ? 'Agenten har lämnat chatten' : 'The agent has left the chat',
    });
    await customer.of('ended').waitFor();
    expect(await violations(customer)).toEqual([]);
    await customer.picture(`widget-ended-${language}-${scheme}`);
    await customer.leave();
  });
});

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
