// SPDX-License-Identifier: GPL-3.0-or-later

/**
 * A new id for an event of ours. `crypto.randomUUID` exists in secure contexts only, and an intranet
 * may serve the widget over http; `getRandomValues` is everywhere.
 */
export function newId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
