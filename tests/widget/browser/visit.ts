// SPDX-License-Identifier: GPL-3.0-or-later
// One customer on the site of the running test, and what of his texts is where.
import { afterEach, beforeEach } from 'vitest';
import { Customer, until } from './customer.ts';
import { broker, browser, setTheScene, site } from './scene.ts';

export let customer: Customer;

/** Sets the scene, with somebody on it. */
export function letOneVisit(): void {
  setTheScene();
  beforeEach(async () => {
    customer = await Customer.visit(browser, site.address);
  });
  afterEach(() => customer.leave());
}

/** All that was said to this broker, by whomever. */
export const texts = () => broker.log.filter(({ type }) => type === 'text').map(({ text }) => text);

export const shows = (...messages: string[]) =>
  until(`shows ${messages.join(', ')}`, async () => {
    const shown = await customer.messages();
    return shown.length === messages.length && shown.every((one, at) => one === messages[at]);
  }).catch(async (error) => {
    throw new Error(`${error.message}, but ${(await customer.messages()).join(', ')}`);
  });
