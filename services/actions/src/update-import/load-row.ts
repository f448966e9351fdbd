import {
  appendAudit,
  type Changed,
  ChangeRefused,
  type CsvRow,
  isId,
  Problems,
  type Queryable,
  readColumns,
} from '@kapstok/kit';
import type { Language } from '@kapstok/schema';
import type { Context } from '../context.ts';
import { submitReport } from '../update/load-own-update.ts';
import { saveReport } from '../update/load-report.ts';
import { lacks, type ProgressUpdate } from '../update/update.ts';
import { isOwn, maySee } from '../update/who.ts';
import { changedColumns, contentCells } from './file-cells.ts';
import { type ContentColumn, PROGRESS_FILE } from './progress-file.ts';
import type { RowProblem, RowResult, UpdateImport } from './update-import.ts';

/** Ends a line without a change: it said nothing new, was wrong in several places, or was tried only. */
export class RowEnds extends Error {
  readonly result: RowResult;

  constructor(result: RowResult) {
    super(`Line ${result.line} ends without a change.`);
    this.result = result;
  }
}

/** The column of the file in which a field of the mutation stands. */
const COLUMN_OF: Readonly<Record<string, string>> = {
  actionId: 'action_code',
  periodId: 'period_code',
  organisationId: 'organisation_id',
  reportedStatus: 'reported_status',
  completionPercent: 'completion_percent',
  completionMethod: 'completion_method',
  peopleReached: 'people_reached',
  peopleReachedReason: 'people_reached_reason',
  reachBasis: 'reach_basis',
  expectedVersion: 'version',
};
const columnOf = (path: string | undefined): string | null =>
  path === undefined ? null : (COLUMN_OF[path] ?? path);

/** What a refusal says, as a problem of its line. */
export const problemOf = (message: string, path: readonly string[] | null): RowProblem => ({
  column: columnOf(path?.[1]),
  message,
});

export const refused = (line: number, problems: readonly RowProblem[]): RowResult => ({
  line,
  outcome: 'REFUSED',
  updateId: null,
  changed: [],
  problems,
});

/** What one line did. */
export interface Carried {
  readonly result: RowResult;
  readonly changed: Changed;
}

/** Carries out one line as its asker would by hand, in the running change; throws RowEnds or ChangeRefused. */
export async function carryOutRow(
  row: CsvRow,
  job: UpdateImport,
  context: Context,
  db: Queryable,
): Promise<Carried> {
  const values = readValues(row);
  const key = await keyOf(row, job, context);
  const found = await context.updates.find(key);
  const update = found !== undefined && maySee(context.viewer, found) ? found : undefined;
  const changed = changedColumns(row.cells, contentCells(update, context.viewer));
  const isToSubmit = job.isSubmitting && (changed.length > 0 || isWaiting(update, context));
  if (changed.length === 0 && !isToSubmit)
    throw new RowEnds({
      line: row.line,
      outcome: 'UNCHANGED',
      updateId: update?.id ?? null,
      changed,
      problems: [],
    });
  const content = contentOf(values, changed, update);
  const version = values['version'] as number | null;
  const saved =
    changed.length === 0
      ? null
      : await saveReport({ ...key, ...content, expectedVersion: version }, context, db);
  const result = { line: row.line, changed, problems: [] };
  if (!isToSubmit && saved !== null) {
    const outcome = update === undefined ? 'CREATED' : 'CHANGED';
    return { result: { ...result, outcome, updateId: saved.objectId }, changed: saved };
  }
  const id = saved?.objectId ?? update?.id ?? '';
  await needComplete(id, row, context);
  const expectedVersion = saved === null ? version : null;
  const submitted = await submitReport({ progressUpdateId: id, expectedVersion }, context, db);
  if (saved !== null) await auditSaved(saved, context, db);
  return { result: { ...result, outcome: 'SUBMITTED', updateId: id }, changed: submitted };
}

/** Two deeds in one change: the trail tells of both. */
async function auditSaved({ objectId, audit }: Changed, { viewer }: Context, db: Queryable): Promise<void> {
  const { subject, correlationId } = viewer;
  const who = { subject, correlationId, objectType: 'ProgressUpdate', objectId };
  await appendAudit(db, { reason: null, ...audit, ...who });
}

const isWaiting = (update: ProgressUpdate | undefined, { viewer }: Context): boolean =>
  update !== undefined && isOwn(viewer, update) && (update.state === 'DRAFT' || update.state === 'RETURNED');

/** The values of a line; refuses it with all that is wrong in its cells. */
function readValues(row: CsvRow): Record<string, unknown> {
  const problems = new Problems();
  const names = Object.keys(PROGRESS_FILE.columns);
  const values = readColumns(PROGRESS_FILE, names, row, () => undefined, problems);
  if (problems.count === 0) return values;
  const found = problems.list.map(({ column = null, message }) => ({ column, message }));
  throw new RowEnds(refused(row.line, found));
}

/** Of what a line reports; refuses it with all that it names wrongly. */
async function keyOf({ line, cells }: CsvRow, job: UpdateImport, { updateImports }: Context) {
  const { action_code = '', period_code = '', organisation_id = '' } = cells;
  const { actionId, periodId } = await updateImports.named(job.programmeId, action_code, period_code);
  const problems: RowProblem[] = [];
  const add = (column: string, message: string) => problems.push({ column, message });
  if (actionId === null)
    add('action_code', `${JSON.stringify(action_code)} is no action of this programme that is for you`);
  if (periodId === null) add('period_code', `${JSON.stringify(period_code)} is no period of this programme`);
  else if (job.periodId !== null && periodId !== job.periodId)
    add('period_code', `${JSON.stringify(period_code)} is not the period for which this file was sent`);
  if (!isId(organisation_id))
    add('organisation_id', `${JSON.stringify(organisation_id)} is no id; take it from an export`);
  if (problems.length > 0 || actionId === null || periodId === null)
    throw new RowEnds(refused(line, problems));
  return { programmeId: job.programmeId, actionId, periodId, organisationId: organisation_id.toLowerCase() };
}

/** The input of `reportProgress` that changes these columns and no other. */
function contentOf(
  values: Record<string, unknown>,
  changed: readonly ContentColumn[],
  update: ProgressUpdate | undefined,
) {
  const given = <T>(name: ContentColumn) => (changed.includes(name) ? (values[name] as T | null) : undefined);
  const text = (name: 'narrative' | 'obstacles') => {
    const isChanged = changed.includes(name) || changed.includes(`${name}_language`);
    return isChanged ? (values[name] as string | null) : undefined;
  };
  const language = (name: 'narrative' | 'obstacles') =>
    (values[`${name}_language`] as Language | null) ?? (Object.keys(update?.[name] ?? {})[0] as Language);
  return {
    reportedStatus: given<never>('reported_status'),
    completionPercent: given<number>('completion_percent'),
    completionMethod: given<never>('completion_method'),
    narrative: text('narrative'),
    language: language('narrative'),
    peopleReached: given<number>('people_reached'),
    peopleReachedReason: given<string>('people_reached_reason'),
    reachBasis: given<never>('reach_basis'),
    obstacles: text('obstacles'),
    obstaclesLanguage: language('obstacles'),
    evidence: given<never>('evidence'),
  };
}

/** Refuses to submit with all that is lacking, not only what is met first. */
async function needComplete(id: string, { line }: CsvRow, { updates }: Context): Promise<void> {
  const update = (await updates.byIds([id])).get(id);
  if (update === undefined) throw new ChangeRefused('CONFLICT', 'Somebody else changes it right now.');
  const problems = lacks(update).map(({ path, message }) => problemOf(message, ['input', path]));
  if (problems.length > 0) throw new RowEnds(refused(line, problems));
}
