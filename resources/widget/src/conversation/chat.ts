// SPDX-License-Identifier: GPL-3.0-or-later
import { Link, type LinkState } from '../protocol/link.ts';
import { Outbox } from '../protocol/outbox.ts';
import { newId } from '../protocol/ids.ts';
import { now } from '../protocol/now.ts';
import { Timer } from '../protocol/timer.ts';
import type { ChatEvent, Outgoing, QuickReply, Said, Welcome } from '../protocol/events.ts';
import type { ImageFault, Pick } from '../protocol/images.ts';
import { emptyConversation, messageOf, ownMessage, unsentTexts } from './conversation.ts';
import { Beginning } from './beginning.ts';
import { Departure } from './departure.ts';
import { Draft } from './draft.ts';
import type { Identity } from './memory.ts';
import { Pacing } from './pacing.ts';
import { Reading } from './reading.ts';
import { Shown } from './shown.ts';
import type { ChatOptions, ChatState } from './terms.ts';
import { Uploads } from './uploads.ts';

/** A message that nobody acknowledged for so long is shown as not sent. It is still tried. */
export const LATE = 30_000;
/** After a welcome what is true now (`queue_number`) is told at once; what is not, is over. */
export const SETTLED = 1_500;
/** Nobody types for longer than this without a new word about it; the sign for "stopped" was lost. */
const TYPING_LOST = 60_000;

/** One customer's chat: what the views show and what they may ask for. Knows no DOM. */
export class Chat {
  readonly #shown: Shown;
  #identity: Identity | undefined;
  #visible = true;
  #welcomeSeq = 0;
  readonly #settle = new Timer();
  readonly #typingLost = new Timer();
  readonly #outbox: Outbox;
  readonly #link: Link;
  readonly #draft: Draft;
  readonly #pacing: Pacing;
  readonly #departure: Departure;
  readonly #beginning: Beginning;
  readonly #reading: Reading;
  /** The images that the customer picked. */
  readonly uploads: Uploads;
  #images: string[] = [];

  constructor(private readonly options: ChatOptions) {
    const kept = options.memory.load();
    this.#identity = kept?.identity;
    const { platformId, mobile } = options;
    this.#beginning = new Beginning(options.params, { platformId, ...(mobile && { mobile }) });
    this.#outbox = new Outbox(kept?.outbox);
    this.#shown = new Shown(
      { ...(kept?.conversation ?? emptyConversation), typing: false },
      () => this.#keep(),
      () => this.#departure.begun || options.host.conversationEnded(),
    );
    this.#reading = new Reading(kept?.readSeq ?? 0, this.#shown, options.host);
    this.#link = this.#linked();
    this.#draft = new Draft(
      options.memory,
      (text) => this.state.hidesTyping || this.#link.pass({ type: 'typing_on', text, at: now() }),
      () => this.#shown.notify(),
    );
    this.#pacing = new Pacing(
      (event, replayed) => this.#show(event, replayed),
      (on) => this.#shown.change({ type: 'typing', on }),
    );
    this.#departure = new Departure(this.#link, options.host, () => this.#identity?.token);
    this.#images = kept?.images ?? [];
    this.uploads = new Uploads(
      this.#images,
      (picks, told) => this.#upload(picks, told),
      (upload, ids) => {
        const changes = upload?.state !== 'sending' || ids.length !== this.#images.length;
        this.#images = ids;
        this.#shown.set({ upload });
        if (changes) this.#keep(); // once an image, not at each step
      },
    );
    for (const { id } of this.#outbox.pending) this.#watchLate(id);
  }

  get state(): ChatState {
    return this.#shown.state;
  }

  /** What stands in the composer. Apart from the state: each key changes it, and it alone. */
  get draft(): string {
    return this.#draft.text;
  }

  /** The newest message that the customer has seen. */
  get readSeq(): number {
    return this.#reading.seq;
  }

  /** Where the broker is, and the images: of two hosts, the one that serves. */
  get home(): string {
    return this.#link.home;
  }

  /** Calls back after each change; returns how to stop that. */
  subscribe(watcher: () => void): () => void {
    return this.#shown.subscribe(watcher);
  }

  /** Connects, and begins a conversation where none is. */
  open(): void {
    if (this.state.conversation.phase === 'new') this.#begin();
    this.#watch();
    this.#link.start();
    if (this.#images.length) void this.uploads.retry();
  }

  /** The page asks for a chat (START_CHAT) with what it knows; a live one just goes on. */
  ask(params: Record<string, unknown>): void {
    this.#beginning.know(params);
    if (this.state.conversation.phase === 'ended') this.startAgain();
  }

  startAgain(): void {
    const unsent = unsentTexts(this.state.conversation);
    this.#outbox.clear();
    this.#pacing.clear();
    this.#beginning.again();
    if (this.state.form.length) this.#shown.change({ type: 'asked' });
    else this.#begin();
    this.#draft.put([...unsent, this.draft].filter(Boolean).join('\n'));
    this.#watch();
    this.#link.start();
  }

  /** What the customer filled in: now the chat begins, and tells it. */
  answer(answers: Record<string, string>): void {
    this.#beginning.answer(answers);
    this.#begin();
  }

  /** How it was, from 1 to 5, and a line; once a session. */
  rate(score: number, said: string): void {
    const { ratable, rated } = this.state.conversation;
    if (!ratable || rated) return;
    const text = this.#link.worded(said.trim());
    this.#shown.change({ type: 'rated', score });
    this.#post({ type: 'rating', score, ...(text && { text }) });
  }

  /** What stands in the composer now. */
  type(text: string): void {
    this.#draft.type(text);
  }

  send(written: string, extra: Omit<Said, 'text'> = {}, id = newId()): void {
    const said: Said = { text: this.#link.worded(written), ...extra }; // the customer sees what the agent sees
    const first = !this.state.conversation.items.some(
      (item) => messageOf(item)?.author === 'customer',
    );
    this.#shown.change({ type: 'posted', message: ownMessage(id, said, now()) });
    this.#post({ type: 'text', ...said }, id);
    this.#watchLate(id);
    if (first) this.options.host.conversationStarted();
  }

  /** Sends what stands in the composer. */
  sendDraft(): void {
    const text = this.#draft.take();
    if (text) this.send(text);
  }

  /** Sends the first as soon as it is uploaded, unless the customer left meanwhile or is another. */
  async #upload(picks: readonly Pick[], told?: (part: number) => void): Promise<void> {
    const token = this.#identity?.token;
    if (!told) return void (await this.options.upload(picks));
    if (!token) throw 'uploadFailed' satisfies ImageFault;
    const imageId = await this.options.upload(picks, token, told);
    if (this.#departure.begun) return;
    const isHeard = token === this.#identity?.token && this.state.conversation.phase === 'live';
    if (!isHeard) throw 'uploadFailed' satisfies ImageFault;
    this.send('', { imageId }, picks[0]!.id);
  }

  choose(key: string, reply: QuickReply & { type: 'postback' }): void {
    this.#shown.change({ type: 'chosen', key, payload: reply.payload });
    this.send(reply.text, { quickReplyPayload: reply.payload });
  }

  retry(key: string): void {
    const message = this.state.conversation.items.map(messageOf).find((one) => one?.key === key);
    if (!message) return;
    this.#shown.change({ type: 'retried', id: key });
    this.#watchLate(key);
    if (this.state.unavailable) {
      this.#shown.set({ unavailable: false });
      this.#link.start();
    }
    if (this.#outbox.pending.some(({ id }) => id === key)) {
      this.#link.nudge();
      return;
    }
    const { text, imageId, quickReplyPayload } = message;
    this.#post({ type: 'text', text, quickReplyPayload, imageId }, key);
  }

  /** The newest message said to the customer is before the customer's eyes. */
  seen(seq: number): void {
    if (this.#reading.reached(seq)) this.#post({ type: 'messages_read', text: 'read', at: now() });
  }

  /** @param visible the page is · @param shown the chat is, within the page */
  look(visible: boolean, shown: boolean): void {
    const back = visible && !this.#visible;
    const looking = visible && shown;
    this.#visible = visible;
    this.#shown.set({ looking });
    this.#pacing.hurry(!looking);
    this.#watch();
    if (back) this.#link.nudge();
  }

  /** The network or the page is back. */
  nudge(): void {
    this.#link.nudge();
  }

  minimise(): void {
    this.options.host.minimise();
  }

  /** The close button: the customer leaves, and says so. */
  leave(): void {
    if (this.#departure.begun) return;
    this.#draft.stop();
    this.#pacing.clear();
    this.options.memory.clear();
    this.#settle.stop();
    this.#typingLost.stop();
    this.#shown.stop();
    const { phase } = this.state.conversation;
    const isHeard = phase !== 'new' && phase !== 'asking' && this.#link.state === 'open';
    this.#departure.begin(isHeard ? this.options.clientLeftText() : undefined);
  }

  /** The page goes away: perhaps a reload, perhaps for good. */
  unload(): void {
    if (!this.#departure.begun && this.state.conversation.phase === 'live')
      this.#departure.unload();
  }

  #linked(): Link {
    const { url, platformId, socket } = this.options;
    return new Link({
      url,
      platformId,
      outbox: this.#outbox,
      resume: () => this.#resume(),
      socket,
      listener: {
        stateChanged: (state) => this.#linkChanged(state),
        welcomed: (welcome) => this.#welcomed(welcome),
        received: (event) => this.#received(event),
        acknowledged: (id, seq) => this.#acknowledged(id, seq),
        refused: (id, code) => this.#refused(id, code),
      },
    });
  }

  #begin(): void {
    this.#shown.change({ type: 'started' });
    this.#post(this.#beginning.event());
  }

  #post(event: Outgoing, id = newId()): void {
    this.#link.post(event, id);
    this.#keep();
  }

  #resume() {
    const since = this.state.conversation.seq;
    return this.#identity && { token: this.#identity.token, since, epoch: this.#identity.epoch };
  }

  #welcomed(welcome: Welcome): void {
    const fresh = !this.#identity;
    const wasPrivate = this.state.hidesTyping;
    this.#welcomeSeq = welcome.seq;
    this.#identity = {
      token: welcome.token ?? this.#identity?.token ?? '',
      userId: welcome.userId,
      epoch: welcome.epoch,
      hosts: welcome.hosts,
    };
    if (fresh || welcome.reset) {
      this.#pacing.clear();
      this.#reading.seq = 0;
    }
    this.#shown.set({
      language: welcome.language ?? this.state.language,
      brand: welcome.brand ?? this.state.brand,
      hidesTyping: welcome.hidesTyping,
      form: welcome.form,
    });
    const { seq, reset } = welcome;
    this.#shown.change({ type: 'welcomed', seq, fresh, reset: reset && !fresh });
    this.#askFirst(welcome);
    this.#settle.set(SETTLED, () => this.#settled());
    this.#draft.welcomed(wasPrivate);
  }

  #received(event: ChatEvent): void {
    // At once, whatever a bot still types: the next key counts by it.
    if (event.type === 'terms') {
      if (event.hidesTyping !== this.state.hidesTyping) this.#draft.hold();
      this.#shown.set({ hidesTyping: event.hidesTyping });
    } else {
      this.#pacing.push(event, event.seq > 0 && event.seq <= this.#welcomeSeq);
    }
  }

  /** Holds back a `start` that has not left yet: what the form asks belongs into it. */
  #askFirst({ form }: Welcome): void {
    const { phase } = this.state.conversation;
    if (phase === 'asking' && !form.length) this.#begin();
    const early = this.#beginning.tooEarly(this.#outbox.pending, form);
    if (phase !== 'live' || !early) return;
    this.#outbox.take(early.id);
    this.#shown.change({ type: 'asked' });
  }

  #settled(): void {
    this.#shown.change({ type: 'settled' });
    // A log that does not know our session: it is over there, so it is here.
    if (this.state.conversation.phase === 'new') this.#shown.change({ type: 'expired' });
  }

  #show(event: ChatEvent, replayed: boolean): void {
    this.#shown.change({ type: 'event', event, replayed }, replayed);
    this.#typingLost.stop();
    if (event.type === 'typing_on') {
      this.#typingLost.set(TYPING_LOST, () => this.#shown.change({ type: 'typing', on: false }));
    }
    this.#watch();
    this.#reading.count();
  }

  #acknowledged(id: string, seq: number): void {
    this.#shown.change({ type: 'acknowledged', id, seq });
    this.#departure.answered(id);
  }

  #refused(id: string | undefined, code: string): void {
    if (this.#link.state === 'connecting') {
      // The greeting itself was refused: no such platform. Trying again would not help.
      this.#link.stop();
      this.#shown.set({ unavailable: true });
      return;
    }
    if (!id) return;
    if (!this.#departure.answered(id)) this.#shown.change({ type: 'failed', id, error: code });
    this.#watch();
  }

  #linkChanged(link: LinkState): void {
    this.#shown.set({ link });
    if (link !== 'refused' || this.#departure.begun) return;
    // Our token is not known any more: what we show stays on the screen, nothing is kept.
    this.#identity = undefined;
    this.#outbox.clear();
    this.options.memory.clear();
    this.#shown.change({ type: 'expired' });
  }

  #watchLate(id: string): void {
    setTimeout(() => this.#shown.change({ type: 'failed', id, error: 'late' }), LATE);
  }

  #watch(): void {
    this.#link.watch(this.#visible, this.state.conversation.phase === 'ended');
  }

  #keep(): void {
    if (!this.#identity || this.#departure.begun) return;
    this.options.memory.save({
      identity: this.#identity,
      conversation: this.state.conversation,
      outbox: [...this.#outbox.pending],
      readSeq: this.#reading.seq,
      images: this.#images,
    });
  }
}
