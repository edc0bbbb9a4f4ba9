// SPDX-License-Identifier: GPL-3.0-or-later
// What a chat asks of its surroundings, and what it shows of itself.
import type { Question } from '../protocol/events.ts';
import type { Upload } from '../protocol/images.ts';
import type { LinkState, Socket } from '../protocol/link.ts';
import type { Conversation } from './conversation.ts';
import type { Memory } from './memory.ts';
import type { UploadState } from './uploads.ts';

/** The page around the chat. */
export interface Host {
  /** The customer wrote for the first time. */
  conversationStarted(): void;
  /** The session is over, whoever ended it; told once. */
  conversationEnded(): void;
  /** The customer closed the chat: hide it; `gone` follows when the broker knows. */
  closed(): void;
  gone(): void;
  minimise(): void;
  unread(count: number): void;
  /** The last word of a page that is going away. */
  beacon(path: string, body: string): void;
}

export interface ChatOptions {
  url: string;
  platformId: string;
  params: Record<string, unknown>;
  /** On a telephone or a tablet, whose system stops pages that nobody looks at. */
  mobile: boolean;
  memory: Memory;
  host: Host;
  /** "The customer has closed the chat", in the customer's language. */
  clientLeftText: () => string;
  upload: Upload;
  socket?: (url: string) => Socket;
}

export interface ChatState {
  conversation: Conversation;
  link: LinkState;
  /** Told by the broker, when it tells. */
  language: string | undefined;
  brand: string | undefined;
  /** The broker does not know us, or not this platform. */
  unavailable: boolean;
  /** The page is visible and the chat is not minimised. */
  looking: boolean;
  /** What is typed stays here until it is sent. */
  hidesTyping: boolean;
  /** What is asked before a chat begins. */
  form: Question[];
  upload: UploadState;
}

/** As it is before the broker has said anything. */
export const stateOf = (conversation: Conversation): ChatState => ({
  conversation,
  link: 'idle',
  language: undefined,
  brand: undefined,
  unavailable: false,
  looking: true,
  hidesTyping: false,
  form: [],
  upload: undefined,
});
