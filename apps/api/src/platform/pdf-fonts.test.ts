import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { create } from 'fontkit';
import { expect, test } from 'vitest';
import { measureOnce, openFont } from './pdf-fonts.ts';

const FILE = 'InstrumentSans-Regular.ttf';
const own = create(readFileSync(join(import.meta.dirname, 'fonts', FILE)));
const TEXT = 'AVAYA pays $1,234,567.89 to Wm. Tofft';

test('sets a line as the typeface does, and the next one too after its reader has scaled it', () => {
  const font = openFont(FILE);
  for (const features of [undefined, ['tnum', 'kern']]) {
    const advances = own.layout(TEXT, features).positions.map(({ xAdvance }) => xAdvance);
    const first = font.layout(TEXT, features);
    expect(first.positions.map(({ xAdvance }) => xAdvance)).toEqual(advances);
    expect(first.glyphs).toHaveLength(advances.length);
    for (const position of first.positions) position.xAdvance /= 2;
    const width = advances.reduce((sum, each) => sum + each, 0);
    expect(first.advanceWidth).toBe(width / 2);
    expect(font.layout(TEXT, features).advanceWidth).toBe(width);
  }
});

test('measures a word once, for every size of it', () => {
  const font = openFont(FILE);
  let measured = 0;
  const holder = () => {
    const held = {
      widthOfString(text: string, size: number, features?: readonly string[]) {
        measured++;
        return (text.length + (features ? 0.5 : 0)) * 600 * (size / 1000);
      },
    };
    measureOnce(held, font);
    return held;
  };
  const [first, second] = [holder(), holder()];
  expect(first.widthOfString('Tofft', 10)).toBe(30);
  expect(second.widthOfString('Tofft', 20)).toBe(60);
  expect(measured).toBe(1);
  expect(second.widthOfString('Tofft', 20, ['tnum'])).toBe(66);
  expect(measured).toBe(2);
});
