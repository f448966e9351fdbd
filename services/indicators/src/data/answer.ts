import { createHash } from 'node:crypto';
import { pipeline, Readable } from 'node:stream';
import { createGzip } from 'node:zlib';
import { appendAudit, type BulkSession, type Database, type Logger, type ViewerReader } from '@kapstok/kit';
import {
  type DataPort,
  type DataReply,
  type DataRequest,
  heldRoles,
  PUBLIC_SUBJECT,
  type Viewer,
} from '@kapstok/schema';
import type { Reading } from './dataset.ts';
import { importObservations } from './import/import-observations.ts';
import { metadataOf } from './metadata.ts';
import { type Format, type Question, readQuestion } from './question.ts';
import { refusalOf } from './refusal.ts';
import { type Release, readRelease } from './release.ts';
import { fileBytes, filePart } from './rows.ts';
import { zipOf } from './zip.ts';

/** Raise it when the same data and question give other bytes than before. */
const WRITING = 1;

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

/** Answers what is asked below `/data`, in this process or over the wire, with the rights of the viewer. */
export function createData(options: DataOptions): DataPort {
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
  if (request.method === 'POST') {
    const today = (options.now?.() ?? new Date()).toISOString().slice(0, 10);
    return importObservations({ database: options.database, today }, request, viewer, signal);
  }
  const question = readQuestion(request.address);
  const known = request.headers['if-none-match'];
  const session = await options.database.openBulk(viewer, { isWriting: false });
  const hangUp = () => session.abandon();
  signal.addEventListener('abort', hangUp, { once: true });
  try {
    const release = await readRelease(session);
    const file = headersOf(question, release, viewer, request);
    if (known !== undefined && isKnown(known, file.headers.etag)) {
      await session.end('rollback');
      return { status: 304, headers: file.headers, body: null };
    }
    return await send(options, { request, viewer, session, question, release, ...file });
  } catch (error) {
    session.abandon();
    throw error;
  }
}

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
  await tell(options, sending);
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
  const parts = [WRITING, key, release.id, heldRoles(viewer).toSorted(), viewer.published];
  const hash = createHash('sha256').update(JSON.stringify(parts)).digest('base64url').slice(0, 27);
  return {
    isZipped,
    headers: {
      'content-type': TYPES[format],
      'content-disposition': `${format === 'metadata.json' ? 'inline' : 'attachment'}; filename="${dataset.name}.${format}"`,
      etag: `"${hash}${isZipped ? '-gzip' : ''}"`,
      'cache-control': 'private, no-cache',
      vary: 'authorization, cookie, accept-encoding',
      'x-kapstok-release': release.id,
      link: `</data/${dataset.name}.metadata.json>; rel="describedby"; type="application/csvm+json"`,
      ...(isZipped && { 'content-encoding': 'gzip' }),
    },
  };
}

/** Whether the caller has it already; a file that a proxy weakened is the same for whoever only reads it. */
const isKnown = (known: string, etag: string): boolean =>
  known.trim() === '*' || known.split(',').some((one) => one.trim().replace(/^W\//, '') === etag);

/** What leaves the hub is in the trail before it leaves. Without sign-in anybody could fill the trail: that is left out. */
async function tell({ database }: DataOptions, { viewer, question, release }: Sending): Promise<void> {
  if (viewer.subject === PUBLIC_SUBJECT) return;
  const { dataset, format, selection } = question;
  await database.change((db) =>
    appendAudit(db, {
      subject: viewer.subject,
      what: 'DATASET_EXPORTED',
      objectType: 'Dataset',
      objectId: dataset.name,
      programmeId: null,
      before: null,
      after: {
        format,
        filters: Object.fromEntries(selection.filters),
        after: selection.after,
        limit: selection.limit,
        release: release.id,
      },
      reason: null,
      correlationId: viewer.correlationId,
    }),
  );
}
