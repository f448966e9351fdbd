import {
  appendAudit,
  type BulkSession,
  type Database,
  type Describe,
  HUB_SETTINGS,
  HubError,
  publish,
  setLocal,
  takeTurn,
} from '@kapstok/kit';
import { notTaken } from '@kapstok/kit/data';
import { type DataReply, type DataRequest, PUBLIC_SUBJECT, type Viewer } from '@kapstok/schema';
import { MOST_CHECKED, warnOfImported } from '../../quality/imported-figures.ts';
import { checkLines, checkRights, type Problems } from './checks.ts';
import { countOutcomes, decide, keep, NEW_FIGURES, type Outcome, programmesIn } from './decide.ts';
import { resolve } from './resolve.ts';
import { openSentFile } from './sent-file.ts';
import { stage } from './staging.ts';

/** What an import did, or would do. */
interface ImportResult {
  readonly isDryRun: boolean;
  /** SHA-256 of the file. */
  readonly sha256: string;
  readonly rows: number;
  readonly outcomes: Readonly<Record<Outcome, number>>;
  /** What looked odd about the new figures; null when nobody looked: nothing was kept, or too much at once. */
  readonly warnings: number | null;
}

/** A file of which something is wrong; nothing of it is kept. */
class FileRefused extends HubError {
  readonly problems: Problems;

  constructor(code: 'BAD_USER_INPUT' | 'NOT_ALLOWED', problems: Problems) {
    const { count } = problems;
    super(code, `${count} ${count === 1 ? 'problem' : 'problems'}; nothing was changed.`);
    this.problems = problems;
  }
}

/** How a file is to be taken. */
interface ImportOptions {
  readonly isDryRun: boolean;
  readonly decimal: '.' | ',';
}

/** Where observations are taken back, on which day, and what other services hear of them. */
interface ImportPlace {
  readonly database: Database;
  readonly today: string;
  readonly describe: Describe;
}

/**
 * Takes back a file of observations: all of it or nothing, in one transaction with the rights of whoever sends it. The
 * lines go into a table of that transaction as they come, and are checked and compared there all at once.
 */
export async function importObservations(
  { database, today, describe }: ImportPlace,
  request: DataRequest,
  viewer: Viewer,
  signal: AbortSignal,
): Promise<DataReply> {
  if (!viewer.mayWrite) throw mayNotWrite(viewer);
  const options = readOptions(request.address);
  const session = await database.openBulk(viewer, { isWriting: true });
  const hangUp = () => session.abandon();
  signal.addEventListener('abort', hangUp, { once: true });
  try {
    const result = await takeFile(session, request, viewer, options, today);
    if (!options.isDryRun) await tell(session, viewer, result, describe);
    await session.end(options.isDryRun ? 'rollback' : 'commit');
    return json(200, result);
  } catch (error) {
    session.abandon();
    if (error instanceof FileRefused) return refused(error);
    throw isTaken(error) ? TAKEN : error;
  } finally {
    signal.removeEventListener('abort', hangUp);
  }
}

async function takeFile(
  session: BulkSession,
  { body }: DataRequest,
  viewer: Viewer,
  { isDryRun, decimal }: ImportOptions,
  today: string,
): Promise<ImportResult> {
  const file = await openSentFile(body ?? noBytes());
  const headers = await stage(session, file);
  await resolve(session, headers, { today, decimal });
  refuse('BAD_USER_INPUT', await checkLines(session));
  refuse('NOT_ALLOWED', await checkRights(session, viewer));
  refuse('BAD_USER_INPUT', await decide(session, headers, today));
  const outcomes = await countOutcomes(session);
  const rows = Object.values(outcomes).reduce((sum, count) => sum + count, 0);
  const result = { isDryRun, sha256: file.sha256(), rows, outcomes, warnings: null };
  if (isDryRun) return result;
  await keep(session);
  const isAsked = outcomes.INSERTED + outcomes.REVISED <= MOST_CHECKED;
  return { ...result, warnings: isAsked ? await warnOfImported(session, NEW_FIGURES) : null };
}

function refuse(code: 'BAD_USER_INPUT' | 'NOT_ALLOWED', problems: Problems): void {
  if (problems.count > 0) throw new FileRefused(code, problems);
}

/**
 * One entry for the file, last: whoever else changes something of the service waits from here to the end. Then, as the
 * hub, what other services must hear: where each indicator stands now.
 */
async function tell(
  session: BulkSession,
  { subject, correlationId }: Viewer,
  { sha256, rows, outcomes }: ImportResult,
  describe: Describe,
): Promise<void> {
  const programmes = await programmesIn(session);
  const [only] = programmes;
  await takeTurn(session);
  await appendAudit(session, {
    subject,
    what: 'OBSERVATIONS_IMPORTED',
    objectType: 'Observation',
    objectId: null,
    programmeId: programmes.length === 1 && only !== undefined ? only.id : null,
    before: null,
    after: { sha256, rows, outcomes, programmes: programmes.map(({ slug }) => slug) },
    reason: null,
    correlationId,
  });
  await session.query(setLocal(HUB_SETTINGS));
  for (const { id } of programmes) await publish(session, describe, id);
}

const OPTIONS: Readonly<Record<string, readonly string[]>> = { dryRun: ['0', '1'], decimal: ['.', ','] };

function readOptions(address: string): ImportOptions {
  const { pathname, searchParams } = new URL(address, 'http://hub.invalid/');
  if (pathname !== '/observations.csv') throw notTaken();
  for (const [name, value] of searchParams)
    if (!Object.hasOwn(OPTIONS, name) || !OPTIONS[name]?.includes(value))
      throw new HubError(
        'BAD_USER_INPUT',
        'An import takes dryRun=1, which changes nothing, and decimal=, alone.',
      );
  return {
    isDryRun: searchParams.get('dryRun') === '1',
    decimal: searchParams.get('decimal') === ',' ? ',' : '.',
  };
}

const mayNotWrite = ({ subject }: Viewer): HubError =>
  new HubError(
    'NOT_ALLOWED',
    subject === PUBLIC_SUBJECT
      ? 'Nobody changes anything without sign-in. Sign in, or send an API token of scope WRITE.'
      : 'This API token only reads. Use one of scope WRITE.',
  );

/** The rule that a cell has one figure of each vintage is looked at when the transaction ends. */
const isTaken = (error: unknown): boolean => (error as { code?: unknown } | null)?.code === '23505';
const TAKEN = new HubError(
  'CONFLICT',
  'Somebody recorded one of these figures meanwhile. Nothing was changed; send the file again.',
);

function refused({ code, message, problems }: FileRefused): DataReply {
  const extensions = { code, problemCount: problems.count, problems: problems.list };
  return json(code === 'NOT_ALLOWED' ? 403 : 422, { errors: [{ message, extensions }] });
}

const json = (status: number, body: object): DataReply => ({
  status,
  headers: { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' },
  body: `${JSON.stringify(body)}\n`,
});

async function* noBytes(): AsyncGenerator<Uint8Array> {}
