// SPDX-License-Identifier: GPL-3.0-or-later
// The conversation as text, for the customer to keep.
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
