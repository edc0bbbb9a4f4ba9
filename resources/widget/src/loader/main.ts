// SPDX-License-Identifier: GPL-3.0-or-later
// sermo.min.js: window.SERMO, the launcher, and the iframe in which the chat itself lives.
import { pack, unpack, type Settings, type ToChat, type ToPage } from '../bridge/messages.ts';
import { AvailabilityPoll, type AvailabilityListener } from './availability.ts';
import { loadMarker, saveMarker, type Marker } from './marker.ts';
import { Panel } from './panel.ts';
import { UnreadTitle } from './unread.ts';

interface Sermo {
  q?: [string, ...unknown[]][];
}

// Read now: it is null in anything that runs later.
const script = document.currentScript as HTMLScriptElement | null;
const base = new URL('.', script?.src ?? location.href);
const wish = script?.dataset ?? {};

const swedish = /^sv/i.test(wish.language ?? (document.documentElement.lang || navigator.language));
const words = swedish
  ? { open: 'Öppna chatten', close: 'Minimera chatten', title: 'Chatt', unread: 'olästa' }
  : { open: 'Open the chat', close: 'Minimise the chat', title: 'Chat', unread: 'unread' };

/** A chat that is there answers sooner, on any network: its script came before its frame was loaded. */
const PATIENCE = 5_000;
/** Of what a page tells: a start that is too large for a frame would never get through. */
const LONGEST = 2_000;
const polls = new Map<string, AvailabilityPoll>();
const unreadTitle = new UnreadTitle();
let panel: Panel | undefined;
let marker: Marker | undefined;
/** The chat in the frame is there. */
let ready = false;

const api = {
  setAvailabilityListener(
    platform: string,
    listener: AvailabilityListener,
    options?: { pollingInterval?: number },
  ): void {
    api.clearAvailabilityListener(platform);
    const address = new URL(`../api/platforms/${encodeURIComponent(platform)}`, base).href;
    polls.set(platform, new AvailabilityPoll(address, listener, options?.pollingInterval));
  },
  clearAvailabilityListener(platform: string): void {
    polls.get(platform)?.stop();
    polls.delete(platform);
  },
};

/** Tells the page, in the words of the original Sermo bundle. */
function announce(eventName: string): void {
  const receiver = marker?.sender ?? '';
  const message = { sender: 'sermo', receiver, event: eventName, eventName };
  window.postMessage(message, location.origin === 'null' ? '*' : location.origin);
}

function tell(message: ToChat): void {
  panel?.frame?.contentWindow?.postMessage(pack(message), base.origin);
}

function settings({ platformId }: Marker): Settings {
  const made: Settings = { platformId };
  for (const key of ['language', 'brand', 'title', 'subtitle', 'theme', 'colour'] as const) {
    if (wish[key]) made[key] = wish[key];
  }
  if (document.documentElement.lang) made.pageLanguage = document.documentElement.lang;
  made.direction = direction();
  return made;
}

const direction = () => wish.direction ?? getComputedStyle(document.body).direction;

/**
 * What the page knows of its customer. Nobody has proved it: it travels as parameters of the start,
 * and counts as more only where the site has signed the id (`customerHash`).
 */
function claims(said: Record<string, unknown>): Record<string, unknown> {
  const params: Record<string, unknown> = {};
  for (const key of ['sender', 'customerId', 'customerHash', 'crmSessionId', 'intent']) {
    const value = said[key] ?? wish[key];
    if (typeof value === 'string' || typeof value === 'number')
      params[key] = String(value).slice(0, LONGEST);
  }
  return params;
}

function show(shown: boolean): void {
  if (!panel || !marker) return;
  panel.show(shown);
  marker.shown = shown;
  saveMarker(marker);
  tell({ type: 'shown', shown, modal: panel.modal });
  if (shown) panel.frame?.focus();
  else panel.focus();
}

/** Opens the chat; one that is already there goes on. */
function open(wanted: Marker): void {
  if (!panel) return;
  if (wanted.zIndex) panel.zIndex = wanted.zIndex;
  if (!marker) panel.unload();
  if (panel.frame && marker) {
    marker.params = wanted.params; // for a chat that is still loading
    saveMarker(marker);
    tell({ type: 'start', params: wanted.params });
    if (!panel.shown) toggle();
    return;
  }
  marker = wanted;
  saveMarker(marker);
  ready = false;
  const address = `app.html?platform=${encodeURIComponent(marker.platformId)}`;
  const frame = panel.load(new URL(address, base).href);
  frame.addEventListener('load', () => {
    if (!panel || !marker) return;
    const { params, shown, lent } = marker;
    tell({ type: 'init', settings: settings(marker), params, shown, modal: panel.modal, lent });
    setTimeout(complain, PATIENCE);
  });
  panel.show(wanted.shown);
  if (wanted.shown) announce('chat_window_opened');
}

/** To the owner of the page, who sees an empty frame and no reason. */
function complain(): void {
  if (!ready && panel?.frame)
    console.error(`Sermo: no chat from ${base.host}. Do its "origins" name ${location.origin}?`);
}

function toggle(): void {
  if (!panel) return;
  if (panel.frame && marker) {
    const shown = !panel.shown;
    show(shown);
    announce(shown ? 'chat_window_maximized' : 'chat_window_minimized');
  } else if (wish.platform) {
    startChat({});
  }
}

function startChat(said: Record<string, unknown>): void {
  const { sender, platformId = wish.platform, zIndex = wish.zIndex } = said;
  open({
    platformId: typeof platformId === 'string' ? platformId : 'webchat',
    shown: true,
    params: claims(said),
    ...(Number(zIndex) > 0 && { zIndex: Math.round(Number(zIndex)) }),
    ...(typeof sender === 'string' && { sender }),
  });
}

/** Told once, also when an ended chat is closed, or replayed on the next page. */
function over(): void {
  if (!marker || marker.over) return;
  marker.over = true;
  saveMarker(marker);
  announce('chat_conversation_ended');
}

function heard(message: ToPage): void {
  switch (message.type) {
    case 'ready':
      ready = true;
      break;
    case 'minimise':
      if (panel?.shown) toggle();
      break;
    case 'started':
      announce('chat_conversation_started');
      if (marker) marker.over = false;
      break;
    case 'ended':
      over();
      break;
    case 'unread':
      panel?.unread(message.count);
      unreadTitle.show(message.count);
      break;
    case 'lend':
      if (!marker) break;
      marker.lent = message.lent;
      saveMarker(marker);
      break;
    case 'closed':
      // The frame stays a moment longer, to say goodbye to the broker.
      over();
      saveMarker((marker = undefined));
      panel?.show(false);
      panel?.focus();
      break;
    case 'gone':
      panel?.unload();
      panel?.unread(0);
      unreadTitle.show(0);
  }
}

window.addEventListener('message', ({ source, origin, data }) => {
  if (source === window) {
    if (data?.event === 'START_CHAT' && data.receiver === 'sermo') whenReady(() => startChat(data));
    return;
  }
  const frame = panel?.frame?.contentWindow;
  const message = unpack<ToPage>(data);
  if (message && frame && source === frame && origin === base.origin) heard(message);
});

function whenReady(run: () => void): void {
  if (document.body) run();
  else document.addEventListener('DOMContentLoaded', run, { once: true });
}

const global = window as unknown as { SERMO?: Sermo & Partial<typeof api> };
const waiting = global.SERMO?.q ?? [];
global.SERMO = Object.assign(global.SERMO ?? {}, api, {
  // Calls made after this script still work through the stub's queue.
  q: { push: (...calls: [string, ...unknown[]][]) => calls.forEach(run) } as never,
});

function run([name, ...args]: [string, ...unknown[]]): void {
  const call = (api as unknown as Record<string, ((...args: unknown[]) => void) | undefined>)[name];
  if (call) call(...args);
  else if (name === 'START_CHAT') whenReady(() => startChat((args[0] ?? {}) as never));
}

whenReady(() => {
  // A second tag for the same page changes nothing.
  if (document.getElementById('sermo')) return;
  panel = new Panel(words, toggle, () => panel && marker && show(panel.shown));
  panel.launcher = wish.platform !== undefined;
  panel.rightToLeft = direction() === 'rtl';
  if (wish.colour) panel.colour = wish.colour;
  const kept = loadMarker();
  if (kept) open(kept);
  waiting.forEach(run);
});
