// SPDX-License-Identifier: GPL-3.0-or-later
// The budget. A widget heavier than the site it sits on is the first complaint about all of them.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const widget = fileURLToPath(new URL('../../../resources/widget', import.meta.url));
const out = mkdtempSync(join(tmpdir(), 'sermo-size-'));

const HOW_TO = 'it drifted from the sources: npm run dist, and commit it';

beforeAll(() => {
  execFileSync(process.execPath, ['build.mjs', out], { cwd: widget });
}, 60_000);
afterAll(() => rmSync(out, { recursive: true }));

/** As the broker packs them, once and as small as it goes (broker/server/webfiles). */
const gzipped = (...names: string[]) =>
  names.reduce(
    (sum, name) => sum + gzipSync(readFileSync(join(out, name)), { level: 9 }).length,
    0,
  );

it('loads with at most 4 KB', () => {
  expect(gzipped('sermo.min.js')).toBeLessThanOrEqual(4 * 1024);
});

it('chats with at most 25 KB: document, script and style', () => {
  expect(gzipped('app.html', 'app.js', 'app.css')).toBeLessThanOrEqual(25 * 1024);
});

it.each(['en', 'sv'])('has one language’s words in at most 1.5 KB: %s', (language) => {
  expect(gzipped(`${language}.json`)).toBeLessThanOrEqual(1.5 * 1024);
});

it('never writes HTML from text, and never evaluates any', () => {
  // Preact alone knows the name, for a property of ours that no view uses.
  const app = readFileSync(join(out, 'app.js'), 'utf8');
  const loader = readFileSync(join(out, 'sermo.min.js'), 'utf8');
  expect(loader).not.toMatch(/innerHTML|insertAdjacentHTML|document\.write|\beval\(/);
  expect(app).not.toMatch(/insertAdjacentHTML|document\.write|\beval\(|new Function/);
});

describe('what is committed for builds without npm (npm run dist)', () => {
  const committed = (name: string) => readFileSync(join(widget, 'dist', name), 'utf8');

  it.each(['sermo.min.js', 'app.html', 'app.js', 'app.css', 'en.json', 'sv.json'])(
    'is what is built: %s',
    (name) => {
      // Not toBe(): nobody reads the difference of two minified files.
      expect(committed(name) === readFileSync(join(out, name), 'utf8'), HOW_TO).toBe(true);
    },
  );

  it('has every icon of the desk', () => {
    const lists = readFileSync(join(widget, '../CMakeLists.txt'), 'utf8');
    const icons = /set\(icons ([^)]+)\)/.exec(lists)?.[1]?.trim().split(/\s+/) ?? [];
    expect(icons.length).toBeGreaterThan(20);
    for (const icon of icons) {
      const given = join(widget, 'node_modules/lucide-static/icons', `${icon}.svg`);
      expect(committed(`icons/${icon}.svg`) === readFileSync(given, 'utf8'), HOW_TO).toBe(true);
    }
  });
});
