// SPDX-License-Identifier: GPL-3.0-or-later
// Card numbers and Swedish personal numbers in the customer's words. The broker does the same with
// what it gets (broker/protocol/masking.cpp); tests/data/masking.json holds the two together.

const SHORTEST_CARD = 13;
const LONGEST_CARD = 19;
/** Digits of a row that show while it is being typed. */
const MOST_SHOWN = 4;

/** Groups of digits with at most three spaces or dashes between: what may be one number. */
const ROW = /[0-9]+(?:[ \u00a0\u2009\u202f\u2010-\u2015\u2212+-]{1,3}[0-9]+)*/g;
/** How people group a personal number: 850709-9805, 19850709-9805, 1985-07-09-9805. */
const PERSONAL = ['10', '12', '6,4', '8,4', '2,2,2,4', '4,2,2,4'];
/** Century if any, year, month, and the day; with 60 more it is a coordination number. */
const BORN = /^(18|19|20)?\d\d(0[1-9]|1[012])(0[1-9]|[12]\d|3[01]|6[1-9]|[78]\d|9[01])\d{4}$/;

interface Group {
  at: number;
  digits: string;
}

const stars = (text: string): string => text.replace(/[0-9]/g, '*');

/** Luhn: from the right every second digit counts double. */
function isSumRight(digits: string): boolean {
  let sum = 0;
  for (let i = 0; i < digits.length; i++) {
    const digit = Number(digits[digits.length - 1 - i]);
    const value = i % 2 ? digit * 2 : digit;
    sum += value > 9 ? value - 9 : value;
  }
  return sum % 10 === 0;
}

function isPersonal(groups: Group[], digits: string): boolean {
  if (!PERSONAL.includes(groups.map((group) => group.digits.length).join(','))) return false;
  return BORN.test(digits) && isSumRight(digits.slice(-10));
}

function maskRow(row: string): string {
  const groups = [...row.matchAll(/[0-9]+/g)].map((match): Group => ({
    at: match.index,
    digits: match[0],
  }));
  const signs = [...row];
  for (let first = 0; first < groups.length; first++) {
    let digits = '';
    for (let last = first; last < groups.length; last++) {
      digits += groups[last]?.digits ?? '';
      if (digits.length > LONGEST_CARD) break;
      const window = groups.slice(first, last + 1);
      const isCard = digits.length >= SHORTEST_CARD && isSumRight(digits);
      if (!isCard && !isPersonal(window, digits)) continue;
      for (const group of window) signs.fill('*', group.at, group.at + group.digits.length);
    }
  }
  return signs.join('');
}

/** Hides the digits of card numbers and personal numbers. */
export function maskNumbers(text: string): string {
  return text.replace(ROW, maskRow);
}

/**
 * The same for a text that is still being typed: its numbers are not whole yet, so every row of more
 * than four digits is hidden.
 */
export function maskPreview(text: string): string {
  return text.replace(ROW, (row) =>
    row.replace(/[^0-9]/g, '').length > MOST_SHOWN ? stars(row) : row,
  );
}
