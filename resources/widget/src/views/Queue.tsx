// SPDX-License-Identifier: GPL-3.0-or-later
import type { Wait } from '../protocol/events.ts';
import { useRoom } from './context.ts';

const range = ({ minutes, most }: Wait) => (most > minutes ? `${minutes}–${most}` : `${minutes}`);

/** The place in line, how long it takes, and the way out of it. */
export function Queue({ onLeave }: { onLeave: () => void }) {
  const { state, t } = useRoom();
  const queue = state.conversation.queue;
  if (!queue) return null;
  const { number, wait } = queue;
  return (
    <li class="queue" data-testid="queue" data-number={number}>
      <b aria-hidden="true">{number}</b>
      <div>
        <p data-testid="queue-number">{t('queue', { number })}</p>
        <p class="hint" data-testid="queue-wait">
          {wait ? t('queueWait', { minutes: range(wait) }) : t('queueHint')}
        </p>
        <p class="hint">{t('queueKept')}</p>
        <button type="button" class="quiet" data-testid="leave-queue" onClick={onLeave}>
          {t('leaveQueue')}
        </button>
      </div>
    </li>
  );
}
