// SPDX-License-Identifier: GPL-3.0-or-later
// The budget. A widget heavier than the site it sits on is the first complaint about all of them.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, it } from 'vitest';

const widget = fileURLToPath(new URL('../../../resources/widget', import.meta.url));
const out = mkdtempSync(join(tmpdir(), 'sermo-size-'));

beforeAll(() => {
  execFileSync(process.execPath, ['build.mjs', out], { cwd: widget });
}, 60_000);
afterAll(() => rmSync(out, { recursive: true }));

const gzipped = (...names: string[]) =>
  names.reduce((sum, name) => sum + gzipSync(readFileSync(join(out, name))).length, 0);

it('loads with at most 4 KB', () => {
  expect(gzipped('sermo.min.js')).toBeLessThanOrEqual(4 * 1024);
});

it('chats with at most 25 KB, style and page included', () => {
  expect(gzipped('app.html', 'app.js', 'app.css')).toBeLessThanOrEqual(25 * 1024);
});

it('never writes HTML from text, and never evaluates any', () => {
  // Preact alone knows the name, for a property of ours that no view uses.
  const app = readFileSync(join(out, 'app.js'), 'utf8');
  const loader = readFileSync(join(out, 'sermo.min.js'), 'utf8');
  expect(loader).not.toMatch(/innerHTML|insertAdjacentHTML|document\.write|\beval\(/);
  expect(app).not.toMatch(/insertAdjacentHTML|document\.write|\beval\(|new Function/);
});
