// SPDX-License-Identifier: GPL-3.0-or-later
import type { Message } from '../conversation/conversation.ts';
import { useRoom } from './context.ts';
import { Icon } from './icons.tsx';
import { focusComposer } from './focus.ts';

/** The bot's suggestions. Once one is chosen, or the customer wrote something else, they rest. */
export function QuickReplies({ message, answerable }: { message: Message; answerable: boolean }) {
  const { chat, t } = useRoom();
  return (
    <ul class="replies" data-testid="quick-replies">
      {message.quickReplies?.map((reply, at) =>
        reply.type === 'web_url' ? (
          <li key={at}>
            <a
              class="reply"
              data-testid="quick-reply"
              data-type="web_url"
              href={reply.url}
              target={reply.windowOpen ? '_blank' : '_top'}
              rel="noopener noreferrer"
            >
              {reply.text}
              <Icon name="link" size={14} />
              {reply.windowOpen && <span class="sr">{t('opensWindow')}</span>}
            </a>
          </li>
        ) : (
          <li key={at}>
            <button
              type="button"
              class="reply"
              data-testid="quick-reply"
              data-type="postback"
              disabled={!answerable}
              aria-pressed={message.chosen === reply.payload}
              onClick={() => {
                chat.choose(message.key, reply);
                focusComposer();
              }}
            >
              {reply.text}
            </button>
          </li>
        ),
      )}
    </ul>
  );
}
