// SPDX-License-Identifier: GPL-3.0-or-later
import { useRef, useState } from 'preact/hooks';
import type { Chat } from '../conversation/chat.ts';
import { useRoom } from './context.ts';
import { focusComposer } from './focus.ts';
import { Icon } from './icons.tsx';

/** What was dropped or pasted, as far as it is images. */
export const imagesIn = (from: DataTransfer | null): File[] =>
  [...(from?.files ?? [])].filter(({ type }) => type.startsWith('image/'));

interface PickProps {
  kind: 'image' | 'camera';
  name: string;
}

/** A button beside the composer, and the browser's own way of choosing behind it. */
function Pick({ kind, name }: PickProps) {
  const { chat, state } = useRoom();
  const input = useRef<HTMLInputElement>(null);
  const camera = kind === 'camera';
  return (
    <>
      <input
        ref={input}
        type="file"
        accept="image/*"
        multiple={!camera}
        capture={camera ? 'environment' : undefined}
        hidden
        data-testid={camera ? 'camera-file' : 'image-file'}
        onChange={(event) => {
          const files = [...(event.currentTarget.files ?? [])];
          event.currentTarget.value = ''; // the same one may be picked again
          if (files.length) void chat.uploads.add(...files);
          focusComposer();
        }}
      />
      <button
        type="button"
        class={`attach ${kind}`}
        data-testid={camera ? 'camera' : 'attach'}
        aria-label={name}
        title={name}
        disabled={state.link !== 'open'}
        onClick={() => input.current?.click()}
      >
        <Icon name={kind} />
      </button>
    </>
  );
}

/** On a telephone its camera has a button of its own (composer.css shows it). */
export function Attach() {
  const { t } = useRoom();
  return (
    <>
      <Pick kind="image" name={t('attach')} />
      <Pick kind="camera" name={t('camera')} />
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
      {upload.fault === 'uploadFailed' && (
        <button
          type="button"
          class="quiet"
          data-testid="upload-retry"
          onClick={() => void chat.uploads.retry()}
        >
          {t('retry')}
        </button>
      )}
      <button
        type="button"
        class="tool"
        data-testid="upload-dismiss"
        aria-label={t('dismiss')}
        onClick={() => void chat.uploads.skip()}
      >
        <Icon name="x" size={16} />
      </button>
    </div>
  );
}

/** Files dragged over the chat: what its frame listens to, and whether they hang over it now. */
export function useDrop(chat: Chat, welcome: boolean) {
  const [over, setOver] = useState(false);
  const carries = (event: DragEvent) => event.dataTransfer?.types.includes('Files') ?? false;
  return {
    over: over && welcome,
    handlers: {
      onDragOver: (event: DragEvent) => {
        if (!carries(event)) return;
        event.preventDefault(); // or the browser opens the file instead of the page
        setOver(true);
      },
      onDragLeave: (event: DragEvent) => {
        if (event.relatedTarget === null) setOver(false);
      },
      onDrop: (event: DragEvent) => {
        setOver(false);
        if (!carries(event)) return;
        event.preventDefault();
        if (welcome) void chat.uploads.add(...(event.dataTransfer?.files ?? []));
      },
    },
  };
}
