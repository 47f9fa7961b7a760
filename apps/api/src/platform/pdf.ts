import PDFDocument from 'pdfkit';
import { measureOnce, openFont } from './pdf-fonts.ts';

/**
 * Papers in one calm look: US Letter, one typeface, hairlines, page numbers. A document is written top down through a pen;
 * what has to stay together moves to the next page as a whole.
 */
export interface PdfInfo {
  title: string;
  /** Left of the footer on every page, beside the page number. */
  footer: string;
  /** Moment of making, for the file's properties. */
  now: Date;
}

const FACES = {
  regular: openFont('InstrumentSans-Regular.ttf'),
  strong: openFont('InstrumentSans-SemiBold.ttf'),
};

const MARGIN = 72;
const WIDTH = 612 - 2 * MARGIN;
const BOTTOM = 792 - MARGIN - 12;
const INK = '#1c1b19';
const QUIET = '#6b675f';
const LINE = '#d9d5cc';
const BODY = 10.5;
const LEADING = 3.5;
/** Tabular figures: columns of amounts line up. */
const FIGURES = { features: ['tnum', 'kern'] as never };

export interface Column {
  label: string;
  /** Share of the width. */
  share: number;
  align?: 'left' | 'right';
}
export interface SignatureBlock {
  /** Who is bound: an entity, or the person. */
  party: string;
  /** "Borrower", "Guarantor". */
  capacity: string;
  /** Who signs for an entity, and as what. */
  signer?: string | null;
  signerTitle?: string | null;
  /** Invisible text by which a signing service finds the place. */
  anchor: string;
}

export interface Pen {
  title(text: string, under?: string): void;
  /** `follows` is the height in points that has to fit under it on the same page. */
  heading(text: string, follows?: number): void;
  paragraph(text: string): void;
  /** A numbered clause with a bold lead. */
  clause(number: string, lead: string, text: string): void;
  /** Label and value, a hairline under each. */
  facts(rows: readonly (readonly [string, string])[]): void;
  table(columns: readonly Column[], rows: readonly (readonly string[])[], total?: readonly string[]): void;
  signature(block: SignatureBlock): void;
  /** Blanks to be filled in by hand: a label under each line. */
  blanks(labels: readonly string[]): void;
  gap(points?: number): void;
}

/** Writes a document; resolves to its bytes. */
export async function makePdf(info: PdfInfo, write: (pen: Pen) => void): Promise<Buffer> {
  const doc = new PDFDocument({
    size: 'LETTER',
    margins: { top: MARGIN, bottom: MARGIN, left: MARGIN, right: MARGIN },
    bufferPages: true,
    font: '', // else it reads Helvetica, which nothing is set in
    lang: 'en-US',
    displayTitle: true,
    info: {
      Title: info.title,
      Creator: 'Connect',
      Producer: 'Connect',
      CreationDate: info.now,
      ModDate: info.now,
    },
  });
  // pdfkit takes an open font, too, and holds the one it writes with as `_font`; its types do not know.
  for (const [name, face] of Object.entries(FACES)) {
    doc.registerFont(name, face as never).font(name);
    measureOnce((doc as unknown as { _font: Parameters<typeof measureOnce>[0] })._font, face);
  }
  const bytes = collect(doc);
  doc.font('regular').fontSize(BODY).fillColor(INK);
  write(penOf(doc));
  numberPages(doc, info.footer);
  doc.end();
  return bytes;
}

function collect(doc: PDFKit.PDFDocument): Promise<Buffer> {
  const chunks: Buffer[] = [];
  return new Promise((resolve, reject) => {
    doc.on('data', (chunk: Buffer) => chunks.push(chunk));
    doc.on('end', () => resolve(Buffer.concat(chunks)));
    doc.on('error', reject);
  });
}

function numberPages(doc: PDFKit.PDFDocument, footer: string): void {
  const { start, count } = doc.bufferedPageRange();
  for (let page = 0; page < count; page++) {
    doc.switchToPage(start + page);
    doc.page.margins.bottom = 0; // else text below the margin opens a page of its own
    doc.font('regular').fontSize(8).fillColor(QUIET);
    doc.text(footer, MARGIN, 792 - 44, { width: WIDTH - 80, height: 12, ellipsis: true });
    doc.text(`Page ${page + 1} of ${count}`, MARGIN + WIDTH - 80, 792 - 44, { width: 80, align: 'right' });
  }
}

function penOf(doc: PDFKit.PDFDocument): Pen {
  const body = () => doc.font('regular').fontSize(BODY).fillColor(INK);
  const room = (height: number) => {
    if (doc.y + height > BOTTOM) doc.addPage();
  };
  const heightOf = (text: string, width: number) => doc.heightOfString(text, { width, lineGap: LEADING });
  const rule = (y: number, color = LINE, weight = 0.5) =>
    doc
      .moveTo(MARGIN, y)
      .lineTo(MARGIN + WIDTH, y)
      .lineWidth(weight)
      .strokeColor(color)
      .stroke();
  const cell = (text: string, x: number, y: number, width: number, align: 'left' | 'right' = 'left') =>
    doc.text(text, x, y, { width, align, lineGap: 1.5, ...FIGURES });

  function row(columns: readonly Column[], texts: readonly string[], strong = false): void {
    doc.font(strong ? 'strong' : 'regular').fontSize(9.5);
    const widths = columns.map(({ share }) => share * WIDTH);
    const height = Math.max(
      ...texts.map((text, i) => doc.heightOfString(text, { width: (widths[i] ?? WIDTH) - 8, lineGap: 1.5 })),
    );
    room(height + 9);
    const top = doc.y + 4;
    let x = MARGIN;
    texts.forEach((text, i) => {
      cell(text, x, top, (widths[i] ?? WIDTH) - (i === texts.length - 1 ? 0 : 8), columns[i]?.align);
      x += widths[i] ?? 0;
    });
    doc.x = MARGIN;
    doc.y = top + height + 4;
    rule(doc.y);
  }

  const pen: Pen = {
    title(text, under) {
      doc.font('strong').fontSize(20).fillColor(INK).text(text, MARGIN, doc.y, { width: WIDTH });
      pen.gap(3);
      if (under)
        doc.font('regular').fontSize(BODY).fillColor(QUIET).text(under, { width: WIDTH, lineGap: LEADING });
      body();
      pen.gap(14);
    },
    heading(text, follows = 50) {
      pen.gap(10);
      room(20 + follows); // a heading is not left alone at the foot of a page
      doc.font('strong').fontSize(12.5).fillColor(INK).text(text, MARGIN, doc.y, { width: WIDTH });
      pen.gap(5);
      body();
    },
    paragraph(text) {
      room(Math.min(heightOf(text, WIDTH), 44));
      doc.text(text, MARGIN, doc.y, { width: WIDTH, lineGap: LEADING, ...FIGURES });
      pen.gap(6);
    },
    clause(number, lead, text) {
      room(Math.min(heightOf(`${lead} ${text}`, WIDTH - 34), 44));
      const top = doc.y;
      doc.fillColor(QUIET).text(number, MARGIN, top, { width: 30, lineGap: LEADING });
      doc.y = top;
      doc.font('strong').fillColor(INK);
      doc.text(`${lead} `, MARGIN + 34, top, {
        width: WIDTH - 34,
        lineGap: LEADING,
        continued: true,
        ...FIGURES,
      });
      doc.font('regular').text(text, { width: WIDTH - 34, lineGap: LEADING, ...FIGURES });
      doc.x = MARGIN;
      pen.gap(6);
    },
    facts(rows) {
      for (const [label, value] of rows) {
        const height = Math.max(heightOf(label, 150), heightOf(value, WIDTH - 160));
        room(height + 8);
        const top = doc.y + 4;
        doc.fillColor(QUIET).text(label, MARGIN, top, { width: 150, lineGap: LEADING });
        doc
          .fillColor(INK)
          .text(value, MARGIN + 160, top, { width: WIDTH - 160, lineGap: LEADING, ...FIGURES });
        doc.x = MARGIN;
        doc.y = top + height + 1;
        rule(doc.y);
      }
      pen.gap(8);
    },
    table(columns, rows, total) {
      const head = () => {
        doc.fillColor(QUIET);
        row(
          columns,
          columns.map(({ label }) => label),
        );
        doc.fillColor(INK);
      };
      const below = (texts: readonly string[], strong: boolean) => {
        if (doc.y + 34 > BOTTOM) {
          doc.addPage();
          head(); // a table that runs over names its columns again
        }
        row(columns, texts, strong);
      };
      room(56); // the names of the columns stand over at least one row
      head();
      for (const texts of rows) below(texts, false);
      if (total) below(total, true);
      body();
      pen.gap(8);
    },
    signature({ party, capacity, signer, signerTitle, anchor }) {
      room(108);
      pen.gap(10);
      doc.font('strong').fontSize(BODY).fillColor(INK).text(party, MARGIN, doc.y, { width: WIDTH });
      doc.font('regular').fontSize(9).fillColor(QUIET).text(capacity, { width: WIDTH });
      const line = doc.y + 34;
      doc
        .fontSize(3)
        .fillColor('#ffffff')
        .text(anchor, MARGIN + 2, line - 12, { lineBreak: false });
      doc
        .moveTo(MARGIN, line)
        .lineTo(MARGIN + 260, line)
        .moveTo(MARGIN + 290, line)
        .lineTo(MARGIN + WIDTH, line)
        .lineWidth(0.75)
        .strokeColor(INK)
        .stroke();
      doc.fontSize(9).fillColor(QUIET);
      const by = signer ? `By: ${signer}${signerTitle ? `, ${signerTitle}` : ''}` : party;
      doc.text(by, MARGIN, line + 4, { width: 260 });
      doc.text('Date', MARGIN + 290, line + 4, { width: 120 });
      doc.x = MARGIN;
      doc.y = line + 22;
      body();
    },
    blanks(labels) {
      for (const label of labels) {
        room(44);
        const line = doc.y + 26;
        doc
          .moveTo(MARGIN, line)
          .lineTo(MARGIN + 300, line)
          .lineWidth(0.75)
          .strokeColor(INK)
          .stroke();
        doc
          .fontSize(9)
          .fillColor(QUIET)
          .text(label, MARGIN, line + 3, { width: 300 });
        doc.x = MARGIN;
        doc.y = line + 16;
      }
      body();
    },
    gap(points = 8) {
      doc.y += points;
    },
  };
  return pen;
}
