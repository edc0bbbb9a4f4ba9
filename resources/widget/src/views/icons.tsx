// SPDX-License-Identifier: GPL-3.0-or-later
// Drawn by Lucide (https://lucide.dev, ISC licence); only the handful that the chat needs.

const SPEAKER = 'M11 5 6 8H2v8h4l5 3z';
const shapes = {
  minus: 'M5 12h14',
  x: 'M18 6 6 18M6 6l12 12',
  send: 'M3 3l3 9-3 9 19-9zM6 12h16',
  link: 'M7 7h10v10M7 17 17 7',
  image: 'M16 5h6M19 2v6M21 12v9H3V3h9M21 15l-4-4L6 21M9 11a2 2 0 1 0 0-4 2 2 0 0 0 0 4',
  camera: 'M3 7h4l2-3h6l2 3h4v13H3zM12 17a4 4 0 1 0 0-8 4 4 0 0 0 0 8',
  down: 'M6 9l6 6 6-6',
  person: 'M19 21v-2a4 4 0 0 0-4-4H9a4 4 0 0 0-4 4v2M12 11a4 4 0 1 0 0-8 4 4 0 0 0 0 8',
  sound: `${SPEAKER}M16 9a5 5 0 0 1 0 6M19 18a9 9 0 0 0 0-12`,
  quiet: `${SPEAKER}M22 9l-6 6M16 9l6 6`,
};

export function Icon({ name, size = 20 }: { name: keyof typeof shapes; size?: number }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      stroke-width="2"
      stroke-linecap="round"
      stroke-linejoin="round"
      aria-hidden="true"
    >
      <path d={shapes[name]} />
    </svg>
  );
}
