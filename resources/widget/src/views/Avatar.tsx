// SPDX-License-Identifier: GPL-3.0-or-later
import { useState } from 'preact/hooks';
import type { Agent } from '../protocol/events.ts';
import { Icon } from './icons.tsx';
import { initials } from './initials.ts';
import { imageAddress } from './Picture.tsx';

/** Longer is no id that the broker gives out. */
const LONGEST = 200;

/** Where the agent's picture is; the policy of our page says which other hosts may be asked. */
export function portrait(agent: Agent | undefined): string | undefined {
  const { avatarId, avatarUrl } = agent ?? {};
  if (avatarId && avatarId.length <= LONGEST) return imageAddress(avatarId);
  return avatarUrl?.startsWith('https://') ? avatarUrl : undefined;
}

/** Who speaks: the picture, else the name's first letters, else a figure. The name stands elsewhere. */
export function Avatar({ agent, name = '' }: { agent?: Agent | undefined; name?: string }) {
  const address = portrait(agent);
  const [missing, setMissing] = useState('');
  return (
    <span class="avatar" aria-hidden="true" data-testid="avatar">
      {address && address !== missing ? (
        <img src={address} alt="" onError={() => setMissing(address)} />
      ) : (
        initials(agent?.name ?? name) || <Icon name="person" />
      )}
    </span>
  );
}
