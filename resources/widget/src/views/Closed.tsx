// SPDX-License-Identifier: GPL-3.0-or-later
import type { Opening } from '../protocol/events.ts';
import type { Language } from '../strings/strings.ts';
import { CLOCK, told, useRoom } from './context.ts';

const WEEK = 6 * 86_400_000;

/** "on Monday at 08:00", by the customer's own clock; a date, where a week does not tell it. */
function moment(at: string, language: Language): string {
  const far = Date.parse(at) - Date.now() > WEEK;
  return told(at, language, {
    weekday: 'long',
    ...CLOCK,
    ...(far && { day: 'numeric', month: 'long' }),
  });
}

/** Days that follow one another with the same hours make one line: "Mon–Fri", "08:00–18:00". */
export function lines(week: string[][], language: Language, closed: string): [string, string][] {
  const name = (day: number) =>
    told(`2024-01-0${1 + day}`, language, { weekday: 'short', timeZone: 'UTC' }); // from a Monday
  const hours = week.map((spans) => spans.join(', ').replaceAll('-', '–') || closed);
  const made: [string, string][] = [];
  for (let from = 0; from < hours.length;) {
    let to = from;
    while (hours[to + 1] === hours[from]) to++;
    made.push([from === to ? name(from) : `${name(from)}–${name(to)}`, hours[from]!]);
    from = to + 1;
  }
  return made;
}

/** Nobody answers now: when somebody will. */
export function Closed() {
  const { state, t, language } = useRoom();
  const { opening } = state.conversation;
  const time = opening?.at && moment(opening.at, language);
  return (
    <li class="closed" data-testid="platform-closed">
      <p>{time ? t('closedUntil', { time }) : t('closed')}</p>
      {opening?.week.length ? <Week opening={opening} /> : null}
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
