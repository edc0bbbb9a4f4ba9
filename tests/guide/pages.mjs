// SPDX-License-Identifier: GPL-3.0-or-later
// A page of the guide, as far as the tests look at it.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { root } from '../e2e/support/environment.mjs';

export const languages = ['en', 'sv'];
export const guide = join(root, 'resources/guide');
export const chapters = (language) => readdirSync(join(guide, language)).sort();

/** { headings: [level], blocks: [{ kind, words, text, where }], prose } */
export function readPage(language, name) {
  const page = { headings: [], blocks: [], prose: '' };
  let block;
  readFileSync(join(guide, language, name), 'utf8').split('\n').forEach((line, i) => {
    const fence = /^```(.*)$/.exec(line);
    if (fence && block) {
      page.blocks.push(block);
      block = undefined;
    } else if (fence) {
      const [kind, ...words] = fence[1].split(' ');
      block = { kind, words, text: '', where: `${language}/${name}:${i + 1}` };
    } else if (block) {
      block.text += `${line}\n`;
    } else {
      const heading = /^(#+) /.exec(line);
      if (heading) page.headings.push(heading[1].length);
      page.prose += `${line}\n`;
    }
  });
  if (block) throw new Error(`${block.where}: does not end`);
  return page;
}
