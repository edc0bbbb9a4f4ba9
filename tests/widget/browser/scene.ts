// SPDX-License-Identifier: GPL-3.0-or-later
// Where the browser's tests play: one browser, and for each test a broker and a site of its own.
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';
import { Broker, Site } from './broker.ts';
import { builtWidget, startBrowser } from './customer.ts';

export let browser: Browser;
export let broker: Broker; // those of the test that runs
export let site: Site;

/** Sets the scene for all tests of a file; to be called before hooks of its own, which stand on it. */
export function setTheScene(): void {
  let widget: string;
  beforeAll(async () => {
    widget = builtWidget();
    browser = await startBrowser();
  });
  afterAll(() => browser.close());
  beforeEach(async () => {
    broker = new Broker(widget);
    await broker.start();
    site = new Site(broker.address);
    await site.start();
  });
  afterEach(async () => {
    await site.stop();
    await broker.stop();
  });
}
