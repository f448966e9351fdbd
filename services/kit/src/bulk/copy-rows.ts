import { StringDecoder } from 'node:string_decoder';
import { to } from 'pg-copy-streams';
import type { BulkSession } from './bulk-session.ts';

/** Cells of a row; what is null is empty. */
export type CopiedRow = readonly string[];

/**
 * The rows of a SELECT as the server sends them, a page at a time; it waits while nobody takes the next. Empty and
 * null are the same here. Half as much work as a cursor's rows, which come field by field.
 */
export async function* copyRows(session: BulkSession, select: string): AsyncGenerator<CopiedRow[]> {
  const stream = session.copy(to(`copy (${select}) to stdout with (null '')`));
  const decoder = new StringDecoder('utf8');
  let rest = '';
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    const lines = (rest + decoder.write(chunk)).split('\n');
    rest = lines.pop() ?? '';
    if (lines.length > 0) yield lines.map(cellsOf);
  }
}

const cellsOf = (line: string): string[] => {
  const cells = line.split('\t');
  return line.includes('\\') ? cells.map(unescaped) : cells;
};

const SIGNS: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v' };
const unescaped = (cell: string): string =>
  cell.includes('\\') ? cell.replace(/\\(.)/gs, (_all, sign: string) => SIGNS[sign] ?? sign) : cell;
