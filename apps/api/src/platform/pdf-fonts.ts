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
  /** Widths of words in thousandths of the size, by features and word. */
  readonly widths: Map<string, number>;
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
  return Object.create(font, { layout: { value: layout }, widths: { value: new Map() } });
}

/** A typeface as pdfkit holds it in one document. */
interface Measuring {
  widthOfString(text: string, size: number, features?: Features): number;
}

/** Has a document measure a word only if no other has: to break its lines it asks for the same widths again and again. */
export function measureOnce(held: Measuring, { widths }: PdfFont): void {
  const measure = held.widthOfString.bind(held);
  held.widthOfString = (text, size, features) => {
    const key = `${features ?? ''} ${text}`;
    let width = widths.get(key);
    if (width === undefined) {
      if (widths.size >= MAX_WORDS) widths.clear();
      width = measure(text, 1000, features);
      widths.set(key, width);
    }
    return width * (size / 1000);
  };
}
