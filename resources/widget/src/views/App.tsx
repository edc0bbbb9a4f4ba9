// SPDX-License-Identifier: GPL-3.0-or-later
import { useEffect, useRef, useState } from 'preact/hooks';
import type { Settings } from '../bridge/messages.ts';
import type { Chat } from '../conversation/chat.ts';
import type { Language } from '../strings/strings.ts';
import { learn, translator } from '../strings/strings.ts';
import { Announcer } from './Announcer.tsx';
import { useDrop } from './Attach.tsx';
import { Composer } from './Composer.tsx';
import { enter, useChat } from './context.ts';
import { Ended } from './Ended.tsx';
import { trapTab } from './focus.ts';
import { Form } from './Form.tsx';
import { Header } from './Header.tsx';
import { Leave } from './Leave.tsx';
import { Transcript } from './Transcript.tsx';

interface Props {
  chat: Chat;
  settings: Settings;
  /** What is spoken, once the platform has told; by default what was learnt before all this. */
  language: (told?: string) => Language;
  modal: () => boolean;
}

export function App({ chat, settings, language: pick, modal }: Props) {
  const state = useChat(chat, ({ state }) => state);
  const wanted = pick(state.language);
  const [language, speak] = useState(() => pick()); // the welcome may have come before us
  const t = translator(language);
  const [leaving, setLeaving] = useState(false);
  const frame = useRef<HTMLElement>(null);
  const { phase } = state.conversation;

  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);
  useEffect(() => {
    void learn(wanted).then(() => speak(wanted));
  }, [wanted]);

  const drop = useDrop(chat, phase === 'live');
  const close = () => {
    if (phase === 'live' && !state.unavailable) setLeaving(true);
    else chat.leave();
  };
  const key = (event: KeyboardEvent) => {
    if (event.key === 'Escape' && !event.isComposing) chat.minimise();
    if (event.key === 'Tab' && modal() && frame.current) trapTab(event, frame.current);
  };
  enter({ chat, state, settings, t, language });
  return (
    <main class="chat" ref={frame} data-phase={phase} onKeyDown={key} {...drop.handlers}>
      <Header onClose={close} />
      {phase === 'asking' ? <Form /> : <Transcript onLeave={close} />}
      {phase === 'ended' && <Ended />}
      {(phase === 'new' || phase === 'live') && <Composer />}
      {drop.over && (
        <p class="drop" data-testid="drop">
          {t('drop')}
        </p>
      )}
      {leaving && <Leave onStay={() => setLeaving(false)} />}
      <Announcer />
    </main>
  );
}
