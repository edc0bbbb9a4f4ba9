// SPDX-License-Identifier: GPL-3.0-or-later
import { useEffect, useRef, useState } from 'preact/hooks';
import { useRoom } from './context.ts';
import { chime } from './sound.ts';

/**
 * Says to a screen reader only what is new. A live region around the whole transcript would be read
 * in full by some of them.
 */
export function Announcer() {
  const { chat, state, t } = useRoom();
  const { items, typing, queue, phase, endedText, agent, closed, rated } = state.conversation;
  const [said, say] = useState('');
  const told = useRef(new Set(items.map(({ key }) => key)));
  const seen = useRef(chat.readSeq); // on the page before: a browser without storage is told it all again
  const typingTold = useRef(false);
  const wasPrivate = useRef(false);
  /** When this has changed, and is. */
  const on = (fact: unknown, words: () => string) =>
    useEffect(() => {
      if (fact) say(words());
    }, [fact]);

  useEffect(() => {
    const lines = items
      .filter(({ key, seq }) => !told.current.has(key) && !(seq && seq <= seen.current))
      .flatMap((item) => {
        told.current.add(item.key);
        if (item.kind === 'info') return [item.text];
        if (item.author === 'customer') return [];
        typingTold.current = false;
        if (!state.looking) void chime().catch(() => undefined);
        const name = item.agent?.name ?? t(item.author === 'bot' ? 'bot' : 'someone');
        return [`${name}: ${item.text || t('image')}`];
      });
    if (lines.length) say(lines.join('\n'));
  }, [items]);
  useEffect(() => {
    if (!typing || typingTold.current) return;
    typingTold.current = true;
    say(t('typing', { name: agent?.name ?? t('someone') }));
  }, [typing]);
  useEffect(() => {
    if (wasPrivate.current && !state.hidesTyping) say(t('visibleTyping'));
    wasPrivate.current = state.hidesTyping;
  }, [state.hidesTyping]);
  on(queue?.number, () => t('queue', { number: queue!.number }));
  on(phase === 'ended', () => endedText ?? t('ended'));
  on(closed, () => t('closed'));
  on(rated, () => t('rateThanks', { score: rated }));

  return (
    <div class="sr" role="status" aria-live="polite" data-testid="announcer">
      {said}
    </div>
  );
}
