// SPDX-License-Identifier: GPL-3.0-or-later
// The budget. A widget heavier than the site it sits on is the first complaint about all of them.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
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

const read = (name: string) => readFileSync(join(out, name));
/** As the broker packs it, once and as small as it goes (broker/server/webfiles). */
const gzipped = (content: Buffer | string) => gzipSync(content, { level: 9 }).length;

const LANGUAGES = ['en.json', 'sv.json'];
/** Comes when a customer first needs it, and then has a limit of its own. */
const LATER = { 'later.js': 1.75 * 1024 };

/** The chat's page as it is served: the parts that it names carry their digests. */
function served(): { page: string; parts: string[] } {
  const parts: string[] = [];
  const page = read('app.html')
    .toString()
    .replace(/"(\w+)\.(js|css|json)"/g, (_, name: string, kind: string) => {
      parts.push(`${name}.${kind}`);
      const digest = createHash('sha256')
        .update(read(`${name}.${kind}`))
        .digest('hex');
      return `"${name}.${digest.slice(0, 16)}.${kind}"`;
    });
  return { page, parts };
}

it('loads with at most 4 KB', () => {
  expect(gzipped(read('sermo.min.js'))).toBeLessThanOrEqual(4 * 1024);
});

it('chats with at most 25 KB, all that a customer loads: page, script, style and the longer language', () => {
  const { page, parts } = served();
  const size = (name: string) => gzipped(read(name));
  const atOnce = parts.filter((name) => !LANGUAGES.includes(name) && !(name in LATER));
  expect(atOnce.sort()).toEqual(['app.css', 'app.js']);
  const sum = [gzipped(page), ...atOnce.map(size), Math.max(...LANGUAGES.map(size))];
  expect(sum.reduce((all, one) => all + one)).toBeLessThanOrEqual(25 * 1024);
});

it.each(LANGUAGES)('has one language’s words in at most 1 KB: %s', (name) => {
  expect(gzipped(read(name))).toBeLessThanOrEqual(1024);
});

it.each(Object.entries(LATER))(
  'has in a file that comes when it is needed, %s, at most %i bytes',
  (name, most) => {
    expect(served().parts).toContain(name);
    expect(gzipped(read(name))).toBeLessThanOrEqual(most);
  },
);

it('never writes HTML from text, and never evaluates any', () => {
  // Preact alone knows the name, for a property of ours that no view uses.
  const app = read('app.js').toString() + read('later.js').toString();
  const loader = read('sermo.min.js').toString();
  expect(loader).not.toMatch(/innerHTML|insertAdjacentHTML|document\.write|\beval\(/);
  expect(app).not.toMatch(/insertAdjacentHTML|document\.write|\beval\(|new Function/);
});

describe('what is committed for builds without npm (npm run dist)', () => {
  const committed = (name: string) => readFileSync(join(widget, 'dist', name), 'utf8');

  it.each(['sermo.min.js', 'app.html', 'app.js', 'app.css', 'later.js', 'en.json', 'sv.json'])(
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
