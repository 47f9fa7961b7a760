import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { create, type Position } from 'fontkit';

const MAX_WORDS = 5000;

type Features = readonly string[] | undefined;

/** A run of text as pdfkit asks for it. */
export interface Run {
  glyphs: unknown[];
  positions: Position[];
  readonly advanceWidth: number;
}

export interface PdfFont {
  layout(text: string, features?: Features): Run;
}

/**
 * A typeface read once for all documents, that remembers how each word is set. Else every document reads the file again and
 * sets the same words anew, which is two thirds of the work of making it.
 */
export function openFont(fileName: string): PdfFont {
  const font = create(readFileSync(join(import.meta.dirname, 'fonts', fileName)));
  const words = new Map<string, ReturnType<typeof font.layout>>();
  const wordOf = (text: string, features: Features) => {
    const key = `${features ?? ''} ${text}`;
    const known = words.get(key);
    if (known) return known;
    if (words.size >= MAX_WORDS) words.clear();
    const word = font.layout(text, features);
    words.set(key, word);
    return word;
  };
  const layout = (text: string, features: Features): Run => {
    const run: Run = {
      glyphs: [],
      positions: [],
      get advanceWidth() {
        return this.positions.reduce((sum, { xAdvance }) => sum + xAdvance, 0);
      },
    };
    for (const piece of text.split(/(?<= )/)) {
      const word = wordOf(piece, features);
      run.glyphs.push(...word.glyphs);
      for (const position of word.positions) run.positions.push({ ...position }); // pdfkit scales them where they stand
    }
    return run;
  };
  return Object.create(font, { layout: { value: layout } });
}
