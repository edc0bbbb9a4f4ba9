// SPDX-License-Identifier: GPL-3.0-or-later
import { render } from 'preact';
import { pack, unpack, type Settings, type ToChat, type ToPage } from './bridge/messages.ts';
import { Chat } from './conversation/chat.ts';
import type { Host } from './conversation/terms.ts';
import { imageSlot, TabMemory } from './conversation/memory.ts';
import { isMobile } from './protocol/device.ts';
import { uploaderTo } from './later.ts';
import { learn, pickLanguage, translator } from './strings/strings.ts';
import './style/base.css';
import './style/frame.css';
import './style/transcript.css';
import './style/composer.css';
import './style/after.css';
import './style/wishes.css';
import { paint } from './style/theme.ts';
import { App } from './views/App.tsx';
import { focusComposer } from './views/focus.ts';
import { listenForGesture } from './views/sound.ts';

/** The page that embeds us: told to us by its first message, and the only one we speak to. */
let page: { origin: string } | undefined;
let chat: Chat | undefined;
let shown = true;
let modal = false;

function tell(message: ToPage): void {
  if (page) window.parent.postMessage(pack(message), page.origin);
}

const host: Host = {
  conversationStarted: () => tell({ type: 'started' }),
  conversationEnded: () => tell({ type: 'ended' }),
  closed: () => tell({ type: 'closed' }),
  gone: () => (page ? tell({ type: 'gone' }) : location.reload()),
  minimise: () => tell({ type: 'minimise' }),
  unread: (count) => tell({ type: 'unread', count }),
  beacon: (path, body) => {
    // text/plain needs no preflight, which nobody would wait for on a page that goes away.
    navigator.sendBeacon(new URL(path, chat?.home), new Blob([body], { type: 'text/plain' }));
  },
};

const looked = () => chat?.look(document.visibilityState === 'visible', shown);

function begin(init: ToChat & { type: 'init' }): void {
  const { settings } = init;
  shown = init.shown;
  modal = init.modal;
  paint(settings);
  document.documentElement.dir = settings.direction === 'rtl' ? 'rtl' : 'ltr';
  // Of the platform, where it has one: the broker wrote it into our page.
  const { lang } = document.documentElement;
  const language = (told = lang) =>
    pickLanguage(settings.language, told, settings.pageLanguage, navigator.language);
  const opened: Chat = new Chat({
    url: new URL('../chat', document.baseURI).href.replace(/^http/, 'ws'),
    platformId: settings.platformId,
    params: init.params,
    mobile: isMobile(navigator),
    memory: new TabMemory(settings.platformId, init.lent, (lent) => tell({ type: 'lend', lent })),
    host,
    upload: uploaderTo(() => opened.home, imageSlot(settings.platformId)),
    clientLeftText: () => translator(language(opened.state.language))('clientLeft'),
  });
  chat = opened;
  looked();
  opened.open();
  void learn(language()).then(() => {
    render(
      <App chat={opened} settings={settings} language={language} modal={() => modal} />,
      document.body,
    );
    tell({ type: 'ready' });
    if (shown) setTimeout(focusComposer);
  });
}

function heard(message: ToChat): void {
  switch (message.type) {
    case 'init':
      if (!chat) begin(message);
      break;
    case 'shown':
      shown = message.shown;
      modal = message.modal;
      looked();
      if (shown) setTimeout(focusComposer);
      break;
    case 'start':
      chat?.ask(message.params);
  }
}

window.addEventListener('message', (event) => {
  if (event.source !== window.parent || event.source === window) return;
  const message = unpack<ToChat>(event.data);
  if (!message || (page && page.origin !== event.origin)) return;
  page ??= { origin: event.origin };
  heard(message);
});
document.addEventListener('visibilitychange', looked);
listenForGesture();
window.addEventListener('pageshow', (event) => event.persisted && chat?.nudge());
window.addEventListener('online', () => chat?.nudge());
window.addEventListener('pagehide', () => chat?.unload());

if (window.parent === window) {
  // Opened as a page of its own, a link in a letter for example.
  const told = [...new URLSearchParams(location.search)].filter(([, value]) => value);
  const { platform = 'webchat', ...asked } = Object.fromEntries(told);
  const settings: Settings = { ...asked, platformId: platform };
  begin({ type: 'init', settings, params: {}, shown: true, modal: false });
}
