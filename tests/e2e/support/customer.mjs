// SPDX-License-Identifier: GPL-3.0-or-later
// A customer: headless Chromium on the demo page, with real key and mouse events.
import { join } from 'node:path';

import { artefacts, require, until } from './environment.mjs';

const { chromium } = require('playwright-core');

export async function startBrowser() {
  return chromium.launch({
    executablePath: process.env.SERMO_CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
      '--disable-component-update', '--disable-sync'],
  });
}

export class Customer {
  /** `prepare(page)`: what is to be so before anything is loaded; `device`: what he holds in his hand. */
  static async visit(browser, address, { locale = 'en-GB', prepare = () => {}, ...device } = {}) {
    const customer = new Customer();
    customer.context = await browser.newContext({ locale, viewport: { width: 1100, height: 760 }, ...device });
    customer.page = await customer.context.newPage();
    customer.complaints = [];
    customer.page.on('pageerror', (error) => customer.complaints.push(String(error)));
    await prepare(customer.page);
    await customer.page.goto(`${address}/`);
    return customer;
  }

  async openChat() {
    await this.page.getByTestId('launcher').click();
    this.frame = this.page.frameLocator('iframe');
    await this.composer.waitFor();
  }

  /** A part of the widget, by its name for tests. */
  of(name) {
    return this.frame.getByTestId(name);
  }

  get composer() {
    return this.frame.getByTestId('composer');
  }

  async type(text, { delay = 30 } = {}) {
    await this.composer.click();
    await this.page.keyboard.type(text, { delay });
  }

  async send() {
    await this.frame.getByTestId('send').click();
  }

  async say(text) {
    await this.type(text, { delay: 5 });
    await this.send();
  }

  /** The messages shown, each as `author: text`. */
  messages() {
    return this.frame.getByTestId('message').evaluateAll((nodes) =>
      nodes.map((node) => `${node.dataset.author}: ${node.querySelector('[data-testid="message-text"]')?.textContent}`));
  }

  /** The texts of his own messages that he was told are stored. */
  acknowledged() {
    return this.frame.locator('[data-testid="message"][data-author="customer"][data-state="sent"]').evaluateAll((nodes) =>
      nodes.map((node) => node.querySelector('[data-testid="message-text"]')?.textContent));
  }

  sees(text, what = text) {
    return until(`the customer sees ${what}`, async () => {
      const shown = await this.frame.locator('body').innerText();
      return text instanceof RegExp ? text.test(shown) : shown.includes(text);
    });
  }

  /** In the middle of a conversation: the widget asks first. */
  async leave() {
    await this.frame.getByTestId('close').click();
    await this.frame.getByTestId('leave').click();
  }

  chooses(reply) {
    return this.frame.getByTestId('quick-reply').filter({ hasText: reply }).last().click();
  }

  picture(label) {
    return this.page.screenshot({ path: join(artefacts, `${label}.png`) });
  }
}
