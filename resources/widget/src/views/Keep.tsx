// SPDX-License-Identifier: GPL-3.0-or-later
import { later } from '../later.ts';
import { clock, day, useRoom } from './context.ts';
import { imageAddress } from './Picture.tsx';

/** What was said, to take along: as a text, or on paper. */
export function Keep() {
  const { state, t, language } = useRoom();
  const { conversation } = state;
  const at = conversation.items[0]?.at;
  if (!at) return null;
  const print = () => window.print();
  const save = async () => {
    const { asText, save } = await later();
    const text = asText(conversation, {
      title: t('transcript', { date: day(at, language) }),
      you: t('you'),
      bot: t('bot'),
      someone: t('someone'),
      image: t('image'),
      time: (at) => clock(at, language),
      address: imageAddress,
    });
    save(`chat-${at.slice(0, 10)}.txt`, text);
  };
  return (
    <div class="keep">
      <button type="button" data-testid="download" onClick={() => void save().catch(print)}>
        {t('download')}
      </button>
      <button type="button" data-testid="print" onClick={print}>
        {t('print')}
      </button>
    </div>
  );
}
