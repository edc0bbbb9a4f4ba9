// SPDX-License-Identifier: GPL-3.0-or-later

/** "Com Hem" becomes CH, "Anders" becomes A. */
export function initials(name: string): string {
  const words = name.split(/\s+/).filter(Boolean);
  const picked = words.length > 1 ? [words[0], words[words.length - 1]] : words;
  return picked.map((word) => Array.from(word ?? '')[0]?.toUpperCase() ?? '').join('');
}
