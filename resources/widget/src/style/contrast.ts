// SPDX-License-Identifier: GPL-3.0-or-later
// Contrast as WCAG 2 reckons it: whatever colour a brand has, it can be read.

const parts = (colour: string): number[] =>
  [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16));

function luminance(colour: string): number {
  const [r, g, b] = parts(colour).map((part) =>
    part <= 10 ? part / 3294 : ((part / 255 + 0.055) / 1.055) ** 2.4,
  );
  return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!;
}

/** 1 (none) to 21 (black on white) of two #rrggbb. */
export function contrast(one: string, other: string): number {
  const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light! + 0.05) / (dark! + 0.05);
}

const ENOUGH = 4.5;

/** White where that can be read on the colour, else our ink, else black: one of them always can. */
export const textOn = (colour: string): string =>
  ['#ffffff', '#10161d'].find((ink) => contrast(ink, colour) >= ENOUGH) ?? '#000000';

/** The colour itself, or as much of the ink in it as it takes to be read on the surface. */
export function readableOn(surface: string, colour: string): string {
  const ink = textOn(surface);
  for (let share = 0; share <= 1; share += 0.1) {
    const mixed = parts(colour).map((part, at) =>
      Math.round(part + (parts(ink)[at]! - part) * share)
        .toString(16)
        .padStart(2, '0'),
    );
    const made = `#${mixed.join('')}`;
    if (contrast(made, surface) >= ENOUGH) return made;
  }
  return ink;
}
