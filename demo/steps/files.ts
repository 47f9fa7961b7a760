import { crc32, deflateSync } from 'node:zlib';

/** A file as a form sends it. */
export interface SampleFile {
  name: string;
  type: string;
  bytes: Uint8Array<ArrayBuffer>;
}

/** A one-page PDF with a few lines of text, small and valid, as a partner's upload. */
export function samplePdf(title: string, lines: readonly string[]): SampleFile {
  const text = (size: number, y: number, line: string): string =>
    `BT /F1 ${size} Tf 72 ${y} Td (${line.replace(/[\\()]/g, '\\$&')}) Tj ET`;
  const content = [text(18, 720, title), ...lines.map((line, i) => text(11, 690 - i * 16, line))].join('\n');
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
    `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
  ];
  let pdf = '%PDF-1.4\n';
  const offsets = objects.map((body, i) => {
    const at = pdf.length;
    pdf += `${i + 1} 0 obj\n${body}\nendobj\n`;
    return at;
  });
  const xref = pdf.length;
  pdf += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${offsets.map((at) => `${String(at).padStart(10, '0')} 00000 n \n`).join('')}`;
  pdf += `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${xref}\n%%EOF\n`;
  return {
    name: `${title.replace(/[^\w]+/g, '-')}.pdf`,
    type: 'application/pdf',
    bytes: new TextEncoder().encode(pdf),
  };
}

const photos = new Map<number, SampleFile['bytes']>();

/** A small PNG: a band of sky over a band of ground, in place of a site photo. */
export function samplePhoto(name: string, shade: number): SampleFile {
  const bytes = photos.get(shade) ?? drawnPhoto(shade);
  photos.set(shade, bytes);
  return { name: `${name}.png`, type: 'image/png', bytes };
}

function drawnPhoto(shade: number): SampleFile['bytes'] {
  const [width, height] = [320, 240];
  const rows = Array.from({ length: height }, (_, y) => {
    const row = Buffer.alloc(1 + width * 3);
    for (let x = 0; x < width; x++) {
      const house = y > 90 && y < 190 && x > 90 && x < 230 && y - 90 > Math.abs(x - 160) * 0.6 - 30;
      const [r, g, b] = house ? [150 + shade, 120 + shade, 96] : y < 170 ? [206, 218, 226] : [150, 146, 128];
      row.set([r!, g!, b!], 1 + x * 3);
    }
    return row;
  });
  const chunk = (type: string, data: Buffer): Buffer => {
    const body = Buffer.concat([Buffer.from(type), data]);
    const out = Buffer.alloc(body.length + 8);
    out.writeUInt32BE(data.length, 0);
    body.copy(out, 4);
    out.writeUInt32BE(crc32(body), body.length + 4);
    return out;
  };
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(Buffer.concat(rows))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}
