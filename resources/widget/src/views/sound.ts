// SPDX-License-Identifier: GPL-3.0-or-later
// Two short notes when somebody answers a customer who looks elsewhere, and his wish to hear none.
import { later } from '../later.ts';

const KEY = 'sermo:quiet';
let context: AudioContext | undefined;
let quiet = false;
try {
  quiet = localStorage.getItem(KEY) === '1';
} catch {
  // Without storage the wish lasts as long as the page.
}

/** Browsers let a page sound only after its reader has done something there; so do we. */
export function listenForGesture(): void {
  const wake = () => (context ??= new AudioContext());
  for (const kind of ['pointerdown', 'keydown']) {
    addEventListener(kind, wake, { once: true, capture: true });
  }
}

export const isQuiet = (): boolean => quiet;

export function setQuiet(wish: boolean): void {
  quiet = wish;
  try {
    localStorage.setItem(KEY, wish ? '1' : '');
  } catch {
    // As above.
  }
}

/** Somebody answers. What sounds comes when it is first to be heard; who has no network hears nothing. */
export async function chime(): Promise<void> {
  if (quiet || !context) return;
  const { sound } = await later();
  sound(context);
}
