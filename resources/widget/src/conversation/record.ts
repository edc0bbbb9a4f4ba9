// SPDX-License-Identifier: GPL-3.0-or-later
// The conversation as text, for the customer to keep. Of later.js (seldom.ts).
import type { Conversation, Item } from './conversation.ts';

export interface RecordWords {
  /** The first line. */
  title: string;
  you: string;
  bot: string;
  someone: string;
  image: string;
  /** When something was said. */
  time: (at: string) => string;
  /** Where an image can be seen. */
  address: (imageId: string) => string;
}

function lineOf(item: Item, words: RecordWords): string {
  const time = words.time(item.at);
  if (item.kind === 'info') return `${time}  – ${item.text} –`;
  const { author, agent, text, imageId } = item;
  const who =
    author === 'customer'
      ? words.you
      : (agent?.name ?? words[author === 'bot' ? 'bot' : 'someone']);
  const image = imageId && `[${words.image}: ${words.address(imageId)}]`;
  return `${time}  ${who}: ${[text, image].filter(Boolean).join(' ')}`;
}

export function asText({ items, endedText }: Conversation, words: RecordWords): string {
  const lines = items.map((item) => lineOf(item, words));
  return [words.title, '', ...lines, ...(endedText ? ['', endedText] : []), ''].join('\n');
}

/** Gives it to the browser, as a file of this name. */
export function save(name: string, text: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([text], { type: 'text/plain;charset=utf-8' }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}
