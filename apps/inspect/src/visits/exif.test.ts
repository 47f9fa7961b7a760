import { describe, expect, it } from 'vitest';
import { localMoment, takenAtOf, withTakenAt } from './exif.ts';

const ascii = (text: string) => new TextEncoder().encode(text);

/* Start of image, an application segment as every encoder writes one, and the scan. */
const plain = new Uint8Array([
  0xff, 0xd8, 0xff, 0xe0, 0, 8, 0x4a, 0x46, 0x49, 0x46, 0, 1, 0xff, 0xda, 0, 2, 1, 2, 3,
]);

describe('the moment of a photo', () => {
  it('is not there in a picture drawn anew', () => {
    expect(takenAtOf(plain)).toBeNull();
  });

  it('comes back as it was written, and the picture behind it is unchanged', () => {
    const stamped = withTakenAt(plain, '2026-11-20T13:49:07');
    expect(takenAtOf(stamped)).toBe('2026-11-20T13:49:07');
    expect(String.fromCharCode(...stamped)).toContain('2026:11:20 13:49:07');
    expect([...stamped.subarray(-plain.length + 2)]).toEqual([...plain.subarray(2)]);
  });

  it('is read from a camera that writes the least byte first', () => {
    const tiff = new Uint8Array(26 + 20);
    const view = new DataView(tiff.buffer);
    tiff.set(ascii('II*\0'));
    view.setUint32(4, 8, true);
    view.setUint16(8, 1, true);
    view.setUint16(10, 0x0132, true);
    view.setUint16(12, 2, true);
    view.setUint32(14, 20, true);
    view.setUint32(18, 26, true);
    tiff.set(ascii('2025:02:03 04:05:06\0'), 26);
    const segment = [0xff, 0xe1, 0, tiff.length + 8, ...ascii('Exif\0\0'), ...tiff];
    const jpeg = new Uint8Array([...plain.subarray(0, 2), ...segment, ...plain.subarray(2)]);
    expect(takenAtOf(jpeg)).toBe('2025-02-03T04:05:06');
  });

  it('a file that lies about itself says nothing', () => {
    const stamped = withTakenAt(plain, '2026-11-20T13:49:07');
    stamped.set([0xff, 0xff, 0xff, 0xf0], 2 + 4 + 6 + 4);
    expect(takenAtOf(stamped)).toBeNull();
    expect(takenAtOf(new Uint8Array([0xff, 0xd8]))).toBeNull();
    expect(takenAtOf(new Uint8Array(0))).toBeNull();
  });

  it('is the device’s own clock', () => {
    expect(localMoment(new Date(2026, 0, 2, 3, 4, 5))).toBe('2026-01-02T03:04:05');
  });
});
