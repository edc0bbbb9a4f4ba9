// SPDX-License-Identifier: GPL-3.0-or-later
import { useRoom } from './context.ts';
import { focusComposer } from './focus.ts';
import { Keep } from './Keep.tsx';
import { Rating } from './Rating.tsx';

/** Instead of the composer, once the chat is over. */
export function Ended() {
  const { chat, state, t } = useRoom();
  const { endedText, closed, rated } = state.conversation;
  return (
    <section class="ended" data-testid="ended">
      <p data-testid="ended-text" dir="auto">
        {endedText ?? t(closed ? 'closed' : 'ended')}
      </p>
      <Rating />
      <Keep />
      <button
        type="button"
        class={rated || !state.conversation.ratable ? 'primary' : 'plain'}
        data-focus
        data-testid="start-again"
        onClick={() => {
          chat.startAgain();
          setTimeout(focusComposer);
        }}
      >
        {t('startAgain')}
      </button>
    </section>
  );
}
