/** The moment a photo was taken, read from and written into JPEG files: drawing a smaller picture loses it. */

const APP1 = 0xe1;
const DATE_TIME_ORIGINAL = 0x9003;
const DATE_TIME = 0x0132;
const EXIF_POINTER = 0x8769;

/** The exposure's moment as the camera wrote it (`2026-11-20T13:49:00`, its own clock); null when it does not say. */
export function takenAtOf(jpeg: Uint8Array): string | null {
  const exif = findExif(jpeg);
  if (!exif) return null;
  try {
    const tags = readTags(exif, exif.getUint32(4, isLittle(exif)));
    const sub = tags.get(EXIF_POINTER);
    const inside = sub === undefined ? undefined : readTags(exif, sub).get(DATE_TIME_ORIGINAL);
    const at = inside ?? tags.get(DATE_TIME);
    return at === undefined ? null : readMoment(exif, at);
  } catch {
    // A file that lies about its own offsets says nothing about its time.
    return null;
  }
}

/** The same picture with this moment (`YYYY-MM-DDTHH:MM:SS`, the device's own clock) as its exposure. */
export function withTakenAt(jpeg: Uint8Array, takenAt: string): Uint8Array<ArrayBuffer> {
  const tiff = new Uint8Array(8 + 18 + 18 + 20);
  const view = new DataView(tiff.buffer);
  tiff.set([0x4d, 0x4d, 0, 42, 0, 0, 0, 8]);
  tag(view, 8, [EXIF_POINTER, 4, 1, 26]);
  tag(view, 26, [DATE_TIME_ORIGINAL, 2, 20, 44]);
  const text = `${takenAt.slice(0, 10).replaceAll('-', ':')} ${takenAt.slice(11, 19)}\0`;
  tiff.set(new TextEncoder().encode(text), 44);
  const head = new TextEncoder().encode('Exif\0\0');
  const length = 2 + head.length + tiff.length;
  const segment = new Uint8Array([0xff, APP1, length >> 8, length & 0xff, ...head, ...tiff]);
  const out = new Uint8Array(jpeg.length + segment.length);
  out.set(jpeg.subarray(0, 2));
  out.set(segment, 2);
  out.set(jpeg.subarray(2), 2 + segment.length);
  return out;
}

/** A moment by the device's own clock, without zone, as EXIF wants it. */
export function localMoment(at: Date): string {
  const two = (n: number) => String(n).padStart(2, '0');
  return (
    `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}` +
    `T${two(at.getHours())}:${two(at.getMinutes())}:${two(at.getSeconds())}`
  );
}

/* One directory with one entry: count, entry, no next directory. */
function tag(view: DataView, at: number, [id = 0, type = 0, count = 0, value = 0]: number[]): void {
  view.setUint16(at, 1);
  view.setUint16(at + 2, id);
  view.setUint16(at + 4, type);
  view.setUint32(at + 6, count);
  view.setUint32(at + 10, value);
}

const isLittle = (exif: DataView): boolean => exif.getUint16(0) === 0x4949;

function findExif(jpeg: Uint8Array): DataView | null {
  const view = new DataView(jpeg.buffer, jpeg.byteOffset, jpeg.byteLength);
  if (jpeg.length < 12 || view.getUint16(0) !== 0xffd8) return null;
  for (let at = 2; at + 10 < jpeg.length && jpeg[at] === 0xff; ) {
    const marker = jpeg[at + 1];
    const length = view.getUint16(at + 2);
    if (marker === 0xda) return null;
    const isExif = marker === APP1 && view.getUint32(at + 4) === 0x45786966;
    const from = at + 10;
    const size = Math.min(at + 2 + length, jpeg.length) - from;
    if (isExif && size > 8) return new DataView(jpeg.buffer, jpeg.byteOffset + from, size);
    at += 2 + length;
  }
  return null;
}

/** Tag to its value (numbers) or to where it lies (text longer than four letters). */
function readTags(exif: DataView, from: number): Map<number, number> {
  const little = isLittle(exif);
  const tags = new Map<number, number>();
  const count = exif.getUint16(from, little);
  for (let i = 0; i < count; i++) {
    const at = from + 2 + i * 12;
    tags.set(exif.getUint16(at, little), exif.getUint32(at + 8, little));
  }
  return tags;
}

function readMoment(exif: DataView, at: number): string | null {
  const text = Array.from({ length: 19 }, (_, i) => String.fromCharCode(exif.getUint8(at + i))).join('');
  const parts = /^((?:19|20)\d\d):(\d\d):(\d\d) (\d\d:\d\d:\d\d)$/.exec(text);
  return parts ? `${parts[1]}-${parts[2]}-${parts[3]}T${parts[4]}` : null;
}
