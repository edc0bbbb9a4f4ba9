// SPDX-License-Identifier: GPL-3.0-or-later

/** Where the customer goes on: the composer, or the way out of an ended chat. */
export function focusComposer(): void {
  document.querySelector<HTMLElement>('[data-focus]')?.focus();
}

/** Keeps Tab inside `frame`: for the dialogue, and for the chat that fills a phone's screen. */
export function trapTab(event: KeyboardEvent, frame: HTMLElement): void {
  const stops = Array.from(
    frame.querySelectorAll<HTMLElement>(
      'a[href],button:not(:disabled),textarea,input:not([hidden]),select,[tabindex="0"]',
    ),
  ).filter((stop) => stop.offsetParent !== null);
  const first = stops[0];
  const last = stops[stops.length - 1];
  if (event.shiftKey ? document.activeElement === first : document.activeElement === last) {
    event.preventDefault();
    (event.shiftKey ? last : first)?.focus();
  }
}
