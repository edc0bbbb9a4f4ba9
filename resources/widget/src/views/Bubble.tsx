// SPDX-License-Identifier: GPL-3.0-or-later
import type { Message } from '../conversation/conversation.ts';
import { Avatar, portrait } from './Avatar.tsx';
import { clock, useRoom } from './context.ts';
import { Picture } from './Picture.tsx';
import { PlainText } from './PlainText.tsx';
import { QuickReplies } from './QuickReplies.tsx';

interface Props {
  message: Message;
  /** Follows one by the same hand. */
  grouped: boolean;
  /** The customer's newest: the one that tells how far it came. */
  newestOwn: boolean;
  /** Nothing was said after it. */
  last: boolean;
  /** Its quick replies may be chosen. */
  answerable: boolean;
}

export function Bubble({ message, grouped, newestOwn, last, answerable }: Props) {
  const { t, language } = useRoom();
  const { author, text, imageId, delivery } = message;
  const own = author === 'customer';
  const speaker = own ? t('you') : (message.agent?.name ?? t(author === 'bot' ? 'bot' : 'someone'));
  const faced = !own && portrait(message.agent);
  return (
    <li
      class={`message ${own ? 'own' : 'theirs'} ${grouped ? 'grouped' : ''} ${faced ? 'faced' : ''}`}
      data-testid="message"
      data-key={message.key}
      data-author={author}
      data-state={delivery}
      data-seq={message.seq || undefined}
    >
      {faced && !grouped && <Avatar agent={message.agent} />}
      <div class="bubble" dir="auto" title={clock(message.at, language)}>
        <span class="sr">{speaker}: </span>
        {imageId && <Picture id={imageId} alt={text || t('image')} />}
        {text && (
          <span class="text" data-testid="message-text" data-text>
            <PlainText text={text} />
          </span>
        )}
      </div>
      {delivery === 'failed' && <Failed message={message} />}
      {newestOwn && delivery !== 'failed' && <Receipt message={message} last={last} />}
      {message.quickReplies && <QuickReplies message={message} answerable={answerable} />}
    </li>
  );
}

/** "Sent" is said only as long as nothing came after; "Read" stays. */
function Receipt({ message, last }: { message: Message; last: boolean }) {
  const { t, language } = useRoom();
  const { delivery, at, readAt } = message;
  if (delivery === 'sent' && !last) return null;
  const text =
    delivery === 'sending'
      ? t('sending')
      : delivery === 'read'
        ? t('read', { time: clock(readAt ?? at, language) })
        : t('sent', { time: clock(at, language) });
  return (
    <p class={`receipt ${delivery}`} data-testid="receipt">
      {text}
    </p>
  );
}

function Failed({ message }: { message: Message }) {
  const { chat, state, t } = useRoom();
  const ended = state.conversation.phase === 'ended';
  return (
    <p class="receipt failed" data-testid="not-sent">
      {t(message.error === 'rate_limited' ? 'rateLimited' : 'notSent')}
      {!ended && (
        <button type="button" data-testid="retry" onClick={() => chat.retry(message.key)}>
          {t('retry')}
        </button>
      )}
    </p>
  );
}
