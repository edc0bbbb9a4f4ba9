// SPDX-License-Identifier: GPL-3.0-or-later
// Images that are not sent yet, in the storage of the tab: they outlive a reload, as the conversation does,
// and no longer. Where there is no such storage, or none left, nothing is kept.

/** For all of them, in letters: three or four photographs. Some browsers give a tab 2.5 million for everything. */
const MOST = 1_500_000;

const all = (slot: string): string[] =>
  Object.keys(sessionStorage).filter((name) => name.startsWith(slot));

const asLetters = (image: Blob): Promise<string> =>
  new Promise((done, fail) => {
    const reader = new FileReader();
    reader.onload = () => done(reader.result as string);
    reader.onerror = fail;
    reader.readAsDataURL(image);
  });

/** @param slot how the names of all of them begin */
export async function keep(slot: string, id: string, image: Blob): Promise<void> {
  try {
    const letters = await asLetters(image);
    const lengths = all(slot).map((name) => sessionStorage.getItem(name)!.length);
    const sum = lengths.reduce((one, other) => one + other, letters.length);
    if (sum <= MOST) sessionStorage.setItem(slot + id, letters);
  } catch {
    // Said above.
  }
}

/** None: it was not kept. Our page may fetch nothing that is not the broker's, its own letters neither. */
export function kept(slot: string, id: string): Blob | undefined {
  try {
    const [type, letters] = sessionStorage
      .getItem(slot + id)!
      .slice(5)
      .split(';base64,');
    return new Blob([Uint8Array.from(atob(letters!), (one) => one.charCodeAt(0))], { type: type! });
  } catch {
    return undefined;
  }
}

/** Forgets all others: sent, or given up. */
export function keepOnly(slot: string, ids: readonly string[]): void {
  try {
    const names = ids.map((id) => slot + id);
    for (const name of all(slot)) if (!names.includes(name)) sessionStorage.removeItem(name);
  } catch {
    // Said above.
  }
}
