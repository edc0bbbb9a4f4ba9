// SPDX-License-Identifier: GPL-3.0-or-later
import { asText } from '../conversation/record.ts';
import { clock, day, useRoom } from './context.ts';
import { imageAddress } from './Picture.tsx';

function save(name: string, text: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([text], { type: 'text/plain;charset=utf-8' }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}

/** What was said, to take along: as a text, or on paper. */
export function Keep() {
  const { state, t, language } = useRoom();
  const { items } = state.conversation;
  const first = items[0];
  if (!first) return null;
  const date = day(first.at, language);
  const text = () =>
    asText(state.conversation, {
      title: t('transcript', { date }),
      you: t('you'),
      bot: t('bot'),
      someone: t('someone'),
      image: t('image'),
      time: (at) => clock(at, language),
      address: imageAddress,
    });
  return (
    <div class="keep">
      <button
        type="button"
        data-testid="download"
        onClick={() => save(`chat-${first.at.slice(0, 10)}.txt`, text())}
      >
        {t('download')}
      </button>
      <button type="button" data-testid="print" onClick={() => window.print()}>
        {t('print')}
      </button>
    </div>
  );
}
