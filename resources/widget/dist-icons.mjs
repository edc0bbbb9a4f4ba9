// SPDX-License-Identifier: GPL-3.0-or-later
// Puts the desk's icons beside the built widget, for builds without npm (SERMO_PREBUILT): those that
// resources/CMakeLists.txt names.
import { copyFile, mkdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const lists = await readFile(join(here, '../CMakeLists.txt'), 'utf8');
const icons = /set\(icons ([^)]+)\)/.exec(lists)[1].trim().split(/\s+/);

await mkdir(join(here, 'dist/icons'), { recursive: true });
for (const icon of icons) {
  const name = `${icon}.svg`;
  await copyFile(
    join(here, 'node_modules/lucide-static/icons', name),
    join(here, 'dist/icons', name),
  );
}
