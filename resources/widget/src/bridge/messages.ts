// SPDX-License-Identifier: GPL-3.0-or-later
// What the page's loader and the chat in its iframe say to each other. Both sides check the other's
// window and origin; the token never leaves the iframe but in `lend`, and only where the browser
// refuses the iframe its own storage.

export const VERSION = 1;

export interface Settings {
  platformId: string;
  /** Chosen by the page: binds. */
  language?: string;
  /** The page's own language: a hint, after the broker's. */
  pageLanguage?: string;
  brand?: string;
  title?: string;
  subtitle?: string;
  theme?: string;
  colour?: string;
  /** As the page is written: `rtl`, else left to right. */
  direction?: string;
}

export type ToChat =
  | {
      type: 'init';
      settings: Settings;
      params: Record<string, unknown>;
      shown: boolean;
      modal: boolean;
      /** What the chat gave to keep (`lend`) on the page before. */
      lent?: unknown;
    }
  | { type: 'shown'; shown: boolean; modal: boolean }
  | { type: 'start'; params: Record<string, unknown> };

export type ToPage =
  | { type: 'ready' }
  | { type: 'minimise' }
  | { type: 'started' }
  | { type: 'ended' }
  | { type: 'closed' }
  | { type: 'gone' }
  | { type: 'unread'; count: number }
  | { type: 'lend'; lent?: unknown };

/** Packs a message so that it is not mistaken for another script's. */
export const pack = <T>(message: T): T & { sermo: number } => ({ ...message, sermo: VERSION });

export function unpack<T extends { type: string }>(data: unknown): T | undefined {
  return typeof data === 'object' &&
    data !== null &&
    (data as { sermo?: unknown }).sermo === VERSION
    ? (data as T)
    : undefined;
}
