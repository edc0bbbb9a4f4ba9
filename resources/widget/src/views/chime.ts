// SPDX-License-Identifier: GPL-3.0-or-later
// Two short notes, one upon the other. Of later.js (seldom.ts), and no sound to load.

export function sound(context: AudioContext): void {
  const from = context.currentTime;
  const note = context.createOscillator();
  const loudness = context.createGain();
  note.frequency.value = 660;
  note.frequency.setValueAtTime(880, from + 0.12);
  loudness.gain.setValueAtTime(0.08, from);
  loudness.gain.exponentialRampToValueAtTime(0.001, from + 0.4);
  note.connect(loudness).connect(context.destination);
  note.start();
  note.stop(from + 0.4);
}
