// SPDX-License-Identifier: GPL-3.0-or-later
import type { Settings } from '../bridge/messages.ts';
import { readableOn, textOn } from './contrast.ts';

/** As in base.css. */
const SURFACES = { light: '#ffffff', dark: '#1b2027' };

/** Light or dark as the page wishes, else as the system; the brand's colour where one is given. */
export function paint({ theme, colour }: Settings): void {
  const root = document.documentElement;
  const dark = matchMedia('(prefers-color-scheme: dark)');
  const brand = colour && /^#[0-9a-f]{6}$/i.test(colour) ? colour : undefined;
  const apply = () => {
    const now = theme === 'dark' || theme === 'light' ? theme : dark.matches ? 'dark' : 'light';
    root.dataset.theme = now;
    if (!brand) return;
    root.style.setProperty('--brand', brand);
    root.style.setProperty('--on-brand', textOn(brand));
    root.style.setProperty('--accent', readableOn(SURFACES[now], brand));
  };
  apply();
  dark.addEventListener('change', apply);
}
