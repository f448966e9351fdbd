import { pipeline, Readable } from 'node:stream';
import { createGzip } from 'node:zlib';
import type { DataPort, DataReply, DataRequest, Viewer } from '@kapstok/schema';
import type { Logger } from 'pino';
import type { AuditValues } from '../audit/append.ts';
import type { BulkSession } from '../bulk/bulk-session.ts';
import type { Database } from '../database.ts';
import { HubError } from '../errors.ts';
import type { ViewerReader } from '../viewer-token.ts';
import type { Dataset, Reading } from './dataset.ts';
import { isKnown, tagOf } from './etag.ts';
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
}

/** A page below `/data` that is no file of rows, such as a fact sheet. */
export interface DataPage {
  readonly name: string;
  /** The same for every way in which the same can be asked. */
  readonly key: string;
  readonly headers: Readonly<Record<string, string>>;
  /** What the trail says of it. */
  readonly told: AuditValues;
  text(session: BulkSession, viewer: Viewer, release: Release): Promise<string>;
}

/** What a service gives below `/data`. */
export interface DataService {
  readonly datasets: readonly Dataset[];
  /** Null when the address is of no page. */
  pageOf?(request: DataRequest): DataPage | null;
  /** Takes a file back; absent: none is taken. `today` is that of the hub. */
  receive?(request: DataRequest, viewer: Viewer, signal: AbortSignal, today: string): Promise<DataReply>;
}

interface Opened extends DataOptions {
  readonly service: DataService;
}

/** What is said wherever a file is sent back that nobody takes. */
export const notTaken = (): HubError =>
  new HubError('NOT_FOUND', 'Observations are taken back, at /data/observations.csv; nothing else is.');

/** Answers what is asked below `/data`, in this process or over the wire, with the rights of the viewer. */
export function openData(service: DataService, given: DataOptions): DataPort {
  const options = { ...given, service };
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
  options: Opened,
  request: DataRequest,
  viewer: Viewer,
  signal: AbortSignal,
): Promise<DataReply> {
  const { database, now, service } = options;
  if (request.method === 'POST') {
    const today = (now?.() ?? new Date()).toISOString().slice(0, 10);
    if (service.receive === undefined) throw notTaken();
    return service.receive(request, viewer, signal, today);
  }
  const page = service.pageOf?.(request) ?? null;
  const question = page === null ? readQuestion(request.address, service.datasets) : null;
  const session = await database.openBulk(viewer, { isWriting: false });
  signal.addEventListener('abort', () => session.abandon(), { once: true });
  try {
    const release = await readRelease(session);
    if (page !== null) return await sendPage(options, { request, viewer, session, release, page });
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

async function sendPage(
  { database }: DataOptions,
  {
    request,
    viewer,
    session,
    release,
    page,
  }: Pick<Sending, 'request' | 'viewer' | 'session' | 'release'> & { readonly page: DataPage },
): Promise<DataReply> {
  const etag = `"${tagOf(page.key, release, viewer)}"`;
  const headers = {
    ...page.headers,
    ...sharedHeaders(etag, release),
    vary: 'authorization, cookie, accept-language',
  };
  if (isKnown(request.headers['if-none-match'], etag)) return unchanged(session, headers);
  const text = await page.text(session, viewer, release);
  await session.end('rollback');
  await tellExport(database, viewer, page.name, { ...page.told, release: release.id });
  return { status: 200, headers, body: request.method === 'HEAD' ? null : text };
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
