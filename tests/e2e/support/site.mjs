// SPDX-License-Identifier: GPL-3.0-or-later
// Somebody else's page with the chat on it: another host, under a policy that allows the broker and nobody else.
import { once } from 'node:events';
import { createServer } from 'node:http';

import { Customer } from './customer.mjs';

export class Site {
  /** As `localhost` it is another site than the broker, and Chromium refuses the chat in it any storage. */
  static async open(broker, { host = 'localhost' } = {}) {
    const site = new Site();
    const policy = `default-src 'none'; img-src data:; script-src ${broker}; frame-src ${broker}; connect-src ${broker}`;
    site.server = createServer((request, answer) => {
      const asked = new URL(request.url, 'http://localhost').searchParams;
      answer.setHeader('content-type', 'text/html; charset=utf-8');
      answer.setHeader('content-security-policy', policy);
      answer.end(`<!doctype html><html lang="en"><meta name="viewport" content="width=device-width"><title>The shop</title><link rel="icon" href="data:,">
<script async src="${broker}/widget/sermo.min.js" ${asked.get('tag') ?? ''}></script><h1>The shop</h1>
<a href="?next&amp;tag=${encodeURIComponent(asked.get('tag') ?? '')}">Next page</a></html>`);
    }).listen(0, '127.0.0.1');
    await once(site.server, 'listening');
    site.address = `http://${host}:${site.server.address().port}`;
    return site;
  }

  /** Somebody comes; `told` is what the page hears of its chat, `requests` whom his browser asks. */
  async visit(browser, tag, options = {}) {
    const customer = await Customer.visit(browser, `${this.address}/?tag=${encodeURIComponent(tag)}&x=`, {
      ...options,
      prepare: async (page) => {
        await page.addInitScript(() => {
          window.told = [];
          window.addEventListener('message', ({ source, data }) => {
            if (source === window && data?.sender === 'sermo') window.told.push(data.event);
          });
        });
        await options.prepare?.(page);
      },
    });
    customer.requests = [];
    customer.page.on('request', (request) => customer.requests.push(request.url()));
    customer.frame = customer.page.frameLocator('iframe');
    return customer;
  }

  close() {
    this.server.closeAllConnections();
    this.server.close();
  }
}
