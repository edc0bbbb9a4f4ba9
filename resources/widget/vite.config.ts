// SPDX-License-Identifier: GPL-3.0-or-later
import { defineConfig } from 'vite';
import { names } from './words.mjs';

export default defineConfig({
  define: { SERMO_WORDS: JSON.stringify(names.join(' ')) },
  // Classic: Preact's core has `h` anyway, the automatic runtime would be a second one beside it.
  oxc: { jsx: { runtime: 'classic', pragma: 'h', pragmaFrag: 'Fragment' } },
  build: {
    target: 'es2022',
    // Older ones do not know `color-mix` either; for them lightningcss would write themes twice.
    cssTarget: ['chrome123', 'firefox121', 'safari17.5'],
    minify: true,
    copyPublicDir: false,
    reportCompressedSize: false,
    rolldownOptions: {
      transform: { inject: { h: ['preact', 'h'], Fragment: ['preact', 'Fragment'] } },
      optimization: { inlineConst: { mode: 'all', pass: 2 } },
    },
  },
});
