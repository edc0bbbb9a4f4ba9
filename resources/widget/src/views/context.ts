// SPDX-License-Identifier: GPL-3.0-or-later
import { createContext } from 'preact';
import { useContext, useEffect, useState } from 'preact/hooks';
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

/** No view stands outside of a room: App.tsx makes one around all of them. */
export const RoomContext = createContext(undefined! as Room);

export const useRoom = (): Room => useContext(RoomContext);

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

const locale = (language: Language) => (language === 'sv' ? 'sv-SE' : 'en-GB');

/** These parts of a moment, in the customer's words; nothing where it is no moment. */
export function told(at: string, language: Language, parts: Intl.DateTimeFormatOptions): string {
  const time = new Date(at);
  return isNaN(+time) ? '' : time.toLocaleString(locale(language), parts);
}

export const CLOCK = { hour: '2-digit', minute: '2-digit' } as const;

export const clock = (at: string, language: Language) => told(at, language, CLOCK);

export const day = (at: string, language: Language) => told(at, language, { dateStyle: 'long' });
