// SPDX-License-Identifier: GPL-3.0-or-later
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

/**
 * The steps of one walk through a scene: each stands on the one before, so none goes on after one has failed.
 * `skip`: why none is taken.
 */
export function walk(scene, { skip = false } = {}) {
  if (!skip) {
    before(() => scene.open());
    after(async () => assert.deepEqual(await scene.close(), [0, 0], 'both that are left end cleanly'));
  }

  let stumbled = '';
  return (name, take) =>
    test(name, { skip }, async () => {
      if (stumbled) throw new Error(`not reached: «${stumbled}» failed`);
      stumbled = name;
      await take(scene);
      stumbled = '';
    });
}
