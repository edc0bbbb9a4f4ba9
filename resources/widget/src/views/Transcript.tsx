// SPDX-License-Identifier: GPL-3.0-or-later
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { newestHeard, type Item } from '../conversation/conversation.ts';
import { Bubble } from './Bubble.tsx';
import { Closed } from './Closed.tsx';
import { clock, day, useRoom } from './context.ts';
import { Icon } from './icons.tsx';
import { Queue } from './Queue.tsx';

/** A pause worth a time of its own in the transcript. */
const PAUSE = 10 * 60_000;
/** Within so many pixels of the foot the transcript follows what is new. */
const NEAR = 48;
/** So many messages are drawn at a time: a long chat that comes back must not hold up its page. */
const SLICE = 12;

const authorOf = (item: Item | undefined) => (item?.kind === 'message' ? item.author : undefined);
/** By the same hand: the customer's, or one and the same agent's. */
const sameHand = (item: Item, before: Item | undefined) =>
  item.kind === 'message' &&
  before?.kind === 'message' &&
  before.author === item.author &&
  before.agent?.id === item.agent?.id;

/** How many of the newest are drawn: one slice more after each time that this was seen, until it is all. */
function useRoomFor(count: number): number {
  const [room, grow] = useState(SLICE);
  useEffect(() => {
    if (room <= count) grow(room + SLICE);
  }, [room, count]);
  return room;
}

export function Transcript({ onLeave }: { onLeave: () => void }) {
  const { state, t } = useRoom();
  const { items, typing, queue, phase, closed, agent } = state.conversation;
  const log = useRef<HTMLDivElement>(null);
  const following = useRef(true);
  const [below, setBelow] = useState(false);
  const room = useRoomFor(items.length);
  // Who scrolls up meanwhile finds it whole.
  const hidden = following.current ? Math.max(0, items.length - room) : 0;

  const toFoot = () => {
    if (log.current) log.current.scrollTop = log.current.scrollHeight;
  };
  useLayoutEffect(() => {
    const own = authorOf(items[items.length - 1]) === 'customer';
    if (following.current || own) toFoot();
    else setBelow(true);
  }, [items.length]);
  useLayoutEffect(() => {
    if (following.current) toFoot();
  }, [typing, queue, phase, hidden]);
  useEffect(() => {
    const observer = new ResizeObserver(() => following.current && toFoot());
    for (const part of [log.current, log.current?.firstElementChild]) {
      if (part) observer.observe(part);
    }
    return () => observer.disconnect();
  }, []);
  useSeen(log.current);

  const scrolled = () => {
    const at = log.current;
    if (!at) return;
    following.current = at.scrollHeight - at.scrollTop - at.clientHeight < NEAR;
    if (following.current) setBelow(false);
  };

  const lastOwn = items.map(authorOf).lastIndexOf('customer');
  return (
    <div class="log-frame">
      <div
        class="log"
        ref={log}
        tabIndex={0}
        role="region"
        aria-label={t('conversation')}
        data-testid="log"
        onScroll={scrolled}
      >
        <ol class="items">
          {!state.hidesTyping && (
            <li class="info" data-testid="privacy">
              {t('visibleTyping')}
            </li>
          )}
          {items.map(
            (item, at) =>
              at >= hidden && (
                <Entry
                  key={item.key}
                  item={item}
                  before={items[at - 1]}
                  newestOwn={at === lastOwn}
                  last={at === items.length - 1}
                  answerable={phase === 'live' && at > lastOwn}
                />
              ),
          )}
          {closed && <Closed />}
          {queue && <Queue onLeave={onLeave} />}
          {typing && (
            <li class="message theirs" data-testid="typing">
              <div class="bubble dots" title={t('typing', { name: agent?.name ?? t('someone') })}>
                <i />
                <i />
                <i />
              </div>
            </li>
          )}
        </ol>
      </div>
      {below && (
        <button
          type="button"
          class="below"
          data-testid="new-messages"
          onClick={() => {
            following.current = true;
            setBelow(false);
            toFoot();
            if (state.looking) log.current?.focus();
          }}
        >
          {t('newMessages')}
          <Icon name="down" size={16} />
        </button>
      )}
    </div>
  );
}

interface EntryProps {
  item: Item;
  before: Item | undefined;
  newestOwn: boolean;
  last: boolean;
  answerable: boolean;
}

function Entry({ item, before, newestOwn, last, answerable }: EntryProps) {
  const { language } = useRoom();
  const today = day(item.at, language);
  const another = before && day(before.at, language) !== today;
  const paused = before && Date.parse(item.at) - Date.parse(before.at) > PAUSE;
  return (
    <>
      {(paused || another) && (
        <li class="info" data-testid="pause" aria-hidden={!another}>
          {another ? `${today} ` : ''}
          {clock(item.at, language)}
        </li>
      )}
      {item.kind === 'info' ? (
        <li class="info" data-testid="info" data-key={item.key} dir="auto">
          {item.text}
        </li>
      ) : (
        <Bubble
          message={item}
          grouped={sameHand(item, before)}
          newestOwn={newestOwn}
          last={last}
          answerable={answerable && item.chosen === undefined}
        />
      )}
    </>
  );
}

/** Tells the chat when the newest message said to the customer is really in view. */
function useSeen(root: HTMLElement | null): void {
  const { chat, state } = useRoom();
  const newest = newestHeard(state.conversation);
  const { looking } = state;
  useEffect(() => {
    const element = newest && root?.querySelector(`[data-key="${CSS.escape(newest.key)}"] .bubble`);
    if (!element || !looking) return undefined;
    const observer = new IntersectionObserver(
      (entries) => entries.some((entry) => entry.isIntersecting) && chat.seen(newest.seq),
      { root, threshold: 0.5 },
    );
    observer.observe(element);
    return () => observer.disconnect();
  }, [chat, root, newest?.key, newest?.seq, looking]);
}
