// SPDX-License-Identifier: GPL-3.0-or-later
import type { Opening } from '../protocol/events.ts';
import type { Language } from '../strings/strings.ts';
import { locale, useRoom } from './context.ts';

const WEEK = 6 * 86_400_000;

/** "on Monday at 08:00", by the customer's own clock; a date, where a week does not tell it. */
function moment(at: string, language: Language): string {
  const time = new Date(at);
  const far = time.getTime() - Date.now() > WEEK;
  return time.toLocaleString(locale(language), {
    weekday: 'long',
    hour: '2-digit',
    minute: '2-digit',
    ...(far && { day: 'numeric', month: 'long' }),
  });
}

/** Days that follow one another with the same hours make one line: "Mon–Fri", "08:00–18:00". */
export function lines(week: string[][], language: Language, closed: string): [string, string][] {
  const name = (day: number) =>
    new Date(Date.UTC(2024, 0, 1 + day)).toLocaleDateString(locale(language), {
      weekday: 'short',
      timeZone: 'UTC',
    });
  const told = week.map((spans) => spans.join(', ').replaceAll('-', '–') || closed);
  const made: [string, string][] = [];
  for (let from = 0; from < told.length;) {
    let to = from;
    while (told[to + 1] === told[from]) to++;
    made.push([from === to ? name(from) : `${name(from)}–${name(to)}`, told[from]!]);
    from = to + 1;
  }
  return made;
}

/** Nobody answers now: when somebody will. */
export function Closed() {
  const { state, t, language } = useRoom();
  const { opening } = state.conversation;
  const at = opening?.at && !Number.isNaN(Date.parse(opening.at)) ? opening.at : undefined;
  return (
    <li class="closed" data-testid="platform-closed">
      <p>{at ? t('closedUntil', { time: moment(at, language) }) : t('closed')}</p>
      {opening && opening.week.length > 0 && <Week opening={opening} />}
    </li>
  );
}

function Week({ opening: { week, timezone } }: { opening: Opening }) {
  const { t, language } = useRoom();
  const zone = timezone.replace(/^.*\//, '').replaceAll('_', ' ');
  return (
    <table data-testid="hours">
      <caption>{t('hours', { zone })}</caption>
      <tbody>
        {lines(week, language, t('dayClosed')).map(([days, hours]) => (
          <tr key={days}>
            <th scope="row">{days}</th>
            <td dir="ltr">{hours}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
