// SPDX-License-Identifier: GPL-3.0-or-later
import { useEffect, useRef, useState } from 'preact/hooks';
import { useRoom } from './context.ts';
import { chime } from './sound.ts';

/**
 * Says to a screen reader only what is new. A live region around the whole transcript would be read
 * in full by some of them.
 */
export function Announcer() {
  const { state, t } = useRoom();
  const { items, typing, queue, phase, endedText, agent, closed, rated } = state.conversation;
  const [said, setSaid] = useState('');
  const told = useRef(new Set(items.map(({ key }) => key)));
  const typingTold = useRef(false);
  const wasPrivate = useRef(false);

  useEffect(() => {
    const lines = items
      .filter(({ key }) => !told.current.has(key))
      .flatMap((item) => {
        told.current.add(item.key);
        if (item.kind === 'info') return [item.text];
        if (item.author === 'customer') return [];
        typingTold.current = false;
        if (!state.looking) chime();
        const name = item.agent?.name ?? t(item.author === 'bot' ? 'bot' : 'someone');
        return [`${name}: ${item.text || t('image')}`];
      });
    if (lines.length) setSaid(lines.join('\n'));
  }, [items]);
  useEffect(() => {
    if (!typing || typingTold.current) return;
    typingTold.current = true;
    setSaid(t('typing', { name: agent?.name ?? t('someone') }));
  }, [typing]);
  useEffect(() => {
    if (wasPrivate.current && !state.hidesTyping) setSaid(t('visibleTyping'));
    wasPrivate.current = state.hidesTyping;
  }, [state.hidesTyping]);
  useEffect(() => {
    if (queue) setSaid(t('queue', { number: queue.number }));
  }, [queue?.number]);
  useEffect(() => {
    if (phase === 'ended') setSaid(endedText ?? t('ended'));
  }, [phase]);
  useEffect(() => {
    if (closed) setSaid(t('closed'));
  }, [closed]);
  useEffect(() => {
    if (rated) setSaid(t('rateThanks', { score: rated }));
  }, [rated]);

  return (
    <div class="sr" role="status" aria-live="polite" data-testid="announcer">
      {said}
    </div>
  );
}
