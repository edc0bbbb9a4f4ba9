// SPDX-License-Identifier: GPL-3.0-or-later
export const names: string[];
export function wordsOf(language: string): string[];
