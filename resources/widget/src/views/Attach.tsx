// SPDX-License-Identifier: GPL-3.0-or-later
import { useRef } from 'preact/hooks';
import { useRoom } from './context.ts';
import { focusComposer } from './focus.ts';
import { Icon } from './icons.tsx';

/** The button beside the composer: one image at a time. */
export function Attach() {
  const { chat, state, t } = useRoom();
  const input = useRef<HTMLInputElement>(null);
  const busy = state.upload?.state === 'sending';
  return (
    <>
      <input
        ref={input}
        type="file"
        accept="image/*"
        hidden
        data-testid="image-file"
        onChange={(event) => {
          const file = event.currentTarget.files?.[0];
          event.currentTarget.value = ''; // the same one may be picked again
          if (file) void chat.attach(file);
          focusComposer();
        }}
      />
      <button
        type="button"
        class="attach"
        data-testid="attach"
        aria-label={t('attach')}
        title={t('attach')}
        disabled={busy || state.link !== 'open'}
        onClick={() => input.current?.click()}
      >
        <Icon name="image" />
      </button>
    </>
  );
}

/** Above the composer while an image is on its way, or why it is not. */
export function UploadState() {
  const { chat, state, t } = useRoom();
  const { upload } = state;
  if (!upload) return null;
  if (upload.state === 'sending') {
    return (
      <div class="upload" data-testid="uploading">
        <progress value={upload.part} max={1} aria-label={t('sending')} />
      </div>
    );
  }
  return (
    <div class="upload failed" role="alert" data-testid="upload-failed">
      {t(upload.fault)}
      <button type="button" aria-label={t('dismiss')} onClick={() => chat.forgetUpload()}>
        <Icon name="x" size={16} />
      </button>
    </div>
  );
}
