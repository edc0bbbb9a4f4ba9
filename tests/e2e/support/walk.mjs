// SPDX-License-Identifier: GPL-3.0-or-later
import { test } from 'node:test';

/** The steps of one walk: each stands on the one before, so none goes on after one has failed. */
export function walk() {
  let stumbled = '';
  return (name, step) =>
    test(name, async () => {
      if (stumbled) throw new Error(`not reached: «${stumbled}» failed`);
      stumbled = name;
      await step();
      stumbled = '';
    });
}
