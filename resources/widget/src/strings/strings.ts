// SPDX-License-Identifier: GPL-3.0-or-later
import en from './en.json';
import sv from './sv.json';

export type StringKey = keyof typeof en;
export type Language = 'en' | 'sv';
export type Translate = (key: StringKey, values?: Record<string, string | number>) => string;

const catalogues: Record<Language, Record<StringKey, string>> = { en, sv };

/** The first of the wishes that we speak; English otherwise. */
export function pickLanguage(...wishes: (string | undefined)[]): Language {
  for (const wish of wishes) {
    const language = wish?.toLowerCase().split('-')[0];
    if (language === 'sv' || language === 'en') return language;
  }
  return 'en';
}

export function translator(language: Language): Translate {
  return (key, values = {}) =>
    catalogues[language][key].replace(/\{(\w+)\}/g, (_, name: string) =>
      String(values[name] ?? ''),
    );
}
