// SPDX-License-Identifier: GPL-3.0-or-later
import { safeUrl } from '../protocol/events.ts';

const address = /https?:\/\/[^\s<>"]*[^\s<>".,:;!?)\]}'’”]/g;

/** Text as it was written, web addresses made clickable. Never HTML: each piece is a text node. */
export function PlainText({ text }: { text: string }) {
  const pieces = [];
  let from = 0;
  for (const match of text.matchAll(address)) {
    const url = safeUrl(match[0]);
    if (!url) continue;
    pieces.push(text.slice(from, match.index));
    pieces.push(
      <a href={url} target="_blank" rel="noopener noreferrer">
        {match[0]}
      </a>,
    );
    from = match.index + match[0].length;
  }
  pieces.push(text.slice(from));
  return <>{pieces}</>;
}
