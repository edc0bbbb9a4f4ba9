// SPDX-License-Identifier: GPL-3.0-or-later
// What the customer sees, as plain data, and how it changes. Pure: no socket, no clock, no DOM.
import type {
  Agent,
  ChatEvent,
  Opening,
  QuickReply,
  Said,
  TextEvent,
  Wait,
} from '../protocol/events.ts';

export type Delivery = 'sending' | 'sent' | 'read' | 'failed';

export interface Message {
  kind: 'message';
  key: string;
  /** The broker's number; 0 until it is acknowledged. */
  seq: number;
  author: 'customer' | 'agent' | 'bot';
  text: string;
  at: string;
  agent?: Agent | undefined;
  imageId?: string | undefined;
  quickReplies?: QuickReply[] | undefined;
  /** The payload that the customer chose. */
  chosen?: string;
  quickReplyPayload?: string | undefined;
  delivery?: Delivery | undefined;
  readAt?: string;
  /** Why it failed: a code of the broker, or `late`. */
  error?: string | undefined;
}

export interface Note {
  kind: 'info';
  key: string;
  seq: number;
  text: string;
  at: string;
}

export type Item = Message | Note;

/**
 * new: no session yet · asking: nor yet, the platform's form comes first · live · ended: the customer
 * must start anew to write.
 */
export type Phase = 'new' | 'asking' | 'live' | 'ended';

export interface Conversation {
  phase: Phase;
  items: Item[];
  /** Who speaks with the customer; none as long as it is the bot or nobody. */
  agent: Agent | undefined;
  queue: { number: number; wait: Wait | undefined } | undefined;
  /** The queue number is of an earlier connection and waits to be confirmed. */
  queueStale: boolean;
  typing: boolean;
  /** The platform told that it is closed; a bot may still answer. */
  closed: boolean;
  opening: Opening | undefined;
  /** Somebody ended it, so it may be asked how it was. */
  ratable: boolean;
  /** What the customer thought of it, 1 to 5; 0: nothing yet. */
  rated: number;
  /** What the agent's side said when it ended the session. */
  endedText: string | undefined;
  /** The newest event that is shown: replay starts after it. */
  seq: number;
}

export const KEPT_ITEMS = 100;

export const emptyConversation: Conversation = {
  phase: 'new',
  items: [],
  agent: undefined,
  queue: undefined,
  queueStale: false,
  typing: false,
  closed: false,
  opening: undefined,
  ratable: false,
  rated: 0,
  endedText: undefined,
  seq: 0,
};

export type Change =
  | { type: 'event'; event: ChatEvent; replayed: boolean }
  | { type: 'started' }
  | { type: 'asked' }
  | { type: 'rated'; score: number }
  | { type: 'posted'; message: Message }
  | { type: 'acknowledged'; id: string; seq: number }
  | { type: 'failed'; id: string; error: string }
  | { type: 'retried'; id: string }
  | { type: 'chosen'; key: string; payload: string }
  /** Connected again: the broker will tell anew what is true now. */
  | { type: 'welcomed'; seq: number; fresh: boolean; reset: boolean }
  | { type: 'settled' }
  | { type: 'typing'; on: boolean }
  | { type: 'expired' };

export const isHuman = (agent: Agent): boolean => agent.type === 'human';

export const messageOf = (item: Item): Message | undefined =>
  item.kind === 'message' ? item : undefined;

/** Stored events are known by their number; the fallback is for a broker that gives none. */
const keyOf = (event: ChatEvent, items: Item[]): string =>
  event.seq ? `s${event.seq}` : (event.id ?? `${event.at}/${items.length}`);

/** Events of replay find their place by number; what happens now comes last. */
function insert(items: Item[], item: Item, replayed: boolean): Item[] {
  if (items.some(({ key }) => key === item.key)) return items;
  let at = items.length;
  if (replayed) {
    while (at > 0 && (items[at - 1]!.seq === 0 || items[at - 1]!.seq > item.seq)) at--;
  }
  return [...items.slice(0, at), item, ...items.slice(at)].slice(-KEPT_ITEMS);
}

/** @param by what is otherwise in this message, going by how far it came */
const change = (
  items: Item[],
  key: string,
  by: (delivery: Delivery | undefined) => Partial<Message>,
): Item[] =>
  items.map((item) =>
    item.kind === 'message' && item.key === key ? { ...item, ...by(item.delivery) } : item,
  );

/** An agent who types or answers has read what stands above. */
function read(items: Item[], at: string, before = Infinity): Item[] {
  return items.map((item) =>
    item.kind === 'message' && item.delivery === 'sent' && item.seq < before
      ? { ...item, delivery: 'read', readAt: at }
      : item,
  );
}

function received(state: Conversation, event: TextEvent, replayed: boolean): Conversation {
  const message: Message = {
    kind: 'message',
    key: event.own && event.id ? event.id : keyOf(event, state.items),
    seq: event.seq,
    author: event.own ? 'customer' : isHuman(event.agent) ? 'agent' : 'bot',
    text: event.text,
    at: event.at,
    imageId: event.imageId,
    delivery: event.own ? 'sent' : undefined,
    agent: event.own ? undefined : event.agent,
    quickReplies: event.quickReplies.length ? event.quickReplies : undefined,
  };
  const items = insert(state.items, message, replayed);
  if (event.own) return { ...state, items, phase: 'live', endedText: undefined };
  const human = message.author === 'agent';
  return {
    ...state,
    items: human ? read(items, event.at, event.seq) : items,
    agent: human ? event.agent : state.agent,
    queue: human ? undefined : state.queue,
    typing: false,
  };
}

function afterEvent(state: Conversation, event: ChatEvent, replayed: boolean): Conversation {
  switch (event.type) {
    case 'text':
      return received(state, event, replayed);
    case 'info': {
      const { seq, at, text } = event;
      const note: Note = { kind: 'info', key: keyOf(event, state.items), seq, at, text };
      return text ? { ...state, items: insert(state.items, note, replayed) } : state;
    }
    case 'queue_number':
      return {
        ...state,
        queue: event.queueNumber ? { number: event.queueNumber, wait: event.wait } : undefined,
        queueStale: false,
      };
    case 'typing_on':
      // A bot that says who it is does not read as a human does.
      return {
        ...state,
        typing: true,
        items: event.agent.id && !isHuman(event.agent) ? state.items : read(state.items, event.at),
      };
    case 'typing_off':
      return { ...state, typing: false };
    case 'read':
      return { ...state, items: read(state.items, event.at) };
    case 'platform_closed':
      return { ...state, closed: true, opening: event.opening };
    case 'end_session':
      return {
        ...state,
        phase: 'ended',
        endedText: event.reasonText,
        ratable: !event.byItself,
        queue: undefined,
        typing: false,
      };
    case 'rating':
      return { ...state, rated: event.score };
    case 'client_left':
      return { ...state, phase: 'ended', queue: undefined, typing: false };
    case 'start':
      // Of another tab of ours, or replayed: an ended chat begins anew, a live one goes on.
      return state.phase === 'ended'
        ? { ...emptyConversation, phase: 'live' }
        : { ...state, phase: 'live' };
    default:
      return state;
  }
}

export function reduce(state: Conversation, by: Change): Conversation {
  switch (by.type) {
    case 'event': {
      if (by.event.seq && by.event.seq <= state.seq) return state;
      const after = afterEvent(state, by.event, by.replayed);
      return { ...after, seq: Math.max(state.seq, by.event.seq) };
    }
    case 'started':
      return { ...emptyConversation, phase: 'live', seq: state.seq };
    case 'asked':
      return { ...emptyConversation, phase: 'asking', seq: state.seq };
    case 'rated':
      return { ...state, rated: by.score };
    case 'posted':
      return { ...state, phase: 'live', items: insert(state.items, by.message, false) };
    case 'acknowledged':
      return {
        ...state,
        items: change(state.items, by.id, (delivery) =>
          delivery === 'read' ? {} : { seq: by.seq, delivery: 'sent', error: undefined },
        ),
      };
    case 'failed':
      return {
        ...state,
        items: change(state.items, by.id, (delivery) =>
          delivery === 'sending' ? { delivery: 'failed', error: by.error } : {},
        ),
        phase: by.error === 'session_ended' ? 'ended' : state.phase,
      };
    case 'retried':
      return { ...state, items: change(state.items, by.id, () => ({ delivery: 'sending' })) };
    case 'chosen':
      return { ...state, items: change(state.items, by.key, () => ({ chosen: by.payload })) };
    case 'welcomed': {
      const still = { ...state, typing: false, queueStale: state.queue !== undefined };
      if (by.fresh || state.phase === 'asking') return { ...still, seq: by.seq };
      if (!by.reset) return still;
      // Another log, or we were away for too long: all that was told comes again; what we have
      // not got through yet stays ours.
      const own = state.items.filter((item) => item.seq === 0);
      return { ...emptyConversation, phase: own.length ? 'live' : 'new', items: own };
    }
    case 'settled':
      return state.queueStale ? { ...state, queue: undefined, queueStale: false } : state;
    case 'typing':
      return state.typing === by.on ? state : { ...state, typing: by.on };
    case 'expired':
      return { ...state, phase: 'ended', queue: undefined, typing: false };
  }
}

/** What the customer says, on its way. */
export const ownMessage = (key: string, said: Said, at: string): Message => ({
  kind: 'message',
  key,
  seq: 0,
  author: 'customer',
  at,
  delivery: 'sending',
  text: said.text,
  imageId: said.imageId,
  quickReplyPayload: said.quickReplyPayload,
});

/** How much of it was said to the customer after this number. */
export const countAfter = ({ items }: Conversation, seq: number): number =>
  items.filter((item) => item.kind === 'message' && item.author !== 'customer' && item.seq > seq)
    .length;

/** What the customer wrote and could not get through. */
export const unsentTexts = ({ items }: Conversation): string[] =>
  items
    .map(messageOf)
    .filter((message) => message?.delivery === 'sending' || message?.delivery === 'failed')
    .map((message) => message!.text);

/** The newest thing said to the customer: what `messages_read` is about. */
export const newestHeard = ({ items }: Conversation): Message | undefined =>
  items.map(messageOf).findLast((message) => message && message.author !== 'customer');
