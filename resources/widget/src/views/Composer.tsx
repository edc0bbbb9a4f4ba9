// SPDX-License-Identifier: GPL-3.0-or-later
import { useLayoutEffect, useRef } from 'preact/hooks';
import { Attach, imagesIn, UploadState } from './Attach.tsx';
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
          const images = imagesIn(event.clipboardData);
          if (!images.length) return;
          event.preventDefault();
          void chat.uploads.add(...images);
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
