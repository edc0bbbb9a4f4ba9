// SPDX-License-Identifier: GPL-3.0-or-later
import { Icon } from './icons.tsx';
import { useRoom } from './context.ts';
import { initials } from './initials.ts';

export function Header({ onClose }: { onClose: () => void }) {
  const { chat, state, settings, t } = useRoom();
  const { conversation, link } = state;
  const brand = settings.brand ?? state.brand ?? '';
  const title = settings.title ?? t('title');
  const agent = conversation.agent?.name;

  let subtitle = settings.subtitle ?? t('subtitle');
  if (agent) subtitle = brand ? t('withAgent', { brand }) : t('title');
  if (state.unavailable) subtitle = t('unavailable');
  else if (conversation.phase === 'ended') subtitle = t('ended');
  else if (link === 'waiting') subtitle = t('offline');
  else if (link === 'connecting') subtitle = t('connecting');

  return (
    <header class="header">
      <span class="avatar" aria-hidden="true">
        {initials(agent ?? (brand || title))}
      </span>
      <div class="who">
        <h1 data-testid="title" dir="auto">
          {agent ?? title}
        </h1>
        <p data-testid="status" data-link={link}>
          {subtitle}
        </p>
      </div>
      <button
        type="button"
        class="tool"
        data-testid="minimise"
        aria-label={t('minimise')}
        onClick={() => chat.minimise()}
      >
        <Icon name="minus" />
      </button>
      <button
        type="button"
        class="tool"
        data-testid="close"
        aria-label={t('close')}
        onClick={onClose}
      >
        <Icon name="x" />
      </button>
    </header>
  );
}
