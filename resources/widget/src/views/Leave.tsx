// SPDX-License-Identifier: GPL-3.0-or-later
import { useEffect, useRef } from 'preact/hooks';
import { useRoom } from './context.ts';
import { focusComposer, trapTab } from './focus.ts';
import { Keep } from './Keep.tsx';

/** Asks before a live chat, or a place in line, is thrown away. */
export function Leave({ onStay }: { onStay: () => void }) {
  const { chat, state, t } = useRoom();
  const frame = useRef<HTMLDivElement>(null);
  const stay = useRef<HTMLButtonElement>(null);
  const queue = state.conversation.queue;
  useEffect(() => {
    stay.current?.focus();
    return focusComposer;
  }, []);
  return (
    <div
      class="veil"
      onKeyDown={(event) => {
        event.stopPropagation();
        if (event.key === 'Escape') onStay();
        if (event.key === 'Tab' && frame.current) trapTab(event, frame.current);
      }}
    >
      <div
        class="dialogue"
        ref={frame}
        role="alertdialog"
        aria-modal="true"
        aria-labelledby="leave-title"
        aria-describedby="leave-text"
        data-testid="leave-dialogue"
      >
        <h2 id="leave-title">{t(queue ? 'leaveQueueTitle' : 'leaveTitle')}</h2>
        <p id="leave-text">
          {queue ? t('leaveQueueText', { number: queue.number }) : t('leaveText')}
        </p>
        <button type="button" class="plain" ref={stay} data-testid="stay" onClick={onStay}>
          {t('stay')}
        </button>
        {queue && (
          <button
            type="button"
            class="plain"
            data-testid="keep-place"
            onClick={() => {
              onStay();
              chat.minimise();
            }}
          >
            {t('keepPlace')}
          </button>
        )}
        <button
          type="button"
          class="primary danger"
          data-testid="leave"
          onClick={() => chat.leave()}
        >
          {t(queue ? 'leaveQueue' : 'leave')}
        </button>
        <Keep />
      </div>
    </div>
  );
}
