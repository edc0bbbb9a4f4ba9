// SPDX-License-Identifier: GPL-3.0-or-later
// A picked file's way to the broker. What leaves the browser is drawn anew on a canvas: small enough
// for a telephone's network, and without the place where it was taken.

/** What can be said of it; only `uploadFailed` may go better another time. */
export type ImageFault =
  'notAnImage' | 'imageKind' | 'imageTooLarge' | 'imageLost' | 'uploadFailed';

/** Uploads a file and gives its id; rejects with an ImageFault. `progress` is told from 0 to 1. */
export type Upload = (
  file: Blob,
  token: string,
  progress: (part: number) => void,
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

/** To the broker at `base`. XMLHttpRequest, since fetch() does not tell how far an upload has come. */
export const uploaderTo =
  (base: URL): Upload =>
  async (file, token, progress) => {
    const image = await redraw(file);
    return new Promise((resolve, reject) => {
      const request = new XMLHttpRequest();
      const fail = (fault: ImageFault) => () => reject(fault);
      request.open('POST', new URL('images', base));
      request.timeout = PATIENCE;
      request.setRequestHeader('Authorization', `Bearer ${token}`);
      request.setRequestHeader('Content-Type', image.type);
      request.upload.onprogress = ({ loaded, total }) => progress(total ? loaded / total : 0);
      request.onerror = request.ontimeout = request.onabort = fail('uploadFailed');
      request.onload = () => {
        const id = request.getResponseHeader('Location')?.split('/').pop();
        if (request.status === 201 && id) resolve(id);
        else fail(FAULTS[request.status] ?? 'uploadFailed')();
      };
      request.send(image);
    });
  };
