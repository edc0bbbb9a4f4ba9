// SPDX-License-Identifier: GPL-3.0-or-later
// A language as it is served: its words alone, in the order of en.json, whose names the app has once for all languages
// (vite.config.ts). With the names each file would be half as large again.
import { readFileSync } from 'node:fs';

const read = (language) =>
  JSON.parse(readFileSync(new URL(`src/strings/${language}.json`, import.meta.url), 'utf8'));

export const names = Object.keys(read('en'));

/** Throws where one is missing or too many: nobody would see it before a customer does. */
export function wordsOf(language) {
  const words = read(language);
  if (Object.keys(words).sort().join() !== [...names].sort().join()) {
    throw new Error(`${language}.json has not the words of en.json`);
  }
  return names.map((name) => words[name]);
}
