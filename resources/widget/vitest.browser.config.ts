// SPDX-License-Identifier: GPL-3.0-or-later
import { defineConfig, mergeConfig } from 'vitest/config';
import base, { tests } from './vitest.config.ts';

export default defineConfig(
  mergeConfig(base, {
    test: {
      dir: `${tests}browser`,
      fileParallelism: false,
      testTimeout: 60_000,
      hookTimeout: 60_000,
    },
  }),
);
