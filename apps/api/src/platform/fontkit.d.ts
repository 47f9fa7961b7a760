/** What we use of fontkit, which has no types of its own. */
declare module 'fontkit' {
  export interface Position {
    xAdvance: number;
    yAdvance: number;
    xOffset: number;
    yOffset: number;
  }
  export interface Font {
    layout(
      text: string,
      features?: readonly string[],
    ): { glyphs: readonly unknown[]; positions: readonly Position[] };
  }
  export function create(bytes: Uint8Array): Font;
}
