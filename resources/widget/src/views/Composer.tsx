// SPDX-License-Identifier: GPL-3.0-or-later
import { useLayoutEffect, useRef } from 'preact/hooks';
import { Attach, UploadState } from './Attach.tsx';
import { useChat, useRoom } from './context.ts';
import { focusComposer } from './focus.ts';
import { Icon } from './icons.tsx';

/** Far below the 64 KiB of a frame, escapes included. */
const LONGEST = 8_000;

export function Composer() {
  const { chat, t } = useRoom();
  const area = useRef<HTMLTextAreaElement>(null);
  const draft = useChat(chat, (one) => one.draft);

  useLayoutEffect(() => {
    const field = area.current;
    if (!field) return;
    field.style.height = 'auto';
    field.style.height = `${Math.min(field.scrollHeight, 120)}px`;
  }, [draft]);

  const send = () => {
    chat.sendDraft();
    focusComposer();
  };
  return (
    <form
      class="composer"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <UploadState />
      <Attach />
      <textarea
        ref={area}
        rows={1}
        data-focus
        data-testid="composer"
        aria-label={t('message')}
        placeholder={t('write')}
        maxLength={LONGEST}
        enterkeyhint="send"
        autocomplete="off"
        dir="auto"
        value={draft}
        onPaste={(event) => {
          const image = [...(event.clipboardData?.files ?? [])].find(({ type }) =>
            type.startsWith('image/'),
          );
          if (!image) return;
          event.preventDefault();
          void chat.attach(image);
        }}
        onInput={(event) => chat.type(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
          event.preventDefault();
          send();
        }}
      />
      <button
        type="submit"
        class="send"
        data-testid="send"
        aria-label={t('send')}
        disabled={!draft.trim()}
      >
        <Icon name="send" />
      </button>
    </form>
  );
}

/** Instead of the composer, once the chat is over. */
export function Ended() {
  const { chat, state, t } = useRoom();
  const { endedText } = state.conversation;
  return (
    <section class="ended" data-testid="ended">
      <p data-testid="ended-text" dir="auto">
        {endedText ?? t('ended')}
      </p>
      <button
        type="button"
        class="primary"
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
