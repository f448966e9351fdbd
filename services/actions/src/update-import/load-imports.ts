import { appendAudit, ChangeRefused, type Database, type Logger, type Queryable } from '@kapstok/kit';
import type { Viewer } from '@kapstok/schema';
import type { Context } from '../context.ts';
import { carryOutRow, problemOf, RowEnds, refused } from './load-row.ts';
import { type FileLine, readLines } from './read-lines.ts';
import type { RowResult, UpdateImportJob } from './update-import.ts';

/** What carries imports out. */
export interface ImportRunner {
  readonly database: Database;
  /** Makes what resolvers get, for whoever asked. */
  readonly contextOf: (viewer: Viewer) => Context;
  readonly now: () => Date;
  readonly log: Logger;
}

/** Lines between two looks at whether the hub stops, and at which import is first. */
const BATCH = 50;
/** Rights are those of the moment of asking; what waits longer than this is asked for anew. */
const OLDEST_MS = 3_600_000;

/**
 * Carries out every import that waits, the oldest first, until told to stop. By however many processes: each import is
 * locked by one of them, and given up by one that dies.
 */
export async function runImports(runner: ImportRunner, isStopping: () => boolean): Promise<void> {
  let isMore = true;
  while (isMore && !isStopping())
    isMore = await runner.database.change((db) => runBatch(runner, db, isStopping));
}

/** False when no import waits. */
async function runBatch(runner: ImportRunner, db: Queryable, isStopping: () => boolean): Promise<boolean> {
  const job = await lockNext(db);
  if (job === null) return false;
  if (runner.now().getTime() - job.askedAt.getTime() > OLDEST_MS) {
    await end(db, job, runner, 'It waited for more than an hour. Send the file again.');
    return true;
  }
  const { rows } = await db.query<{ line: number }>(
    'select line from update_import_row where import_id = $1',
    [job.id],
  );
  const done = new Set(rows.map(({ line }) => line));
  const left = readLines(job.csv).lines.filter(({ line }) => !done.has(line));
  for (const line of left.slice(0, BATCH)) {
    if (isStopping()) return false;
    await carryOut(runner, job, line);
  }
  if (left.length <= BATCH) await end(db, job, runner, null);
  else await db.query(`update update_import set state = 'RUNNING' where id = $1`, [job.id]);
  return true;
}

/** The import that is first, held until the transaction ends. The rows that name it can be written meanwhile. */
async function lockNext(db: Queryable): Promise<UpdateImportJob | null> {
  const { rows } = await db.query<UpdateImportJob>(
    `select id, programme_id as "programmeId", period_id as "periodId", asked_by as "askedBy", asker,
       asked_at as "askedAt", file_hash as "fileHash", csv, row_count as "rowCount", is_dry_run as "isDryRun",
       is_submitting as "isSubmitting", state, failure, ended_at as "endedAt"
     from update_import where state in ('QUEUED', 'RUNNING')
     order by id limit 1 for no key update skip locked`,
  );
  const [job] = rows;
  return job === undefined ? null : { ...job, askedAt: new Date(job.askedAt) };
}

/** One line in a transaction of its own, with the note that it was done. What nobody foresaw is tried twice. */
async function carryOut(runner: ImportRunner, job: UpdateImportJob, line: FileLine): Promise<void> {
  try {
    await carryOutOnce(runner, job, line);
  } catch (first) {
    runner.log.warn({ err: first, import: job.id, line: line.line }, 'a line of an import failed; once more');
    try {
      await carryOutOnce(runner, job, line);
    } catch (second) {
      runner.log.error({ err: second, import: job.id, line: line.line }, 'a line of an import failed');
      const message = `Something went wrong on our side; tell us ${job.asker.correlationId}.`;
      await record(runner, job, refused(line.line, [{ column: null, message }]));
    }
  }
}

async function carryOutOnce(runner: ImportRunner, job: UpdateImportJob, line: FileLine): Promise<void> {
  const ended =
    line.problems.length > 0 ? refused(line.line, line.problems) : await change(runner, job, line);
  if (ended !== null) await record(runner, job, ended);
}

/** Does what a line says and notes it: null. Else what became of it, still to be noted. */
async function change(runner: ImportRunner, job: UpdateImportJob, line: FileLine): Promise<RowResult | null> {
  const context = runner.contextOf(viewerOf(job));
  try {
    if (job.isDryRun) return await tryOut(runner, job, line, context);
    const request = { mutation: 'reportProgress', objectType: 'ProgressUpdate', input: {} };
    const { userErrors } = await context.changes.run(request, async (db) => {
      const { result, changed } = await carryOutRow(line, job, context, db);
      await context.updateImports.record(job, result);
      return changed;
    });
    const problems = userErrors.map(({ message, path }) => problemOf(message, path));
    return problems.length === 0 ? null : refused(line.line, problems);
  } catch (error) {
    if (error instanceof RowEnds) return error.result;
    throw error;
  }
}

/** What would become of a line: it is done, and undone. */
async function tryOut(
  { database }: ImportRunner,
  job: UpdateImportJob,
  line: FileLine,
  context: Context,
): Promise<RowResult> {
  try {
    return await database.write(
      context.viewer,
      async (db): Promise<never> => {
        throw new RowEnds((await carryOutRow(line, job, context, db)).result);
      },
      context.now,
    );
  } catch (error) {
    if (!(error instanceof ChangeRefused)) throw error;
    return refused(line.line, [problemOf(error.message, error.path)]);
  }
}

/** Notes what became of a line that changed nothing. A draft that was only tried out is none to point to. */
async function record(runner: ImportRunner, job: UpdateImportJob, row: RowResult): Promise<void> {
  const viewer = viewerOf(job);
  const context = runner.contextOf(viewer);
  const isMade = job.isDryRun && row.updateId !== null;
  await runner.database.write(viewer, async () => {
    const isThere = isMade && (await context.updates.byIds([row.updateId ?? ''])).size > 0;
    await context.updateImports.record(job, isMade && !isThere ? { ...row, updateId: null } : row);
  });
}

const viewerOf = ({ askedBy, asker }: UpdateImportJob): Viewer => ({
  ...asker,
  subject: askedBy,
  published: [],
  mayWrite: true,
});

/** Ends an import with one entry in the audit trail. */
async function end(
  db: Queryable,
  job: UpdateImportJob,
  { now }: ImportRunner,
  failure: string | null,
): Promise<void> {
  const state = failure === null ? 'DONE' : 'FAILED';
  await db.query(
    'update update_import set state = $2, failure = $3, ended_at = $4, csv = null where id = $1',
    [job.id, state, failure, now()],
  );
  const { rows } = await db.query<{ outcome: string; n: number }>(
    'select outcome, count(*)::int as n from update_import_row where import_id = $1 group by 1 order by 1',
    [job.id],
  );
  const counts = Object.fromEntries(rows.map(({ outcome, n }) => [outcome, n]));
  const { fileHash, isDryRun, isSubmitting, rowCount } = job;
  await appendAudit(db, {
    subject: job.askedBy,
    what: failure === null ? 'PROGRESS_IMPORTED' : 'PROGRESS_IMPORT_FAILED',
    objectType: 'UpdateImport',
    objectId: job.id,
    programmeId: job.programmeId,
    before: null,
    after: { fileHash, isDryRun, isSubmitting, rowCount, ...counts },
    reason: failure,
    correlationId: job.asker.correlationId,
  });
}
