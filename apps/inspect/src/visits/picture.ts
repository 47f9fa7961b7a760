/** Makes a photo small enough to keep by the hundred and to send over a bad line, without losing when it was taken. */
import { localMoment, takenAtOf, withTakenAt } from './exif.ts';

const LONGEST_PX = 2048;
const QUALITY = 0.82;
const LARGEST_KEPT_BYTES = 25 * 1024 * 1024;

export type Picture = { blob: Blob; width: number; height: number; takenAt: string };

/** Thrown when the file is no picture that this device can read. */
export class NoPicture extends Error {}

/** The photo, upright, at most 2048 px wide or high, as JPEG with its moment. Throws NoPicture. */
export async function shrink(file: File): Promise<Picture> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  const moment = takenAtOf(bytes) ?? localMoment(new Date(file.lastModified || Date.now()));
  const takenAt = new Date(moment).toISOString();
  const image = await decode(file);
  // A camera's own format that the browser cannot draw goes as it is; the server knows it.
  if (!image && /heic|heif/i.test(`${file.type} ${file.name}`) && file.size <= LARGEST_KEPT_BYTES)
    return { blob: file, width: 0, height: 0, takenAt };
  if (!image) throw new NoPicture('This file is no picture that this device can read. Take another photo.');
  const scale = Math.min(1, LONGEST_PX / Math.max(image.width, image.height));
  const [width, height] = [Math.round(image.width * scale), Math.round(image.height * scale)];
  const drawn = await draw(image, width, height);
  const jpeg = withTakenAt(new Uint8Array(await drawn.arrayBuffer()), moment);
  return { blob: new Blob([jpeg], { type: 'image/jpeg' }), width, height, takenAt };
}

async function decode(file: File): Promise<ImageBitmap | null> {
  try {
    return await createImageBitmap(file, { imageOrientation: 'from-image' });
  } catch {
    return null;
  }
}

function draw(image: ImageBitmap, width: number, height: number): Promise<Blob> {
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = height;
  canvas.getContext('2d')!.drawImage(image, 0, 0, width, height);
  image.close();
  return new Promise((done, fail) =>
    canvas.toBlob(
      (blob) =>
        blob ? done(blob) : fail(new NoPicture('There is no room to draw this photo. Close other apps.')),
      'image/jpeg',
      QUALITY,
    ),
  );
}
