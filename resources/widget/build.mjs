// SPDX-License-Identifier: GPL-3.0-or-later
// Builds the widget: node build.mjs [OUTPUT-FOLDER]. One file per entry means one Vite build per
// entry. The names are fixed, because the build lists them for the binary's resources.
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { wordsOf } from './words.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const out = resolve(process.argv[2] ?? process.env.SERMO_WIDGET_OUT ?? join(here, 'dist'));

// Whoever asks, a test too: otherwise JSX is made for debugging, and a twentieth larger.
process.env.NODE_ENV = 'production';

const entries = [
  { entry: 'src/loader/main.ts', js: 'sermo.min.js' },
  { entry: 'src/main.tsx', js: 'app.js', css: 'app.css' },
  { entry: 'src/seldom.ts', js: 'later.js', format: 'es' }, // src/later.ts imports it
];

await rm(out, { recursive: true, force: true });
await mkdir(out, { recursive: true });
for (const { entry, js, css, format = 'iife' } of entries) {
  await build({
    root: here,
    configFile: join(here, 'vite.config.ts'),
    logLevel: 'warn',
    build: {
      outDir: out,
      emptyOutDir: false,
      rolldownOptions: {
        output: {
          minify: true, // which Vite spares an `es`, another's library
          topLevelVar: false, // a `const` is put where it is used
        },
      },
      lib: {
        entry: join(here, entry),
        formats: [format],
        name: '_sermo',
        fileName: () => js,
        cssFileName: css?.replace('.css', ''),
      },
    },
  });
}
// Vite's own mark on a style sheet, which nothing needs once it is built.
const sheet = join(out, 'app.css');
await writeFile(sheet, (await readFile(sheet, 'utf8')).replace(/\s*\/\*\$vite.*?\*\/\s*$/, ''));
const page = await readFile(join(here, 'app.html'), 'utf8');
await writeFile(
  join(out, 'app.html'),
  page
    .replace(/<!-- .*? -->/g, '')
    .replace(/\s+/g, ' ')
    .replaceAll('> <', '><'),
);
for (const language of ['en', 'sv']) {
  await writeFile(join(out, `${language}.json`), JSON.stringify(wordsOf(language)));
}
