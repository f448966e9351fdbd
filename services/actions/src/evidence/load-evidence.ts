import { createHash } from 'node:crypto';
import {
  ChangeRefused,
  contextMaker,
  type Database,
  HubError,
  isId,
  type Queryable,
  type SubgraphDefinition,
  type ViewerReader,
} from '@kapstok/kit';
import {
  EVIDENCE_FILE,
  type EvidenceFile,
  type EvidencePort,
  type EvidenceRefused,
  type EvidenceUpload,
  type Viewer,
} from '@kapstok/schema';
import type { Context, Stores } from '../context.ts';
import { needOwnUpdate } from '../update/load-own-update.ts';
import { isOwn, maySee } from '../update/who.ts';
import { type FileStore, type KeptFile, urlOf } from './evidence-file.ts';
import { holdFiles } from './load-files.ts';
import { isNamedAs, mediaTypeOf } from './media-type.ts';

export interface EvidenceOptions {
  readonly database: Database;
  readonly readViewer: ViewerReader;
  readonly files: FileStore;
  /** The clock; tests set it. */
  readonly now?: (() => Date) | undefined;
}

const MOST_FILES = 100;
const LONGEST_NAME = 150;
const NOT_THERE = 'There is no such file, or it is not for you.';

/** Takes and gives files of evidence, by the rights of the updates that they are for. */
export function createEvidencePort(
  service: SubgraphDefinition<Stores>,
  { database, readViewer, files, now = () => new Date() }: EvidenceOptions,
): EvidencePort {
  const contextOf = contextMaker(service, database, { now });
  return {
    keep: (token, upload) =>
      refusing(async () => {
        const context = contextOf(await readViewer(token));
        const file = readFile(upload, context.now);
        let kept: KeptFile | undefined;
        const request = { mutation: 'uploadEvidence', objectType: 'EvidenceFile', input: {} };
        const { userErrors } = await context.changes.run(request, async (db) => {
          const done = await keepFile(upload, file, { context, files, db });
          kept = done;
          return { objectId: done.id, audit: auditOf(done, upload.progressUpdateId) };
        });
        const [refusal] = userErrors;
        if (refusal !== undefined) throw new HubError(refusal.code, refusal.message);
        if (kept === undefined) throw new Error('A file that was kept cannot be read.');
        return { file: toFile(kept) };
      }),
    open: (token, id) =>
      refusing(async () => {
        const viewer = await readViewer(token);
        const kept = await database.read(viewer, () => readable(id, viewer, contextOf(viewer)));
        if (kept === null) throw new HubError('NOT_FOUND', NOT_THERE);
        const bytes = await files.get(kept.sha256);
        if (bytes === null || hashOf(bytes) !== kept.sha256)
          throw new Error(`The file ${kept.sha256} of evidence is not as it was kept.`);
        return { file: toFile(kept), bytes };
      }),
  };
}

/** What somebody is told becomes an answer; a fault stays one. */
async function refusing<T>(work: () => Promise<T>): Promise<T | EvidenceRefused> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof HubError)) throw error;
    return { refusal: { code: error.code, message: error.message } };
  }
}

const hashOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

type NewFile = Pick<KeptFile, 'name' | 'mediaType' | 'sizeBytes' | 'sha256' | 'uploadedAt'>;

/** A file as it would be kept; refuses what is none of the kinds that are taken. */
function readFile({ name: given, bytes }: EvidenceUpload, uploadedAt: Date): NewFile {
  const name = nameOf(given);
  const sizeBytes = bytes.byteLength;
  if (sizeBytes === 0) throw new HubError('BAD_USER_INPUT', 'The file is empty.');
  if (sizeBytes > EVIDENCE_FILE.largestBytes)
    throw new HubError(
      'PAYLOAD_TOO_LARGE',
      `A file has ${EVIDENCE_FILE.largestBytes / 1e6} MB at most; this one has ${Math.ceil(sizeBytes / 1e5) / 10}.`,
    );
  const mediaType = mediaTypeOf(bytes, name);
  if (mediaType === null || !isNamedAs(name, mediaType)) {
    const ends = Object.values(EVIDENCE_FILE.types).flat().join(', ');
    const why = mediaType === null ? 'Its content is none of these' : `Its content is ${mediaType}`;
    const message = `A file is one of ${ends}, without macros, and named so. ${why}.`;
    throw new HubError('BAD_USER_INPUT', message);
  }
  return { name, mediaType, sizeBytes, sha256: hashOf(bytes), uploadedAt };
}

/** The last part of a path, as text that can stand on one line. */
function nameOf(given: string): string {
  const last = given.split(/[\\/]/).at(-1)?.normalize('NFC').trim() ?? '';
  if (last !== '' && last.length <= LONGEST_NAME && last.isWellFormed() && !/[\p{C}\u2028\u2029]/u.test(last))
    return last;
  throw new HubError(
    'BAD_USER_INPUT',
    `The name of a file has 1 to ${LONGEST_NAME} characters, all of them text.`,
  );
}

/** Keeps the bytes and their row, for who may write the update. */
async function keepFile(
  { progressUpdateId, bytes }: EvidenceUpload,
  file: NewFile,
  { context, files, db }: { context: Context; files: FileStore; db: Queryable },
): Promise<KeptFile> {
  const { viewer, evidenceFiles } = context;
  const update = await needOwnUpdate({ progressUpdateId }, context, db);
  if (update.state === 'SUBMITTED')
    throw new ChangeRefused('CONFLICT', 'This update is SUBMITTED. Take it back first (withdrawProgress).');
  const own = await evidenceFiles.ofReporter(update);
  if (own.length >= MOST_FILES && !own.some(({ sha256 }) => sha256 === file.sha256))
    throw new ChangeRefused(
      'CONFLICT',
      `Your organisation has ${MOST_FILES} files for this action, which is the most. What no update names is removed after a day.`,
    );
  await holdFiles(db, 'TOGETHER');
  await files.put(file.sha256, bytes);
  const id = await evidenceFiles.keep(update, file, viewer.subject);
  const kept = (await evidenceFiles.byIds([id])).get(id);
  if (kept === undefined) throw new Error('A file that was kept cannot be read.');
  return kept;
}

/** Only what it is: whoever reads the trail does not read drafts. */
const auditOf = ({ programmeId, mediaType, sizeBytes, sha256 }: KeptFile, progressUpdateId: string) => ({
  what: 'EVIDENCE_UPLOADED',
  programmeId,
  before: null,
  after: { progressUpdateId, mediaType, sizeBytes, sha256 },
});

/** The file, when an update names it that the viewer may read, or it is the viewer's own; else null. */
async function readable(given: string, viewer: Viewer, context: Context): Promise<KeptFile | null> {
  if (!isId(given)) return null;
  const id = given.toLowerCase();
  const file = (await context.evidenceFiles.byIds([id])).get(id);
  if (file === undefined) return null;
  if (isOwn(viewer, file)) return file;
  const naming = await context.updates.naming(file, urlOf(id));
  return naming.some((update) => maySee(viewer, update)) ? file : null;
}

const toFile = ({ id, name, mediaType, sizeBytes, sha256 }: KeptFile): EvidenceFile => ({
  id,
  url: urlOf(id),
  name,
  mediaType,
  sizeBytes,
  sha256,
});
