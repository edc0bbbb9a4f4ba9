// SPDX-License-Identifier: GPL-3.0-or-later
// Drawn by Lucide (https://lucide.dev, ISC licence); only the handful that the chat needs.

const SPEAKER = 'M11 4.7 6.4 8H3a1 1 0 0 0-1 1v6a1 1 0 0 0 1 1h3.4l4.6 3.3z';
const shapes = {
  minus: ['M5 12h14'],
  x: ['M18 6 6 18', 'm6 6 12 12'],
  send: [
    'M3.714 3.048a.498.498 0 0 0-.683.627l2.843 7.627a2 2 0 0 1 0 1.396l-2.842 7.627a.498.498 0 0 0 .682.627l18-8.5a.5.5 0 0 0 0-.904z',
    'M6 12h16',
  ],
  link: ['M7 7h10v10', 'M7 17 17 7'],
  image: [
    'M16 5h6',
    'M19 2v6',
    'M21 11.5V19a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2V5a2 2 0 0 1 2-2h7.5',
    'm21 15-3.086-3.086a2 2 0 0 0-2.828 0L6 21',
    'M9 11a2 2 0 1 0 0-4 2 2 0 0 0 0 4',
  ],
  camera: ['M3 7h4l2-3h6l2 3h4v13H3z', 'M12 17a4 4 0 1 0 0-8 4 4 0 0 0 0 8'],
  down: ['m6 9 6 6 6-6'],
  person: ['M19 21v-2a4 4 0 0 0-4-4H9a4 4 0 0 0-4 4v2', 'M12 11a4 4 0 1 0 0-8 4 4 0 0 0 0 8'],
  sound: [SPEAKER, 'M16 9a5 5 0 0 1 0 6', 'M19.4 18.4a9 9 0 0 0 0-12.8'],
  quiet: [SPEAKER, 'm22 9-6 6', 'm16 9 6 6'],
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
      focusable="false"
    >
      {shapes[name].map((d) => (
        <path key={d} d={d} />
      ))}
    </svg>
  );
}
