// SPDX-License-Identifier: GPL-3.0-or-later
import { textOn } from '../style/contrast.ts';
import css from './loader.css?inline';

const PHONE = '(max-width: 480px), (max-height: 440px)';
const SVG = 'http://www.w3.org/2000/svg';

/** Where the page's own rules must not reach: set inline, and important. The outline shows where colours are forced. */
const FRAME =
  'all:initial;position:fixed;border:0;color-scheme:light dark;background:Canvas;outline:1px solid transparent;';
const WINDOW =
  'bottom:88px;width:376px;max-width:calc(100vw - 40px);height:604px;' +
  'max-height:calc(100vh - 108px);border-radius:16px;box-shadow:0 12px 40px rgb(16 24 40/.22);';
const SCREEN = 'left:0;width:100%;';

/**
 * The launcher, in a closed shadow root where the page's styles do not reach, and the iframe beside
 * it. The host element is as large as the launcher: a click on it is a click on the button.
 */
export class Panel {
  frame: HTMLIFrameElement | undefined;
  readonly #host = document.createElement('div');
  readonly #button = document.createElement('button');
  readonly #badge = document.createElement('span');
  readonly #phone = matchMedia(PHONE);
  #shown = false;
  #always = false;
  #zIndex = 10_000;
  #rightToLeft = false;

  constructor(
    private readonly words: { open: string; close: string; title: string; unread: string },
    toggled: () => void,
    resized: () => void,
  ) {
    this.#host.id = 'sermo';
    this.#host.dataset.testid = 'launcher';
    const root = this.#host.attachShadow({ mode: 'closed', delegatesFocus: true });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    root.adoptedStyleSheets = [sheet];
    this.#button.type = 'button';
    this.#button.append(icon(), this.#badge);
    this.#badge.setAttribute('aria-hidden', 'true');
    this.#button.addEventListener('click', toggled);
    root.append(this.#button);
    this.#phone.addEventListener('change', () => {
      this.#dress();
      resized();
    });
    // A keyboard that comes up covers part of the page, and on some telephones moves it.
    for (const kind of ['resize', 'scroll'] as const) {
      visualViewport?.addEventListener(kind, () => this.modal && this.#shown && this.#dress());
    }
    this.unread(0);
    this.#dress();
    document.body.append(this.#host);
  }

  /** On a phone the chat fills the screen, and is modal. */
  get modal(): boolean {
    return this.#phone.matches;
  }

  get shown(): boolean {
    return this.#shown;
  }

  /** Whether the launcher is there before a chat is; with one it always is, as the way back to it. */
  set launcher(always: boolean) {
    this.#always = always;
    this.#dress();
  }

  set zIndex(zIndex: number) {
    this.#zIndex = zIndex;
    this.#host.style.setProperty('--z', String(zIndex));
    this.#dress();
  }

  /** The page is written from right to left: the chat stands on its other side. */
  set rightToLeft(is: boolean) {
    this.#rightToLeft = is;
    this.#dress();
  }

  set colour(colour: string) {
    this.#host.style.setProperty('--brand', colour);
    this.#host.style.setProperty('--on-brand', textOn(colour));
  }

  /** Creates the iframe, on the first use only: a page nobody chats on pays nothing for it. */
  load(address: string): HTMLIFrameElement {
    const frame = document.createElement('iframe');
    frame.title = this.words.title;
    frame.src = address;
    frame.referrerPolicy = 'origin'; // whatever the page's: a broker that refuses it says so in its log
    this.#host.before(frame);
    // Across the shadow's border an id means nothing; where the browser can, we name the element.
    this.#button.ariaControlsElements = [frame];
    this.frame = frame;
    this.#dress();
    return frame;
  }

  show(shown: boolean): void {
    this.#shown = shown;
    this.#dress();
  }

  unload(): void {
    this.frame?.remove();
    this.frame = undefined;
    this.show(false);
  }

  unread(count: number): void {
    this.#badge.textContent = count ? String(count) : '';
    this.#badge.hidden = !count;
    this.#name();
  }

  focus(): void {
    this.#button.focus();
  }

  #name(): void {
    const { open, close, unread } = this.words;
    const count = this.#badge.textContent;
    this.#button.setAttribute(
      'aria-label',
      this.#shown ? close : count ? `${open} (${count} ${unread})` : open,
    );
  }

  #dress(): void {
    this.#host.className = `${this.#shown ? 'shown' : ''} ${this.modal ? 'phone' : ''} ${this.#rightToLeft ? 'left' : ''}`;
    this.#host.hidden = !this.#always && !this.frame;
    this.#button.setAttribute('aria-expanded', String(this.#shown));
    this.#name();
    if (!this.frame) return;
    // Of a page that is magnified only a part is seen; the chat is as large as the page then.
    const seen = (visualViewport?.scale ?? 2) > 1.01 ? null : visualViewport;
    const css =
      FRAME +
      (this.modal
        ? `${SCREEN}top:${seen?.offsetTop ?? 0}px;height:${seen ? `${seen.height}px` : '100%'};`
        : `${WINDOW}${this.#rightToLeft ? 'left' : 'right'}:20px;`) +
      `z-index:${this.#zIndex};display:${this.#shown ? 'block' : 'none'}`;
    this.frame.style.cssText = css.replaceAll(/;|$/g, '!important;');
  }
}

/** Drawn by Lucide (ISC): message-circle. */
function icon(): SVGSVGElement {
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('viewBox', '0 0 24 24');
  svg.setAttribute('aria-hidden', 'true');
  for (const [name, d] of [
    [
      'talk',
      'M3 16.3a2 2 0 0 1 .1 1.2L2 20.8A1 1 0 0 0 3.3 22l3.4-1a2 2 0 0 1 1 .1 10 10 0 1 0-4.7-4.8',
    ],
    ['down', 'm6 9 6 6 6-6'],
  ] as const) {
    const path = document.createElementNS(SVG, 'path');
    path.setAttribute('class', name);
    path.setAttribute('d', d);
    svg.append(path);
  }
  return svg;
}
