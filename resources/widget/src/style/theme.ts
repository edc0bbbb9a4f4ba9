// SPDX-License-Identifier: GPL-3.0-or-later
import type { Settings } from '../bridge/messages.ts';

/** Relative luminance of #rrggbb (WCAG 2). */
function luminance(colour: string): number {
  const [r, g, b] = [1, 3, 5].map((at) => {
    const part = parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!;
}

/** Black or white, whichever reads better on the colour. */
export const textOn = (colour: string): string => (luminance(colour) > 0.179 ? '#10161d' : '#fff');

/** Light or dark as the page wishes, else as the system; the brand's colour where one is given. */
export function paint({ theme, colour }: Settings): void {
  const root = document.documentElement;
  const dark = matchMedia('(prefers-color-scheme: dark)');
  const apply = () => {
    root.dataset.theme =
      theme === 'dark' || theme === 'light' ? theme : dark.matches ? 'dark' : 'light';
  };
  apply();
  dark.addEventListener('change', apply);
  if (colour && /^#[0-9a-f]{6}$/i.test(colour)) {
    root.style.setProperty('--brand', colour);
    root.style.setProperty('--on-brand', textOn(colour));
  }
}
