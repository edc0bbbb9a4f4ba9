// SPDX-License-Identifier: GPL-3.0-or-later
import { useState } from 'preact/hooks';
import { useRoom } from './context.ts';

export function imageAddress(id: string): string {
  // Half a pair of surrogates has no place in an address.
  const name = encodeURIComponent(id.replace(/[\ud800-\udfff]/gu, '\ufffd'));
  return new URL(`images/${name}`, useRoom().chat.home).href;
}

/** Its box is as large before the image is there as after: nothing jumps. */
export function Picture({ id, alt }: { id: string; alt: string }) {
  const { t } = useRoom();
  const [missing, setMissing] = useState(false);
  const address = imageAddress(id);
  if (missing) {
    return (
      <span class="picture missing" data-testid="image-missing">
        {t('imageMissing')}
      </span>
    );
  }
  return (
    <a href={address} target="_blank" rel="noopener noreferrer">
      <img
        class="picture"
        src={address}
        alt={alt}
        loading="lazy"
        data-testid="image"
        onError={() => setMissing(true)}
      />
    </a>
  );
}
