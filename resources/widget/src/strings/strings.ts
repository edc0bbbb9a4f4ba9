// SPDX-License-Identifier: GPL-3.0-or-later
export type StringKey = keyof typeof import('./en.json');
export type Language = 'en' | 'sv';
export type Translate = (key: StringKey, values?: Record<string, string | number>) => string;

const PATIENCE = 1_000;

/** The names of the words, in the order of en.json: the files that are served have the words alone (words.mjs). */
declare const SERMO_WORDS: string;
const names = SERMO_WORDS.split(' ');

/** A file each, beside the app: nobody loads the words of a language that is not his. */
const catalogues: Partial<Record<Language, string[]>> = {};

const fetched = async (address: string): Promise<string[] | undefined> => {
  const answer = await fetch(address);
  return answer.ok ? answer.json() : undefined;
};

/** Gets ready to speak it. The file is where the app itself came from, so it can be had again soon. */
export async function learn(language: Language): Promise<void> {
  const { href } = document.querySelector<HTMLLinkElement>(`link[hreflang=${language}]`)!;
  for (;;) {
    const words = catalogues[language] ?? (await fetched(href).catch(() => undefined));
    if (words) {
      catalogues[language] = words;
      return;
    }
    await new Promise((done) => setTimeout(done, PATIENCE));
  }
}

/** The first of the wishes that we speak; English otherwise. */
export function pickLanguage(...wishes: (string | undefined)[]): Language {
  for (const wish of wishes) {
    const language = wish?.toLowerCase().split('-')[0];
    if (language === 'sv' || language === 'en') return language;
  }
  return 'en';
}

/** Speaks what was learnt. */
export function translator(language: Language): Translate {
  return (key, values = {}) =>
    (catalogues[language]?.[names.indexOf(key)] ?? '').replace(/\{(\w+)\}/g, (_, name: string) =>
      String(values[name] ?? ''),
    );
}
