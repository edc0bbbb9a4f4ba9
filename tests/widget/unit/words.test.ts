// SPDX-License-Identifier: GPL-3.0-or-later
// What is made of a conversation and of opening hours for people to read.
import { expect, it } from 'vitest';
import { emptyConversation, type Item } from '@widget/conversation/conversation.ts';
import { asText } from '@widget/conversation/record.ts';
import { lines } from '@widget/views/Closed.tsx';

const words = {
  title: 'Chat on 2 March 2026',
  you: 'You',
  bot: 'Chatbot',
  someone: 'Customer service',
  image: 'Image',
  time: (at: string) => at.slice(11, 16),
  address: (id: string) => `https://chat.example.com/images/${id}`,
};
const message = (author: 'customer' | 'agent' | 'bot', text: string, extra = {}): Item => ({
  kind: 'message',
  key: text,
  seq: 1,
  author,
  text,
  at: '2026-03-02T12:34:00.000Z',
  ...extra,
});

it('writes a conversation down, with who said it and when', () => {
  const items: Item[] = [
    message('bot', 'Hej!'),
    message('customer', 'Look', { imageId: 'i1' }),
    { kind: 'info', key: 'n', seq: 2, at: '2026-03-02T12:35:00.000Z', text: 'Anders has joined' },
    message('agent', 'Two\nlines', { agent: { name: 'Anders Andersson' } }),
    message('agent', '', { imageId: 'i2' }),
  ];
  const endedText = 'The agent has left the chat';
  expect(asText({ ...emptyConversation, items, endedText }, words)).toBe(
    [
      'Chat on 2 March 2026',
      '',
      '12:34  Chatbot: Hej!',
      '12:34  You: Look [Image: https://chat.example.com/images/i1]',
      '12:35  – Anders has joined –',
      '12:34  Anders Andersson: Two\nlines',
      '12:34  Customer service: [Image: https://chat.example.com/images/i2]',
      '',
      'The agent has left the chat',
      '',
    ].join('\n'),
  );
});

it.each([
  [
    'en',
    [...Array(5).fill(['08:00-18:00']), [], []],
    [
      ['Mon–Fri', '08:00–18:00'],
      ['Sat–Sun', 'closed'],
    ],
  ],
  [
    'sv',
    [['08:00-12:00', '13:00-18:00'], ['08:00-18:00'], [], [], ['20:00-02:00'], [], []],
    [
      ['mån', '08:00–12:00, 13:00–18:00'],
      ['tis', '08:00–18:00'],
      ['ons–tors', 'closed'],
      ['fre', '20:00–02:00'],
      ['lör–sön', 'closed'],
    ],
  ],
] as ['en' | 'sv', string[][], [string, string][]][])(
  'tells the hours of a week shortly, in %s',
  (language, week, told) => {
    expect(lines(week, language, 'closed')).toEqual(told);
  },
);
