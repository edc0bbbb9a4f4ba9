// SPDX-License-Identifier: GPL-3.0-or-later
// The events of the wire, as the customer's side meets them. Whatever arrives is checked here, once:
// past this file a field has its type or is not there. Unknown types and fields are ignored.

export interface Agent {
  id?: string;
  name?: string;
  type?: string;
  avatarId?: string;
  avatarUrl?: string;
}

export type QuickReply =
  | { type: 'postback'; text: string; payload: string }
  | { type: 'web_url'; text: string; url: string; windowOpen: boolean };

/** A message of the customer's. */
export interface Said {
  text: string;
  quickReplyPayload?: string | undefined;
  imageId?: string | undefined;
}

/** What we send. The link adds `direction` and `userId`. */
export type Outgoing =
  | { type: 'start'; params: Record<string, unknown> }
  | ({ type: 'text' } & Said)
  | { type: 'messages_read'; text: 'read'; at: string }
  | { type: 'client_left'; text: string; at: string }
  | { type: 'rating'; score: number; text?: string };

/** What we send and forget: never stored by the broker, never kept by the outbox. */
export type Passing = { type: 'typing_on'; text: string; at: string } | { type: 'heartbeat' };

/** What holds for the customer's words. */
export interface Terms {
  /** The platform wants numbers hidden (masking.ts). */
  mask: boolean;
  /** What is typed stays here until it is sent. */
  hidesTyping: boolean;
}

export interface Welcome extends Terms {
  type: 'welcome';
  userId: string;
  token: string | undefined;
  epoch: string;
  seq: number;
  reset: boolean;
  language: string | undefined;
  brand: string | undefined;
  /** What the platform asks before a chat begins. */
  form: Question[];
  /** Of two hosts that are one desk the higher one counts; 0: it is one alone. */
  term: number;
  /** Where the chat can be had when this host is gone, as `wss://HOST/chat`. */
  hosts: string[];
}

export interface Question {
  id: string;
  label: string;
  type: string;
  required: boolean;
  options: string[];
}

/** When somebody answers again. */
export interface Opening {
  at: string | undefined;
  /** Seven days, Monday first, each a list such as "08:00-18:00"; in `timezone`. */
  week: string[][];
  timezone: string;
}

export interface Stamp {
  /** 0 for an event that only passes. */
  seq: number;
  at: string;
  id: string | undefined;
}

export interface TextEvent extends Stamp {
  type: 'text';
  own: boolean;
  text: string;
  agent: Agent;
  typing: number;
  imageId: string | undefined;
  quickReplies: QuickReply[];
}

/** How long it will take, in whole minutes: a range that the desk only ever lowers. */
export interface Wait {
  minutes: number;
  most: number;
}

export type ChatEvent =
  | TextEvent
  | (Stamp & { type: 'info'; text: string; agent: Agent })
  | (Stamp & { type: 'queue_number'; queueNumber: number; wait: Wait | undefined })
  | (Stamp & {
      type: 'end_session';
      reasonText: string | undefined;
      /** The desk ended it by itself (`gone`, `closed`): nobody said goodbye. */
      byItself: boolean;
    })
  | (Stamp & { type: 'platform_closed'; opening: Opening | undefined })
  | (Stamp & { type: 'rating'; score: number })
  | (Stamp & { type: 'start' | 'client_left' | 'typing_off' | 'read' })
  | (Stamp & { type: 'typing_on'; agent: Agent })
  /** What `welcome` said of our words is otherwise now: another setting, another queue. */
  | (Stamp & { type: 'terms' } & Terms)
  | (Stamp & { type: 'unknown' });

export type Incoming =
  | Welcome
  | { type: 'ack'; id: string; seq: number }
  | { type: 'error'; code: string; id: string | undefined }
  | { type: 'event'; event: ChatEvent };

type Fields = Record<string, unknown>;

const string = (value: unknown): string | undefined =>
  typeof value === 'string' ? value : undefined;
const text = (value: unknown): string => string(value) ?? '';
const number = (value: unknown): number | undefined =>
  typeof value === 'number' && Number.isFinite(value) ? value : undefined;
const waitOf = (from: Fields): Wait | undefined => {
  const likely = number(from.expectedWaitSeconds);
  if (likely === undefined) return undefined;
  const minutes = Math.max(1, Math.round(likely / 60));
  const most = Math.round((number(from.expectedWaitMostSeconds) ?? likely) / 60);
  return { minutes, most: Math.max(minutes, most) };
};
const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);
const strings = (value: unknown): string[] =>
  list(value).filter((one): one is string => typeof one === 'string');
/** Never null: what is no object has no field that we know, and neither has an array. */
const fields = (value: unknown): Fields => Object(value) as Fields;

/** Only addresses that are safe behind a customer's click; anything else (`javascript:`) is dropped. */
export function safeUrl(value: unknown): string | undefined {
  try {
    const url = new URL(text(value));
    return /^https?:$/.test(url.protocol) ? url.href : undefined;
  } catch {
    return undefined;
  }
}

function readAgent(value: unknown): Agent {
  const from = fields(value);
  const agent: Agent = {};
  for (const key of ['id', 'name', 'type', 'avatarId', 'avatarUrl'] as const) {
    const told = string(from[key]);
    if (told) agent[key] = told;
  }
  return agent;
}

function readQuickReplies(value: unknown): QuickReply[] {
  return list(value).flatMap((entry): QuickReply[] => {
    const reply = fields(entry);
    const { type } = reply;
    const shown = text(reply.text);
    if (!shown) return [];
    if (type === 'postback') return [{ type, text: shown, payload: text(reply.payload) }];
    const url = type === 'web_url' && safeUrl(reply.url);
    return url ? [{ type, text: shown, url, windowOpen: reply.windowOpen === true }] : [];
  });
}

function readForm(value: unknown): Question[] {
  return list(value).flatMap((entry): Question[] => {
    const from = fields(entry);
    const id = string(from.id);
    const label = string(from.label);
    if (!id || !label) return [];
    const type = string(from.type) ?? 'text';
    return [{ id, label, type, required: from.required === true, options: strings(from.options) }];
  });
}

const readTerms = ({ mask, hidesTyping }: Fields): Terms => ({
  mask: mask === true,
  hidesTyping: hidesTyping === true,
});

function readOpening(from: Fields): Opening | undefined {
  const hours = fields(from.hours);
  const week = list(hours.week).slice(0, 7).map(strings);
  const at = string(from.opensAt);
  if (!at && !week.length) return undefined;
  return { at, week, timezone: string(hours.timezone) ?? 'UTC' };
}

function readEvent(from: Fields, now: string): ChatEvent {
  const stamp: Stamp = {
    seq: number(from.seq) ?? 0,
    at: string(from.receivedAt) ?? string(from.at) ?? now,
    id: string(from.id),
  };
  switch (`${text(from.direction)} ${text(from.type)}`) {
    case 'inbound text':
    case 'outbound text': {
      const own = from.direction === 'inbound';
      return {
        ...stamp,
        type: 'text',
        own,
        text: text(from.text),
        agent: readAgent(from.agent),
        typing: Math.max(0, number(from.typing) ?? 0),
        imageId: string(from.imageId),
        quickReplies: own ? [] : readQuickReplies(from.quickReplies),
      };
    }
    case 'inbound start':
    case 'inbound client_left':
    case 'outbound typing_off':
      return { ...stamp, type: from.type as 'start' | 'client_left' | 'typing_off' };
    case 'inbound rating':
      return { ...stamp, type: 'rating', score: number(from.score) ?? 0 };
    case 'outbound typing_on':
      return { ...stamp, type: 'typing_on', agent: readAgent(from.agent) };
    case 'outbound platform_closed':
      return { ...stamp, type: 'platform_closed', opening: readOpening(from) };
    case 'outbound session_state':
      return { ...stamp, type: 'terms', ...readTerms(from) };
    case 'outbound messages_read':
      return { ...stamp, type: 'read' };
    case 'outbound info':
      return { ...stamp, type: 'info', text: text(from.text), agent: readAgent(from.agent) };
    case 'outbound queue_number':
      return {
        ...stamp,
        type: 'queue_number',
        queueNumber: Math.max(0, number(from.queueNumber) ?? 0),
        wait: waitOf(from),
      };
    case 'outbound end_session':
      return {
        ...stamp,
        type: 'end_session',
        reasonText: string(from.reasonText) || undefined,
        byItself: Boolean(string(from.reason)),
      };
  }
  return { ...stamp, type: 'unknown' };
}

/** One frame of the broker; undefined when it is none that we can read. */
export function decode(frame: string, now: string): Incoming | undefined {
  let from: Fields;
  try {
    from = fields(JSON.parse(frame));
  } catch {
    return undefined;
  }
  switch (from.type) {
    case 'welcome':
      return {
        type: 'welcome',
        userId: text(from.userId),
        token: string(from.token),
        epoch: text(from.epoch),
        seq: number(from.seq) ?? 0,
        reset: from.reset === true,
        language: string(from.language),
        brand: string(from.brand),
        ...readTerms(from),
        form: readForm(from.form),
        term: number(from.term) ?? 0,
        hosts: list(from.hosts).flatMap(
          (at) => safeUrl(at)?.replace(/^http(.*)/, 'ws$1chat') ?? [],
        ),
      };
    case 'ack':
      return { type: 'ack', id: text(from.id), seq: number(from.seq) ?? 0 };
    case 'error':
      return {
        type: 'error',
        code: text(from.code),
        id: string(from.id),
      };
  }
  return typeof from.type === 'string' ? { type: 'event', event: readEvent(from, now) } : undefined;
}
