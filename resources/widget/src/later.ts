// SPDX-License-Identifier: GPL-3.0-or-later
// What most customers never need: a file of its own, that comes when it is first asked for.
import type { Upload } from './protocol/images.ts';

type Images = typeof import('./protocol/images.ts');

// Read now: it is null in anything that runs later.
const named = (document.currentScript as HTMLScriptElement).dataset.images;
let tried = 0;
let uploader: Upload | undefined;

/**
 * What makes images small and sends them (protocol/images.ts). Some browsers remember that a file
 * could not be had, and after an update of the broker it has another digest: every further try asks
 * for it by its plain name.
 */
export const uploaderTo =
  (base: URL): Upload =>
  async (...image) => {
    const name = tried++ ? `images.js?${tried}` : named;
    uploader ??= ((await import(/* @vite-ignore */ `./${name}`)) as Images).uploaderTo(base);
    return uploader(...image);
  };
