// SPDX-License-Identifier: GPL-3.0-or-later
import { defineConfig, mergeConfig } from 'vitest/config';
import base, { tests } from './vitest.config.ts';

export default defineConfig(
  mergeConfig(base, {
    test: {
      dir: `${tests}browser`,
      fileParallelism: false,
      testTimeout: 120_000, // machines differ, and nothing waits for it when all is well
      hookTimeout: 60_000,
    },
  }),
);
