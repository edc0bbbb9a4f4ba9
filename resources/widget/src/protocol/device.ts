// SPDX-License-Identifier: GPL-3.0-or-later

/**
 * A telephone or a tablet: its system stops pages that nobody looks at, so silence there says less. An iPad calls itself
 * a Macintosh, but no Macintosh can be touched.
 */
export function isMobile(device: Pick<Navigator, 'userAgent' | 'maxTouchPoints'>): boolean {
  const { userAgent, maxTouchPoints } = device;
  return (
    /Android|iPhone|iPad|Mobi/.test(userAgent) ||
    (/Macintosh/.test(userAgent) && maxTouchPoints > 1)
  );
}
