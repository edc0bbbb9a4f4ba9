// SPDX-License-Identifier: GPL-3.0-or-later
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

/** The steps of one walk through a scene: each stands on the one before, so none goes on after one has failed. */
export function walk(scene) {
  before(() => scene.open());
  after(async () => assert.deepEqual(await scene.close(), [0, 0], 'both desks end cleanly'));

  let stumbled = '';
  return (name, take) =>
    test(name, async () => {
      if (stumbled) throw new Error(`not reached: «${stumbled}» failed`);
      stumbled = name;
      await take(scene);
      stumbled = '';
    });
}
