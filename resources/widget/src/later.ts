// SPDX-License-Identifier: GPL-3.0-or-later
import type { Upload } from './protocol/images.ts';

type Seldom = typeof import('./seldom.ts');

// Read now: it is null in anything that runs later.
let name = (document.currentScript as HTMLScriptElement).dataset.later;
let tried = 0;

/**
 * What is seldom needed. Some browsers remember that a file could not be had, and after an update of the
 * broker it has another digest: every further try asks for it by its plain name.
 */
export function later(): Promise<Seldom> {
  const file = name ?? `later.js?${tried++}`;
  const coming = import(/* @vite-ignore */ `./${file}`) as Promise<Seldom>;
  coming.catch(() => (name = undefined));
  return coming;
}

/** What makes images small and sends them. */
export function uploaderTo(...where: Parameters<Seldom['uploaderTo']>): Upload {
  let uploader: Upload | undefined;
  return async (...images) => {
    uploader ??= (await later()).uploaderTo(...where);
    return uploader(...images);
  };
}
