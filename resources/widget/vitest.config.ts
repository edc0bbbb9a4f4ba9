// SPDX-License-Identifier: GPL-3.0-or-later
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';
import { defineConfig } from 'vitest/config';
import { names } from './words.mjs';

const here = fileURLToPath(new URL('.', import.meta.url));
export const tests = fileURLToPath(new URL('../../tests/widget/', import.meta.url));

/** The tests live in the house's tests folder, their packages here. */
export const packagesFromHere = (): Plugin => ({
  name: 'packages-from-here',
  enforce: 'pre',
  resolveId(id, importer, options) {
    if (!importer?.startsWith(tests) || /^[./]|^node:/.test(id)) return undefined;
    return this.resolve(id, `${here}package.json`, { ...options, skipSelf: true });
  },
});

const junit = process.env.SERMO_RESULTS;

export default defineConfig({
  root: here,
  define: { SERMO_WORDS: JSON.stringify(names.join(' ')) },
  plugins: [packagesFromHere()],
  resolve: { alias: { '@widget': `${here}src` } },
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  test: {
    dir: `${tests}unit`,
    reporters: junit ? ['default', ['junit', { outputFile: junit }]] : ['default'],
  },
});
