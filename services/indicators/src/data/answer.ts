import { pipeline, Readable } from 'node:stream';
import { createGzip } from 'node:zlib';
import type { BulkSession, Database, Describe, Logger, ViewerReader } from '@kapstok/kit';
import type { DataPort, DataReply, DataRequest, Viewer } from '@kapstok/schema';
import type { Reading } from './dataset.ts';
import { isKnown, tagOf } from './etag.ts';
import { readSheetRequest, SHEET_HEADERS, type SheetRequest, sheetHtml } from './factsheet/answer-sheet.ts';
import { importObservations } from './import/import-observations.ts';
import { metadataOf } from './metadata.ts';
import { type Format, type Question, readQuestion } from './question.ts';
import { refusalOf } from './refusal.ts';
import { type Release, readRelease } from './release.ts';
import { fileBytes, filePart } from './rows.ts';
import { tellExport } from './tell.ts';
import { zipOf } from './zip.ts';

const TYPES: Readonly<Record<Format, string>> = {
  csv: 'text/csv; charset=utf-8; header=present',
  json: 'application/json; charset=utf-8',
  'sdmx.csv': 'application/vnd.sdmx.data+csv; version=2.1.0; charset=utf-8',
  'metadata.json': 'application/csvm+json; charset=utf-8',
  zip: 'application/zip',
};

export interface DataOptions {
  readonly database: Database;
  readonly readViewer: ViewerReader;
  readonly log: Logger;
  readonly now?: (() => Date) | undefined;
  /** What other services hear after figures were taken back. */
  readonly describe: Describe;
}

/** Answers what is asked below `/data`, in this process or over the wire, with the rights of the viewer. */
export function openData(options: DataOptions): DataPort {
  return async (request, viewerToken, signal) => {
    let viewer: Viewer | null = null;
    try {
      viewer = await options.readViewer(viewerToken);
      return await answer(options, request, viewer, signal);
    } catch (error) {
      return refusalOf(error, viewer?.correlationId ?? null, options.log);
    }
  };
}

async function answer(
  options: DataOptions,
  request: DataRequest,
  viewer: Viewer,
  signal: AbortSignal,
): Promise<DataReply> {
  const { database, now, describe } = options;
  if (request.method === 'POST') {
    const today = (now?.() ?? new Date()).toISOString().slice(0, 10);
    return importObservations({ database, today, describe }, request, viewer, signal);
  }
  const sheet = readSheetRequest(request);
  const question = sheet === null ? readQuestion(request.address) : null;
  const session = await database.openBulk(viewer, { isWriting: false });
  signal.addEventListener('abort', () => session.abandon(), { once: true });
  try {
    const release = await readRelease(session);
    if (sheet !== null) return await sendSheet(options, { request, viewer, session, release, sheet });
    if (question === null) throw new Error('Nothing was asked.');
    const file = headersOf(question, release, viewer, request);
    if (isKnown(request.headers['if-none-match'], file.headers.etag))
      return await unchanged(session, file.headers);
    return await send(options, { request, viewer, session, question, release, ...file });
  } catch (error) {
    session.abandon();
    throw error;
  }
}

async function unchanged(
  session: BulkSession,
  headers: Readonly<Record<string, string>>,
): Promise<DataReply> {
  await session.end('rollback');
  return { status: 304, headers, body: null };
}

async function sendSheet(
  { database }: DataOptions,
  {
    request,
    viewer,
    session,
    release,
    sheet,
  }: Pick<Sending, 'request' | 'viewer' | 'session' | 'release'> & { readonly sheet: SheetRequest },
): Promise<DataReply> {
  const etag = `"${tagOf(sheet.key, release, viewer)}"`;
  const headers = {
    ...SHEET_HEADERS,
    ...sharedHeaders(etag, release),
    vary: 'authorization, cookie, accept-language',
  };
  if (isKnown(request.headers['if-none-match'], etag)) return unchanged(session, headers);
  const html = await sheetHtml(session, viewer, sheet, release);
  await session.end('rollback');
  const { nisCode, year, programme } = sheet;
  await tellExport(database, viewer, 'factsheet', { nisCode, year, programme, release: release.id });
  return { status: 200, headers, body: request.method === 'HEAD' ? null : html };
}

const sharedHeaders = (etag: string, release: Release) => ({
  etag,
  'cache-control': 'private, no-cache',
  'x-kapstok-release': release.id,
});

interface Sending {
  readonly request: DataRequest;
  readonly viewer: Viewer;
  readonly session: BulkSession;
  readonly question: Question;
  readonly release: Release;
  readonly headers: Readonly<Record<string, string>>;
  readonly isZipped: boolean;
}

async function send(options: DataOptions, sending: Sending): Promise<DataReply> {
  const { session, question, release, headers, request, viewer } = sending;
  if (request.method === 'HEAD' || question.format === 'metadata.json') {
    await session.end('rollback');
    const text = `${JSON.stringify(metadataOf(question, release), null, 2)}\n`;
    return { status: 200, headers, body: request.method === 'HEAD' ? null : text };
  }
  const reading = await question.dataset.read(session, viewer, question.selection);
  const { filters, after } = question.selection;
  const { format } = question;
  await tellExport(options.database, viewer, question.dataset.name, {
    ...{ format, filters: Object.fromEntries(filters), after, limit: question.selection.limit },
    release: release.id,
  });
  const { limit } = question.selection;
  if (limit !== null && question.format !== 'zip') return sendPart(sending, reading, limit);
  return { status: 200, headers, body: streamOf(sending, reading) };
}

/** The body; its session ends with it, however it ends. */
function streamOf({ session, question, release, isZipped }: Sending, reading: Reading): Readable {
  const bytes = fileBytes(session, question, reading);
  const body =
    question.format === 'zip' ? zipOf(question, release, bytes) : Readable.from(bytes, { objectMode: false });
  body.once('end', () => void session.end('rollback').catch(() => {}));
  // Whoever goes away in the middle ends the statement.
  body.once('close', () => session.abandon());
  return isZipped ? zipped(body) : body;
}

async function sendPart(sending: Sending, reading: Reading, limit: number): Promise<DataReply> {
  const { session, question, request, isZipped } = sending;
  const { text, next } = await filePart(session, question, reading, limit);
  await session.end('rollback');
  const headers =
    next === null
      ? sending.headers
      : { ...sending.headers, link: `${linkTo(request, next)}, ${sending.headers['link']}` };
  const body = isZipped ? zipped(Readable.from([Buffer.from(text)], { objectMode: false })) : text;
  return { status: 200, headers, body };
}

function linkTo({ address }: DataRequest, next: string): string {
  const url = new URL(address, 'http://hub.invalid/data/');
  url.searchParams.set('after', next);
  return `<${url.pathname}${url.search}>; rel="next"`;
}

function zipped(body: Readable): Readable {
  // Lower than usual: a file is read once, and the faster it is made, the sooner its snapshot ends.
  const gzip = createGzip({ level: 4 });
  // Each ends the other; what went wrong is seen where the body is read.
  pipeline(body, gzip, () => {});
  return gzip;
}

/** What every way to ask for the same file says of it. */
function headersOf(
  question: Question,
  release: Release,
  viewer: Viewer,
  { headers }: DataRequest,
): { headers: Record<string, string> & { etag: string }; isZipped: boolean } {
  const { dataset, format, key } = question;
  const canZip = format !== 'zip' && format !== 'metadata.json';
  const isZipped =
    canZip && /\bgzip\b(?!\s*;\s*q=0(?:\.0*)?\s*(?:,|$))/i.test(headers['accept-encoding'] ?? '');
  return {
    isZipped,
    headers: {
      'content-type': TYPES[format],
      'content-disposition': `${format === 'metadata.json' ? 'inline' : 'attachment'}; filename="${dataset.name}.${format}"`,
      ...sharedHeaders(`"${tagOf(key, release, viewer)}${isZipped ? '-gzip' : ''}"`, release),
      vary: 'authorization, cookie, accept-encoding',
      link: `</data/${dataset.name}.metadata.json>; rel="describedby"; type="application/csvm+json"`,
      ...(isZipped && { 'content-encoding': 'gzip' }),
    },
  };
}
