import { EVIDENCE_FILE, type EvidenceMediaType } from '@kapstok/schema';
import { entriesOf } from './zip-names.ts';

const ODS = 'application/vnd.oasis.opendocument.spreadsheet';
const OFFICE = 'application/vnd.openxmlformats-officedocument';

/** How the bytes of a kind of file begin: each text at its place. */
const SIGNATURES: readonly (readonly [EvidenceMediaType, Readonly<Record<number, string>>])[] = [
  ['application/pdf', { 0: '%PDF-' }],
  ['image/png', { 0: '\x89PNG\r\n\x1a\n' }],
  ['image/jpeg', { 0: '\xff\xd8\xff' }],
  ['image/webp', { 0: 'RIFF', 8: 'WEBPVP8' }],
];

/** What a file is by its content; null when it is none of what is taken. The name only tells CSV from other text. */
export function mediaTypeOf(bytes: Uint8Array, name: string): EvidenceMediaType | null {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const head = buffer.subarray(0, 200).toString('latin1');
  const found = SIGNATURES.find(([, signature]) =>
    Object.entries(signature).every(([at, text]) => head.startsWith(text, Number(at))),
  );
  if (found !== undefined) return found[0];
  if (head.startsWith('PK\x03\x04')) return spreadsheetOf(buffer, head);
  return endOf(name) === 'csv' && isPlainText(buffer) ? 'text/csv' : null;
}

function spreadsheetOf(buffer: Buffer, head: string): EvidenceMediaType | null {
  const names = entriesOf(buffer);
  if (names === null || names.some(isMacro)) return null;
  // The first entry of an OpenDocument file is its type, not compressed.
  if (head.slice(30).startsWith(`mimetype${ODS}`)) return ODS;
  if (!names.includes('[Content_Types].xml')) return null;
  if (names.includes('xl/workbook.xml')) return `${OFFICE}.spreadsheetml.sheet`;
  return names.includes('word/document.xml') ? `${OFFICE}.wordprocessingml.document` : null;
}

/** Programs that an office suite would offer to run. */
const isMacro = (name: string): boolean => /(^|\/)vbaProject[^/]*$|^Basic\/|^Scripts\//i.test(name);

/** Text in UTF-8 or a code page: no control characters, and nothing that a browser would take for a page. */
function isPlainText(buffer: Buffer): boolean {
  const text = buffer.toString('latin1').replace(/^\xef\xbb\xbf/, '');
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  return !/[\x00-\x08\x0b\x0e-\x1f\x7f]/.test(text) && !/^\s*</.test(text);
}

export const endOf = (name: string): string => /\.([^.]+)$/.exec(name)?.[1]?.toLowerCase() ?? '';

/** Whether a name ends as files of this type do. */
export const isNamedAs = (name: string, type: EvidenceMediaType): boolean =>
  (EVIDENCE_FILE.types[type] as readonly string[]).includes(endOf(name));
