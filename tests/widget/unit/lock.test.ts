// SPDX-License-Identifier: GPL-3.0-or-later
// What the lock file owes to those who build elsewhere, with another npm and another registry.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const folder = fileURLToPath(new URL('../../../resources/widget/', import.meta.url));
const read = (name: string) => JSON.parse(readFileSync(folder + name, 'utf8'));
const entries = Object.entries<Record<string, unknown>>(read('package-lock.json').packages);

it('names no address to download from', () => {
  expect(entries.filter(([, entry]) => 'resolved' in entry)).toEqual([]);
});

it('has a checksum for every package', () => {
  const without = entries.filter(([path, entry]) => path && !entry.integrity);
  expect(without.map(([path]) => path)).toEqual([]);
});

it('pins every package that we ask for', () => {
  const { dependencies, devDependencies, optionalDependencies } = read('package.json');
  const wanted = { ...dependencies, ...devDependencies, ...optionalDependencies };
  for (const [name, version] of Object.entries(wanted)) {
    // An older one beside it goes by another name, and is as exact.
    expect(version, name).toMatch(/^(npm:[a-z0-9.-]+@)?\d+\.\d+\.\d+$/);
  }
});

it('runs with Node 22', () => {
  expect(process.versions.node).toMatch(/^22\./);
});
