import type { Readable } from 'node:stream';
import sharp, { type Sharp } from 'sharp';
import { files } from '../../../integrations/files/port.ts';

const THUMBNAIL_PX = 480;
/** A picture that says it is larger is a bomb, not a photo. */
const LARGEST_PX = 100_000_000;

sharp.cache(false);
sharp.concurrency(1);

function decode(content: Readable): Sharp {
  const picture = sharp({ limitInputPixels: LARGEST_PX });
  content.on('error', (error) => picture.destroy(error)); // else a file that breaks off would be waited for
  return content.pipe(picture);
}

/** A small picture, turned upright, without EXIF: a photo's place is nobody's business in a list. Throws when it cannot be decoded. */
export async function makeThumbnail(storageKey: string): Promise<Uint8Array> {
  return decode(await files().open(storageKey))
    .autoOrient()
    .resize(THUMBNAIL_PX, THUMBNAIL_PX, { fit: 'inside', withoutEnlargement: true })
    .webp({ quality: 75 })
    .toBuffer();
}

export interface PictureFacts {
  width: number | null;
  height: number | null;
  taken_at: string | null;
}

/** Size and moment of a photo; nulls where the picture does not say or cannot be decoded. */
export async function pictureFacts(storageKey: string): Promise<PictureFacts> {
  try {
    const { width, height, exif } = await decode(await files().open(storageKey)).metadata();
    return { width: width ?? null, height: height ?? null, taken_at: exif ? takenAt(exif) : null };
  } catch {
    return { width: null, height: null, taken_at: null };
  }
}

/** EXIF writes moments as `2026:11:20 09:14:00`; the earliest of them is the exposure, later ones are edits. */
function takenAt(exif: Buffer): string | null {
  const found = exif.toString('latin1').match(/(?:19|20)\d\d:[01]\d:[0-3]\d [0-2]\d:[0-5]\d:[0-5]\d/g);
  const earliest = found?.sort()[0];
  return earliest ? `${earliest.slice(0, 10).replaceAll(':', '-')}T${earliest.slice(11)}` : null;
}
