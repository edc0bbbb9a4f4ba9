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

export const RoomContext = createContext<Room | undefined>(undefined);

export function useRoom(): Room {
  const room = useContext(RoomContext);
  if (!room) throw new Error('a view outside of its room');
  return room;
}

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

export const locale = (language: Language) => (language === 'sv' ? 'sv-SE' : 'en-GB');

export function clock(at: string, language: Language): string {
  const time = new Date(at);
  return Number.isNaN(time.getTime())
    ? ''
    : time.toLocaleTimeString(locale(language), { hour: '2-digit', minute: '2-digit' });
}

export function day(at: string, language: Language): string {
  const time = new Date(at);
  return Number.isNaN(time.getTime())
    ? ''
    : time.toLocaleDateString(locale(language), { dateStyle: 'long' });
}
