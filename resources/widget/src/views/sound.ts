// SPDX-License-Identifier: GPL-3.0-or-later
// Two short notes when somebody answers a customer who looks elsewhere. Made here: no file to load.

const KEY = 'sermo:quiet';
let context: AudioContext | undefined;
let quiet = false;
try {
  quiet = localStorage.getItem(KEY) === '1';
} catch {
  // Without storage the wish lasts as long as the page.
}

/** Browsers let a page sound only after its reader has done something there; so do we. */
export function listenForGesture(): void {
  const wake = () => (context ??= new AudioContext());
  for (const kind of ['pointerdown', 'keydown']) {
    addEventListener(kind, wake, { once: true, capture: true });
  }
}

export const isQuiet = (): boolean => quiet;

export function setQuiet(wish: boolean): void {
  quiet = wish;
  try {
    localStorage.setItem(KEY, wish ? '1' : '');
  } catch {
    // As above.
  }
}

export function chime(): void {
  if (quiet || !context) return;
  for (const [at, pitch] of [
    [0, 660],
    [0.12, 880],
  ] as const) {
    const from = context.currentTime + at;
    const note = context.createOscillator();
    const loudness = context.createGain();
    note.frequency.value = pitch;
    loudness.gain.setValueAtTime(0.08, from);
    loudness.gain.exponentialRampToValueAtTime(0.001, from + 0.25);
    note.connect(loudness).connect(context.destination);
    note.start(from);
    note.stop(from + 0.3);
  }
}
