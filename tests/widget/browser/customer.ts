// SPDX-License-Identifier: GPL-3.0-or-later
// A customer in headless Chromium: what a test may do with the widget, in the customer's words.
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { execFileSync } from 'node:child_process';
import {
  chromium,
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  type FrameLocator,
  type Locator,
  type Page,
} from 'playwright-core';

const widgetFolder = fileURLToPath(new URL('../../../resources/widget', import.meta.url));

/** The built widget: CMake's (SERMO_WIDGET_OUT), or built now. */
export function builtWidget(): string {
  if (process.env.SERMO_WIDGET_OUT) return process.env.SERMO_WIDGET_OUT;
  const out = mkdtempSync(join(tmpdir(), 'sermo-widget-'));
  execFileSync(process.execPath, ['build.mjs', out], { cwd: widgetFolder });
  return out;
}

export const startBrowser = (): Promise<Browser> =>
  chromium.launch({
    executablePath: process.env.SERMO_CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-sync'],
  });

/** Waits until a fact is true; the clock of the test's own process, not the browser's. */
export async function until<T>(what: string, fact: () => T | Promise<T>): Promise<T> {
  const deadline = Date.now() + 45_000;
  for (;;) {
    const value = await fact();
    if (value) return value;
    if (Date.now() > deadline) throw new Error(`never true: ${what}`);
    await new Promise((done) => setTimeout(done, 20));
  }
}

export class Customer {
  readonly complaints: string[] = [];
  readonly frame: FrameLocator;

  private constructor(
    readonly context: BrowserContext,
    readonly page: Page,
  ) {
    this.frame = page.frameLocator('iframe');
    page.on('pageerror', (error) => this.complaints.push(String(error)));
    page.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning') {
        this.complaints.push(message.text());
      }
    });
  }

  static async visit(
    browser: Browser,
    address: string,
    options: BrowserContextOptions = {},
  ): Promise<Customer> {
    const context = await browser.newContext({
      locale: 'en-GB',
      viewport: { width: 900, height: 740 },
      ...options,
    });
    const customer = new Customer(context, await context.newPage());
    await customer.page.goto(address);
    return customer;
  }

  /** The same person in another tab. */
  on(page: Page): Customer {
    return new Customer(this.context, page);
  }

  of(name: string): Locator {
    return this.frame.getByTestId(name);
  }

  get launcher(): Locator {
    return this.page.getByTestId('launcher');
  }

  async openChat(): Promise<void> {
    await this.launcher.click();
    await this.connected();
  }

  async connected(): Promise<void> {
    await this.frame.locator('[data-link="open"]').waitFor();
  }

  /** Minimised, and the page knows it: what it does comes by message from the chat. */
  async hidden(): Promise<void> {
    await this.page.locator('iframe').waitFor({ state: 'hidden' });
  }

  async type(text: string, delay = 0): Promise<void> {
    await this.of('composer').click();
    await this.page.keyboard.type(text, { delay });
  }

  async say(text: string): Promise<void> {
    await this.type(text);
    await this.of('send').click();
  }

  /** `author: text` of each message, in the order shown. */
  async messages(): Promise<string[]> {
    return this.of('message').evaluateAll((rows) =>
      rows.map(
        (row) =>
          `${(row as HTMLElement).dataset.author}: ${row.querySelector('[data-text]')?.textContent ?? ''}`,
      ),
    );
  }

  async states(): Promise<(string | undefined)[]> {
    return this.frame
      .locator('[data-author="customer"]')
      .evaluateAll((rows) => rows.map((row) => (row as HTMLElement).dataset.state));
  }

  async picture(name: string): Promise<void> {
    const folder = process.env.SERMO_ARTEFACTS;
    if (folder) await this.page.screenshot({ path: join(folder, `${name}.png`) });
  }

  async leave(): Promise<void> {
    await this.context.close();
  }
}
