import { createHash, type Hash } from 'node:crypto';
import { HubError } from '@kapstok/kit';
import { LARGEST_DATA_FILE_BYTES } from '@kapstok/schema';

const LONGEST_HEADER_BYTES = 10_000;
const BYTE_ORDER_MARK = [0xef, 0xbb, 0xbf];
const LINE_FEED = 0x0a;

/** A CSV that somebody sends: its header, and the lines below it as they come. */
export interface SentFile {
  readonly separator: ',' | ';';
  readonly headers: readonly string[];
  readonly lines: AsyncIterable<Uint8Array>;
  /** SHA-256 of all that was sent, in hexadecimal digits; known when all lines were taken. */
  sha256(): string;
}

/** Reads the header and no further. Throws when there is none. */
export async function openSentFile(body: AsyncIterable<Uint8Array>): Promise<SentFile> {
  const hash = createHash('sha256');
  const chunks = counted(body, hash);
  const first: Uint8Array[] = [];
  let end = -1;
  let size = 0;
  while (end < 0) {
    const next = await chunks.next();
    if (next.done) break;
    first.push(next.value);
    const at = next.value.indexOf(LINE_FEED);
    if (at >= 0) end = size + at;
    size += next.value.length;
    if (end < 0 && size > LONGEST_HEADER_BYTES) throw noHeader();
  }
  const bytes = Buffer.concat(first);
  const mark = BYTE_ORDER_MARK.every((byte, i) => bytes[i] === byte) ? BYTE_ORDER_MARK.length : 0;
  const header = bytes
    .subarray(mark, end < 0 ? bytes.length : end)
    .toString()
    .replace(/\r$/, '');
  const separator = header.includes(';') ? ';' : ',';
  const headers = header.split(separator).map((name) => name.trim().replace(/^"(.*)"$/, '$1'));
  const rest = end < 0 ? Buffer.alloc(0) : bytes.subarray(end + 1);
  return { separator, headers, lines: after(rest, chunks), sha256: () => hash.digest('hex') };
}

async function* after(rest: Uint8Array, chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  if (rest.length > 0) yield rest;
  yield* chunks;
}

async function* counted(body: AsyncIterable<Uint8Array>, hash: Hash): AsyncGenerator<Uint8Array> {
  let size = 0;
  for await (const chunk of body) {
    size += chunk.length;
    if (size > LARGEST_DATA_FILE_BYTES)
      throw new HubError(
        'PAYLOAD_TOO_LARGE',
        `A file has ${LARGEST_DATA_FILE_BYTES} bytes at most: send it in parts.`,
      );
    hash.update(chunk);
    yield chunk;
  }
}

const noHeader = () =>
  new HubError(
    'BAD_USER_INPUT',
    'The first line does not name the columns: send a CSV with a header, as it was exported.',
  );
