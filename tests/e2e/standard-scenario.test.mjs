// SPDX-License-Identifier: GPL-3.0-or-later
// The standard scenario on a day without troubles, nothing simulated: the real desk hosting its broker, a second
// one joined, the real widget in Chromium.
import { standardSteps } from './standard-steps.mjs';
import { Scene } from './support/scene.mjs';
import { walk } from './support/walk.mjs';

const scene = new Scene();
const step = walk(scene);

for (const [name, take] of standardSteps) step(name, take);
