// SPDX-License-Identifier: GPL-3.0-or-later
// A picked file's way to the broker. What leaves the browser is drawn anew on a canvas: small enough
// for a telephone's network, and without the place where it was taken.
import { keep, keepOnly, kept } from './keptimages.ts';

/** What can be said of it; only `uploadFailed` may go better another time. */
export type ImageFault =
  'notAnImage' | 'imageKind' | 'imageTooLarge' | 'imageLost' | 'uploadFailed';

/**
 * An image that was picked. `id` is that of the message which it becomes: whoever sends it again, after a
 * reload or in another tab, sends the same message.
 */
export interface Pick {
  readonly id: string;
  /** None: it was picked before a reload, and is what the tab has kept of it. */
  readonly file?: Blob;
  /** What leaves the browser, once it is made. */
  image?: Promise<Blob>;
}

/**
 * Uploads the first and gives its id; rejects with an ImageFault. `progress` is told from 0 to 1. Without a
 * token all of them are only made ready, and kept.
 */
export type Upload = (
  picks: readonly Pick[],
  token?: string,
  progress?: (part: number) => void,
) => Promise<string>;

/** Nobody looks at more on a screen. */
const LONGEST_SIDE = 1600;
const QUALITY = 0.82;
/** What a browser may be asked to open; the broker takes 8 MiB of what comes out. */
const LARGEST_FILE = 30 * 1024 * 1024;
const PATIENCE = 120_000;
/** What the broker's refusal means. */
const FAULTS: Record<number, ImageFault> = { 413: 'imageTooLarge', 415: 'imageKind' };

const encode = (canvas: HTMLCanvasElement, type: string): Promise<Blob | null> =>
  new Promise((done) => canvas.toBlob(done, type, QUALITY));

/** As JPEG, or as PNG where that is smaller, as it is of a screen. */
async function redraw(file: Blob): Promise<Blob> {
  if (file.size > LARGEST_FILE) throw 'imageTooLarge' satisfies ImageFault;
  const bitmap = await createImageBitmap(file, { imageOrientation: 'from-image' }).catch(() => {
    // A telephone's HEIC, for example, which few browsers can open. Some do not even know its type.
    const isOther = /image\/(?!jpeg|png|webp|gif)|hei[cf]$/i.test(
      `${file.type} ${(file as File).name}`,
    );
    throw (isOther ? 'imageKind' : 'notAnImage') satisfies ImageFault;
  });
  const scale = Math.min(1, LONGEST_SIDE / Math.max(bitmap.width, bitmap.height));
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(bitmap.width * scale));
  canvas.height = Math.max(1, Math.round(bitmap.height * scale));
  const context = canvas.getContext('2d');
  context?.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  const png = await encode(canvas, 'image/png');
  if (context) {
    // JPEG knows no transparency: what shows through is paper, not black.
    context.globalCompositeOperation = 'destination-over';
    context.fillStyle = '#fff';
    context.fillRect(0, 0, canvas.width, canvas.height);
  }
  const jpeg = await encode(canvas, 'image/jpeg');
  bitmap.close();
  const best = png && jpeg ? (png.size < jpeg.size ? png : jpeg) : (png ?? jpeg);
  if (!best) throw 'uploadFailed' satisfies ImageFault;
  return best;
}

async function draw({ id, file }: Pick, slot: string): Promise<Blob> {
  if (!file) {
    const image = kept(slot, id);
    if (!image) throw 'imageLost' satisfies ImageFault;
    return image;
  }
  const image = await redraw(file);
  await keep(slot, id, image);
  return image;
}

/** Once; but what failed may be tried again. */
function drawn(pick: Pick, slot: string): Promise<Blob> {
  pick.image ??= draw(pick, slot).catch((fault: unknown) => {
    delete pick.image;
    throw fault;
  });
  return pick.image;
}

/** One after the other: each is large while that is done. */
async function drawAll(picks: readonly Pick[], slot: string): Promise<void> {
  for (const pick of picks) await drawn(pick, slot).catch(() => undefined);
}

/**
 * To the broker as it is found at `home`; what the tab keeps begins with `slot`. XMLHttpRequest, since fetch() does not
 * tell how far an upload has come.
 */
export const uploaderTo =
  (home: () => string, slot: string): Upload =>
  async (picks, token, progress) => {
    keepOnly(
      slot,
      picks.map(({ id }) => id),
    );
    const ready = drawAll(picks, slot);
    if (!token) return ready.then(() => '');
    const image = await drawn(picks[0]!, slot);
    return new Promise((resolve, reject) => {
      const request = new XMLHttpRequest();
      const fail = (fault: ImageFault) => () => reject(fault);
      request.open('POST', new URL('images', home()));
      request.timeout = PATIENCE;
      request.setRequestHeader('Authorization', `Bearer ${token}`);
      request.setRequestHeader('Content-Type', image.type);
      request.upload.onprogress = ({ loaded, total }) => progress?.(total ? loaded / total : 0);
      request.onerror = request.ontimeout = request.onabort = fail('uploadFailed');
      request.onload = () => {
        const id = request.getResponseHeader('Location')?.split('/').pop();
        if (request.status === 201 && id) resolve(id);
        else fail(FAULTS[request.status] ?? 'uploadFailed')();
      };
      request.send(image);
    });
  };
