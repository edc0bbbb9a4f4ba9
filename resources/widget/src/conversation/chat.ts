// SPDX-License-Identifier: GPL-3.0-or-later
import { Link, type LinkState } from '../protocol/link.ts';
import { Outbox } from '../protocol/outbox.ts';
import { TypingReporter } from '../protocol/typing.ts';
import { newId } from '../protocol/ids.ts';
import { now } from '../protocol/now.ts';
import { Timer } from '../protocol/timer.ts';
import type { ChatEvent, Outgoing, QuickReply, Welcome } from '../protocol/events.ts';
import type { ImageFault } from '../protocol/images.ts';
import { emptyConversation, reduce, unsentTexts, type Change } from './conversation.ts';
import { Departure } from './departure.ts';
import type { Identity } from './memory.ts';
import { Pacing } from './pacing.ts';
import { stateOf, type ChatOptions, type ChatState } from './terms.ts';
import { Uploads } from './uploads.ts';

/** A message that nobody acknowledged for so long is shown as not sent. It is still tried. */
export const LATE = 30_000;
/** After a welcome what is true now (`queue_number`) is told at once; what is not, is over. */
export const SETTLED = 1_500;
/** Nobody types for longer than this without a new word about it; the sign for "stopped" was lost. */
const TYPING_LOST = 60_000;

/** One customer's chat: what the views show and what they may ask for. Knows no DOM. */
export class Chat {
  #state: ChatState;
  #identity: Identity | undefined;
  #draft = '';
  #readSeq = 0;
  #visible = true;
  /** The form before this conversation is filled in. */
  #answered = false;
  #welcomeSeq = 0;
  #params: Record<string, unknown>;
  #watchers = new Set<() => void>();
  readonly #settle = new Timer();
  readonly #typingLost = new Timer();
  readonly #outbox: Outbox;
  readonly #link: Link;
  readonly #typing: TypingReporter;
  readonly #pacing: Pacing;
  readonly #departure: Departure;
  /** The images that the customer picked. */
  readonly uploads = new Uploads(
    (file, told) => this.#upload(file, told),
    (upload) => {
      this.#set({ upload });
      if (upload?.state !== 'sending' || !upload.part) this.#save(); // once an image, not at each step
    },
  );

  constructor(private readonly options: ChatOptions) {
    const kept = options.memory.load();
    this.#identity = kept?.identity;
    this.#readSeq = kept?.readSeq ?? 0;
    this.#params = options.params;
    this.#outbox = new Outbox(kept?.outbox);
    this.#state = stateOf({ ...(kept?.conversation ?? emptyConversation), typing: false });
    if (kept?.uploading) this.#state.upload = { state: 'failed', fault: 'imageLost' };
    this.#link = new Link({
      url: options.url,
      platformId: options.platformId,
      outbox: this.#outbox,
      resume: () => this.#resume(),
      ...(options.socket && { socket: options.socket }),
      listener: {
        stateChanged: (state) => this.#linkChanged(state),
        welcomed: (welcome) => this.#welcomed(welcome),
        received: (event) => this.#received(event),
        acknowledged: (id, seq) => this.#acknowledged(id, seq),
        refused: (id, code) => this.#refused(id, code),
      },
    });
    this.#typing = new TypingReporter(
      (text) => this.#state.hidesTyping || this.#link.pass({ type: 'typing_on', text, at: now() }),
    );
    this.#pacing = new Pacing(
      (event, replayed) => this.#show(event, replayed),
      (on) => this.#change({ type: 'typing', on }),
    );
    this.#departure = new Departure(this.#link, options.host, () => this.#identity?.token);
    this.#draft = options.memory.loadDraft();
    this.#typing.changed(this.#draft);
    for (const { id } of this.#outbox.pending) this.#watchLate(id);
  }

  get state(): ChatState {
    return this.#state;
  }

  /** What stands in the composer. Apart from the state: each key changes it, and it alone. */
  get draft(): string {
    return this.#draft;
  }

  /** Calls back after each change; returns how to stop that. */
  subscribe(watcher: () => void): () => void {
    this.#watchers.add(watcher);
    return () => this.#watchers.delete(watcher);
  }

  /** Connects, and begins a conversation where none is. */
  open(): void {
    if (this.#state.conversation.phase === 'new') this.#begin();
    this.#watch();
    this.#link.start();
  }

  /** The page asks for a chat (START_CHAT) with what it knows; a live one just goes on. */
  ask(params: Record<string, unknown>): void {
    this.#params = params;
    if (this.#state.conversation.phase === 'ended') this.startAgain();
  }

  startAgain(): void {
    const unsent = unsentTexts(this.#state.conversation);
    this.#outbox.clear();
    this.#pacing.clear();
    this.#answered = false;
    if (this.#state.form.length) this.#change({ type: 'asked' });
    else this.#begin();
    this.#setDraft([...unsent, this.#draft].filter(Boolean).join('\n'));
    this.#watch();
    this.#link.start();
  }

  /** What the customer filled in: now the chat begins, and tells it. */
  answer(answers: Record<string, string>): void {
    this.#params = { ...this.#params, ...answers };
    this.#answered = true;
    this.#begin();
  }

  /** How it was, from 1 to 5, and a line; once a session. */
  rate(score: number, said: string): void {
    const { ratable, rated } = this.#state.conversation;
    if (!ratable || rated) return;
    const text = this.#link.worded(said.trim());
    this.#change({ type: 'rated', score });
    this.#post({ type: 'rating', score, ...(text && { text }) });
  }

  /** What stands in the composer now. */
  type(text: string): void {
    this.#typing.changed(text);
    this.#setDraft(text);
  }

  send(said: string, extra: { imageId?: string; quickReplyPayload?: string } = {}): void {
    const id = newId();
    const text = this.#link.worded(said); // the customer sees what the agent sees
    const first = !this.#state.conversation.items.some(
      (item) => item.kind === 'message' && item.author === 'customer',
    );
    this.#post({ type: 'text', text, ...extra }, id, () =>
      this.#change({
        type: 'posted',
        message: {
          kind: 'message',
          key: id,
          seq: 0,
          author: 'customer',
          text,
          at: now(),
          delivery: 'sending',
          ...extra,
        },
      }),
    );
    this.#watchLate(id);
    if (first) this.options.host.conversationStarted();
  }

  /** Sends what stands in the composer. */
  sendDraft(): void {
    const text = this.#draft.trim();
    if (!text) return;
    this.#typing.sent();
    this.#setDraft('');
    this.send(text);
  }

  /** Sends an image as soon as it is uploaded, unless the customer left meanwhile or is another. */
  async #upload(file: Blob, told: (part: number) => void): Promise<void> {
    const token = this.#identity?.token;
    if (!token) throw 'uploadFailed' satisfies ImageFault;
    const imageId = await this.options.upload(file, token, told);
    const same = token === this.#identity?.token && !this.#departure.begun;
    if (same && this.#state.conversation.phase === 'live') this.send('', { imageId });
  }

  choose(key: string, reply: QuickReply & { type: 'postback' }): void {
    this.#change({ type: 'chosen', key, payload: reply.payload });
    this.send(reply.text, { quickReplyPayload: reply.payload });
  }

  retry(key: string): void {
    const message = this.#state.conversation.items.find((item) => item.key === key);
    if (message?.kind !== 'message') return;
    this.#change({ type: 'retried', id: key });
    this.#watchLate(key);
    if (this.#state.unavailable) {
      this.#set({ unavailable: false });
      this.#link.start();
    }
    if (this.#outbox.pending.some(({ id }) => id === key)) {
      this.#link.nudge();
      return;
    }
    const { text, imageId, quickReplyPayload } = message;
    this.#post(
      {
        type: 'text',
        text,
        ...(quickReplyPayload && { quickReplyPayload }),
        ...(imageId && { imageId }),
      },
      key,
    );
  }

  /** The newest message said to the customer is before the customer's eyes. */
  seen(seq: number): void {
    if (!seq || seq <= this.#readSeq || !this.#state.looking) return;
    this.#readSeq = seq;
    this.#post({ type: 'messages_read', text: 'read', at: now() });
    this.#tellUnread();
  }

  /** @param visible the page is · @param shown the chat is, within the page */
  look(visible: boolean, shown: boolean): void {
    const back = visible && !this.#visible;
    const looking = visible && shown;
    this.#visible = visible;
    this.#set({ looking });
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
    this.#typing.stop();
    this.#pacing.clear();
    this.options.memory.clear();
    this.#settle.stop();
    this.#typingLost.stop();
    const { phase } = this.#state.conversation;
    const isHeard = phase !== 'new' && phase !== 'asking' && this.#link.state === 'open';
    this.#departure.begin(isHeard ? this.options.clientLeftText() : undefined);
  }

  /** The page goes away: perhaps a reload, perhaps for good. */
  unload(): void {
    if (!this.#departure.begun && this.#state.conversation.phase === 'live') {
      this.#departure.unload();
    }
  }

  #begin(): void {
    this.#change({ type: 'started' });
    const { platformId, mobile } = this.options;
    const params = { platformId, ...(mobile && { mobile }), ...this.#params };
    this.#post({ type: 'start', params });
  }

  #post(event: Outgoing, id = newId(), before?: () => void): void {
    before?.();
    this.#link.post(event, id);
    this.#save();
  }

  #resume() {
    if (!this.#identity) return undefined;
    const { token, epoch } = this.#identity;
    return { token, since: this.#state.conversation.seq, epoch };
  }

  #welcomed(welcome: Welcome): void {
    const fresh = !this.#identity;
    const wasPrivate = this.#state.hidesTyping;
    this.#welcomeSeq = welcome.seq;
    this.#identity = {
      token: welcome.token ?? this.#identity?.token ?? '',
      userId: welcome.userId,
      epoch: welcome.epoch,
    };
    if (fresh || welcome.reset) {
      this.#pacing.clear();
      this.#readSeq = 0;
    }
    this.#state = {
      ...this.#state,
      language: welcome.language ?? this.#state.language,
      brand: welcome.brand ?? this.#state.brand,
      hidesTyping: welcome.hidesTyping,
      form: welcome.form,
    };
    this.#change({ type: 'welcomed', seq: welcome.seq, fresh, reset: welcome.reset && !fresh });
    this.#askFirst(welcome);
    this.#settle.set(SETTLED, () => this.#settled());
    if (wasPrivate) this.#typing.hold();
    else this.#typing.again();
  }

  #received(event: ChatEvent): void {
    // At once, whatever a bot still types: the next key counts by it.
    if (event.type === 'terms') {
      if (event.hidesTyping !== this.#state.hidesTyping) this.#typing.hold();
      this.#set({ hidesTyping: event.hidesTyping });
    } else {
      this.#pacing.push(event, event.seq > 0 && event.seq <= this.#welcomeSeq);
    }
  }

  /** Holds back a `start` that has not left yet: what the form asks belongs into it. */
  #askFirst({ form }: Welcome): void {
    const { phase } = this.#state.conversation;
    if (phase === 'asking' && !form.length) this.#begin();
    const [first, ...more] = this.#outbox.pending;
    if (phase !== 'live' || !form.length || first?.event.type !== 'start' || more.length) return;
    // Answered already, here or before a reload: only the broker's word for it was lost.
    const { params } = first.event;
    if (this.#answered || form.some(({ id }) => id in params)) return;
    this.#outbox.take(first.id);
    this.#change({ type: 'asked' });
  }

  #settled(): void {
    this.#change({ type: 'settled' });
    // A log that does not know our session: it is over there, so it is here.
    if (this.#state.conversation.phase === 'new') this.#change({ type: 'expired' });
  }

  #show(event: ChatEvent, replayed: boolean): void {
    this.#change({ type: 'event', event, replayed });
    this.#typingLost.stop();
    if (event.type === 'typing_on') {
      this.#typingLost.set(TYPING_LOST, () => this.#change({ type: 'typing', on: false }));
    }
    this.#watch();
    this.#tellUnread();
  }

  #acknowledged(id: string, seq: number): void {
    this.#change({ type: 'acknowledged', id, seq });
    this.#departure.answered(id);
  }

  #refused(id: string | undefined, code: string): void {
    if (this.#link.state === 'connecting') {
      // The greeting itself was refused: no such platform. Trying again would not help.
      this.#link.stop();
      this.#set({ unavailable: true });
      return;
    }
    if (!id) return;
    if (!this.#departure.answered(id)) this.#change({ type: 'failed', id, error: code });
    this.#watch();
  }

  #linkChanged(link: LinkState): void {
    this.#set({ link });
    if (link !== 'refused' || this.#departure.begun) return;
    // Our token is not known any more: what we show stays on the screen, nothing is kept.
    this.#identity = undefined;
    this.#outbox.clear();
    this.options.memory.clear();
    this.#change({ type: 'expired' });
  }

  #watchLate(id: string): void {
    setTimeout(() => this.#change({ type: 'failed', id, error: 'late' }), LATE);
  }

  #watch(): void {
    this.#link.watch(this.#visible, this.#state.conversation.phase === 'ended');
  }

  #tellUnread(): void {
    const { items } = this.#state.conversation;
    const unread = items.filter(
      (item) => item.kind === 'message' && item.author !== 'customer' && item.seq > this.#readSeq,
    );
    this.options.host.unread(this.#state.looking ? 0 : unread.length);
  }

  #setDraft(draft: string): void {
    if (draft === this.#draft) return;
    this.#draft = draft;
    this.options.memory.saveDraft(draft);
    this.#notify();
  }

  #change(by: Change): void {
    const before = this.#state.conversation;
    const conversation = reduce(before, by);
    if (conversation === before) return;
    this.#state = { ...this.#state, conversation };
    this.#save();
    this.#notify();
    const hasEnded = conversation.phase === 'ended' && before.phase !== 'ended';
    if (hasEnded && !this.#departure.begun) this.options.host.conversationEnded();
  }

  #set(part: Partial<ChatState>): void {
    this.#state = { ...this.#state, ...part };
    this.#notify();
  }

  #save(): void {
    if (!this.#identity || this.#departure.begun) return;
    this.options.memory.save({
      identity: this.#identity,
      conversation: this.#state.conversation,
      outbox: [...this.#outbox.pending],
      readSeq: this.#readSeq,
      uploading: !!this.#state.upload,
    });
  }

  #notify(): void {
    for (const watcher of this.#watchers) watcher();
  }
}
