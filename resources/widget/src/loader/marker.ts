// SPDX-License-Identifier: GPL-3.0-or-later
/** What the page itself remembers of a chat, so that the next page can bring it back. */
export interface Marker {
  platformId: string;
  shown: boolean;
  params: Record<string, unknown>;
  zIndex?: number;
  sender?: string;
  /** The page was told that the conversation has ended. */
  over?: boolean;
  /** What the chat gave to keep, where it has no storage of its own. */
  lent?: unknown;
}

const KEY = 'sermo:chat';

export function loadMarker(): Marker | undefined {
  try {
    const marker = JSON.parse(sessionStorage.getItem(KEY) ?? 'null');
    return typeof marker?.platformId === 'string' ? marker : undefined;
  } catch {
    return undefined;
  }
}

export function saveMarker(marker: Marker | undefined): void {
  try {
    if (marker) sessionStorage.setItem(KEY, JSON.stringify(marker));
    else sessionStorage.removeItem(KEY);
  } catch {
    // Without storage the chat ends with the page.
  }
}
