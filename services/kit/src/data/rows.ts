import type { BulkSession } from '../bulk/bulk-session.ts';
import { type CopiedRow, copyRows } from '../bulk/copy-rows.ts';
import { csvWriter, jsonWriter } from './cells.ts';
import type { Reading } from './dataset.ts';
import type { Question } from './question.ts';

/** Smaller pieces cost a round through every stream each. */
const PIECE_CHARACTERS = 60_000;
const BYTE_ORDER_MARK = '\uFEFF';

/** How the rows of a file are written. */
interface Writer {
  readonly begin: string;
  line(cells: string[], isFirst: boolean): string;
  readonly end: string;
}

/** The rows of a file as bytes, as they come; it waits while nobody takes the next. */
export async function* fileBytes(
  session: BulkSession,
  question: Question,
  reading: Reading,
): AsyncGenerator<Uint8Array> {
  const { begin, line, end } = await writerOf(session, question);
  let text = begin;
  let isFirst = true;
  for await (const rows of shownRows(session, reading)) {
    for (const row of rows) {
      text += line(reading.cellsOf(row), isFirst);
      isFirst = false;
    }
    if (text.length < PIECE_CHARACTERS) continue;
    yield Buffer.from(text);
    text = '';
  }
  text += end;
  if (text !== '') yield Buffer.from(text);
}

/** The rows but those that the one after them replaces. */
async function* shownRows(session: BulkSession, reading: Reading): AsyncGenerator<CopiedRow[]> {
  const { isReplacedBy } = reading;
  let last: CopiedRow | null = null;
  for await (const rows of copyRows(session, reading.select)) {
    const all: CopiedRow[] = last === null ? rows : [last, ...rows];
    last = all.at(-1) ?? null;
    yield all.filter((row, i) => {
      const next = all[i + 1];
      return next !== undefined && !isReplacedBy?.(row, next);
    });
  }
  if (last !== null) yield [last];
}

/** A part of a file, and the id of its last row when there are rows after it. */
export async function filePart(
  session: BulkSession,
  question: Question,
  reading: Reading,
  limit: number,
): Promise<{ text: string; next: string | null }> {
  const { begin, line, end } = await writerOf(session, question);
  const found: string[][] = [];
  for await (const rows of shownRows(session, reading))
    for (const row of rows) found.push(reading.cellsOf(row));
  const shown = found.slice(0, limit);
  const next = found.length > limit ? (shown.at(-1)?.[0] ?? null) : null;
  const lines = shown.map((cells, i) => line(cells, i === 0));
  return { text: `${begin}${lines.join('')}${end}`, next };
}

async function writerOf(session: BulkSession, question: Question): Promise<Writer> {
  const { dataset, format, style, selection } = question;
  const isRest = selection.after !== null;
  if (format === 'json') {
    const object = jsonWriter(dataset.columns);
    return {
      begin: '[\n',
      line: (cells, isFirst) => `${isFirst ? '' : ',\n'}${object(cells)}`,
      end: '\n]\n',
    };
  }
  if (format === 'sdmx.csv' && dataset.sdmx !== undefined) {
    const { header, line } = await dataset.sdmx(session);
    return { begin: isRest ? '' : header, line, end: '' };
  }
  const { header, line } = csvWriter(dataset.columns, style);
  const mark = style.hasBom ? BYTE_ORDER_MARK : '';
  return { begin: isRest ? '' : `${mark}${header}`, line, end: '' };
}
