// SPDX-License-Identifier: GPL-3.0-or-later
import { useState } from 'preact/hooks';
import { Avatar } from './Avatar.tsx';
import { useRoom } from './context.ts';
import { Icon } from './icons.tsx';
import { isQuiet, setQuiet } from './sound.ts';

export function Header({ onClose }: { onClose: () => void }) {
  const { chat, state, settings, t } = useRoom();
  const { conversation, link } = state;
  const brand = settings.brand ?? state.brand ?? '';
  const title = settings.title ?? t('title');
  const agent = conversation.agent?.name;
  const [quiet, hush] = useState(isQuiet);

  let subtitle = settings.subtitle ?? t('subtitle');
  if (agent) subtitle = brand ? t('withAgent', { brand }) : t('title');
  else if (conversation.closed) subtitle = t('closed');
  if (state.unavailable) subtitle = t('unavailable');
  else if (conversation.phase === 'ended') subtitle = t('ended');
  else if (link === 'waiting') subtitle = t('offline');
  else if (link === 'connecting') subtitle = t('connecting');

  return (
    <header class="header">
      <Avatar agent={conversation.agent} name={brand || title} />
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
        data-testid="sound"
        aria-label={t('sound')}
        title={t('sound')}
        aria-pressed={!quiet}
        onClick={() => {
          setQuiet(!quiet);
          hush(!quiet);
        }}
      >
        <Icon name={quiet ? 'quiet' : 'sound'} size={18} />
      </button>
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
