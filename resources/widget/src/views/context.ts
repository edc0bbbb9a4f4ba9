// SPDX-License-Identifier: GPL-3.0-or-later
import { useEffect, useState } from 'preact/hooks';
import type { Settings } from '../bridge/messages.ts';
import type { Chat } from '../conversation/chat.ts';
import type { ChatState } from '../conversation/terms.ts';
import type { Language, Translate } from '../strings/strings.ts';

export interface Room {
  chat: Chat;
  state: ChatState;
  settings: Settings;
  t: Translate;
  language: Language;
}

let room: Room;

/**
 * App alone enters one, each time before it draws, and it draws all views anew: none sees an older one.
 * What Preact has for this would be a hundredth of all that a customer loads.
 */
export function enter(drawn: Room): void {
  room = drawn;
}

export const useRoom = (): Room => room;

/** Draws again whenever this part of the chat has changed. */
export function useChat<T>(chat: Chat, pick: (chat: Chat) => T): T {
  const [part, setPart] = useState(() => pick(chat));
  useEffect(() => {
    const update = () => setPart(() => pick(chat));
    update();
    return chat.subscribe(update);
  }, [chat]);
  return part;
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** Made once: making one is slow, throwing it away slower, and a long chat asks for hundreds. */
function formatOf(language: Language, parts: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const locale = language === 'sv' ? 'sv-SE' : 'en-GB';
  const key = locale + JSON.stringify(parts);
  const made = formats.get(key) ?? new Intl.DateTimeFormat(locale, parts);
  formats.set(key, made);
  return made;
}

/** These parts of a moment, in the customer's words; nothing where it is no moment. */
export function told(at: string, language: Language, parts: Intl.DateTimeFormatOptions): string {
  const time = +new Date(at);
  return isNaN(time) ? '' : formatOf(language, parts).format(time);
}

export const CLOCK = { hour: '2-digit', minute: '2-digit' } as const;

export const clock = (at: string, language: Language) => told(at, language, CLOCK);

export const day = (at: string, language: Language) => told(at, language, { dateStyle: 'long' });
