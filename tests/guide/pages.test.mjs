// SPDX-License-Identifier: GPL-3.0-or-later
// What can be held against a page without running it.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';

import { root } from '../e2e/support/environment.mjs';
import { chapters, guide, languages, readPage } from './pages.mjs';

const kinds = {
  sh: ['', 'serve', 'pair', 'stopped', 'desk', 'elsewhere'],
  json: ['config', 'customer', 'bot', 'agent', 'heard=bot'],
  js: ['original'],
};
const all = (text, pattern) => [...text.matchAll(pattern)].map((match) => match[1]);
const code = (text) => all(text, /`([^`\n]+)`/g);

/** What is on the screen in that language, without what keeps changing in it. */
function wordsOnScreen(language) {
  const plain = (text) => text.replace(/&(\w+);/g, (_, name) => ({ amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" })[name])
    .replace(/<\/?numerusform>/g, '').trim();
  const file = readFileSync(join(root, 'resources/translations/sermo_sv.ts'), 'utf8');
  return new Set(all(file, language === 'en' ? /<source>([^<]*)<\/source>/g : /<translation>([^<]*)<\/translation>/g).map(plain));
}

test('both languages have the same chapters, sections and blocks', () => {
  assert.ok(chapters('en').length >= 6);
  assert.deepEqual(chapters('sv'), chapters('en'));
  for (const name of chapters('en')) {
    const [en, sv] = languages.map((language) => readPage(language, name));
    assert.deepEqual(sv.headings, en.headings, `${name}: headings`);
    assert.deepEqual(sv.blocks.map(({ where, ...block }) => block), en.blocks.map(({ where, ...block }) => block), `${name}: blocks`);
  }
});

for (const language of languages) {
  describe(language, () => {
    const pages = chapters(language).map((name) => ({ name, ...readPage(language, name) }));
    const each = (take) => pages.forEach((page) => take(page));

    test('every block says what becomes of it', () => each(({ blocks }) => {
      for (const { kind, words: [word = '', ...more], where } of blocks) {
        assert.ok(kinds[kind]?.includes(word), `${where}: ${kind} ${word}`);
        assert.ok(more.every((other) => /^refused=\w+$/.test(other)), `${where}: ${more}`);
      }
    }));

    test('nothing of ours escapes being run', () => each(({ blocks, prose, name }) => {
      for (const { text, where } of blocks.filter(({ kind, words }) => kind === 'sh' && words[0] === 'elsewhere'))
        assert.ok(!/^\s*sermo-/m.test(text), where);
      assert.ok(!/^ {4,}(sermo-|\{)/m.test(prose), `${name}: a block without a fence`);
    }));

    test('./dev has the commands that are named', () => {
      const known = all(execFileSync(join(root, 'dev'), ['help'], { encoding: 'utf8' }), /^ {2}(\w+)/gm);
      each(({ blocks, prose }) => {
        for (const command of all(prose + blocks.map(({ text }) => text).join(''), /\.\/dev (\w+)/g))
          assert.ok(known.includes(command), command);
      });
    });

    test('links lead somewhere', () => each(({ name, prose }) => {
      for (const to of all(prose, /\]\(([^)]+)\)/g)) assert.ok(existsSync(join(guide, language, to)), `${name}: ${to}`);
    }));

    test('the first page leads to every other', () => {
      const links = all(pages.find(({ name }) => name === 'index.md').prose, /\]\(([^)]+)\)/g);
      assert.deepEqual(links.toSorted(), chapters(language).filter((name) => name !== 'index.md'));
    });

    test('files that are named are there', () => each(({ name, prose }) => {
      for (const path of code(prose).filter((word) => /^(app|broker|ui|resources|tests)\//.test(word)))
        assert.ok(existsSync(join(root, path)), `${name}: ${path}`);
    }));

    test('words in bold are on the screen', () => {
      const words = wordsOnScreen(language);
      for (const page of pages.filter(({ name }) => ['agents.md', 'supervisors.md'].includes(name)))
        for (const word of all(page.prose, /\*\*([^*]+)\*\*/g)) assert.ok(words.has(word), `${page.name}: ${word}`);
    });

    test('figures are figures', () => {
      const known = new Set(all(readFileSync(join(root, 'broker/desk/figures/told.cpp'), 'utf8'), /"([\w.]+)"_L1/g));
      const table = pages.find(({ name }) => name === 'supervisors.md').prose.split('\n').filter((line) => line.startsWith('| `'));
      assert.ok(table.length > 10);
      for (const figure of code(table.join('\n'))) assert.ok(known.has(figure), figure);
    });
  });
}
