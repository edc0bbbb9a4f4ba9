// SPDX-License-Identifier: GPL-3.0-or-later
// later.js: what most customers never need. A file of its own, that comes when any of it is first asked for.
export { asText, save } from './conversation/record.ts';
export { uploaderTo } from './protocol/images.ts';
export { sound } from './views/chime.ts';
