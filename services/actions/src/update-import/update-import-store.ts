import { groupBy, mapBy, newId, type Page, type PageRequest, pagesByParent } from '@kapstok/kit';
import type { ImportOutcome, Viewer } from '@kapstok/schema';
import { sql } from 'kysely';
import type { Tables } from '../database-types.ts';
import type {
  OutcomeCounts,
  RowProblem,
  RowResult,
  UpdateImport,
  UpdateImportJob,
  UpdateImportRow,
} from './update-import.ts';

/** An import that is asked for. */
export type NewImport = Omit<UpdateImportJob, 'id' | 'state' | 'failure' | 'endedAt'>;

const OPEN = ['QUEUED', 'RUNNING'];

/** Imports of progress updates, and what became of their lines. */
export class UpdateImportStore {
  readonly #tables: Tables;

  constructor(tables: Tables) {
    this.#tables = tables;
  }

  byIds = async (ids: readonly string[]): Promise<Map<string, UpdateImport>> => {
    const rows = await this.#tables.prisma.updateImport.findMany({
      where: { id: { in: [...ids] } },
      omit: { csv: true, asker: true },
    });
    return mapBy(
      rows.map((row) => row as UpdateImport),
      ({ id }) => id,
    );
  };

  /** One page per programme of those that the viewer asked for, the latest first. */
  pages = ({ subject }: Viewer, request: PageRequest, ids: readonly string[]): Promise<Map<string, Page>> =>
    pagesByParent(
      this.#tables.sql,
      sql`select programme_id, id, asked_at::text from update_import
        where programme_id = any (${ids}::uuid[]) and asked_by = ${subject}`,
      request,
      'DESC',
    );

  rowsByIds = async (ids: readonly string[]): Promise<Map<string, UpdateImportRow>> => {
    const rows = await this.#tables.prisma.updateImportRow.findMany({ where: { id: { in: [...ids] } } });
    return mapBy(
      rows.map((row) => ({ ...row, problems: row.problems as unknown as RowProblem[] }) as UpdateImportRow),
      ({ id }) => id,
    );
  };

  /** One page per import of its lines, in their order. */
  rowPages = (
    outcomes: readonly string[] | null,
    request: PageRequest,
    ids: readonly string[],
  ): Promise<Map<string, Page>> =>
    pagesByParent(
      this.#tables.sql,
      sql`select import_id, id, lpad(line::text, 10, '0') from update_import_row
        where import_id = any (${ids}::uuid[])
          and ${outcomes === null ? sql`true` : sql`outcome = any (${outcomes}::text[])`}`,
      request,
    );

  counts = async (ids: readonly string[]): Promise<Map<string, OutcomeCounts>> => {
    const { rows } = await sql<{ importId: string; outcome: ImportOutcome; n: number }>`
      select import_id as "importId", outcome, count(*)::int as n from update_import_row
      where import_id = any (${ids}::uuid[]) group by 1, 2`.execute(this.#tables.sql);
    const each = groupBy(rows, ({ importId }) => importId);
    return new Map(
      [...each].map(([id, some]) => [id, Object.fromEntries(some.map(({ outcome, n }) => [outcome, n]))]),
    );
  };

  /** How many imports of somebody are not at their end. */
  waiting = async (subject: string): Promise<number> =>
    this.#tables.prisma.updateImport.count({ where: { askedBy: subject, state: { in: OPEN } } });

  /** Keeps what is asked for and wakes whoever carries it out. */
  ask = async (asked: NewImport): Promise<string> => {
    const id = newId();
    await this.#tables.sql
      .insertInto('update_import')
      .values({
        id,
        programme_id: asked.programmeId,
        period_id: asked.periodId,
        asked_by: asked.askedBy,
        asker: JSON.stringify(asked.asker),
        asked_at: asked.askedAt,
        file_hash: asked.fileHash,
        csv: asked.csv,
        row_count: asked.rowCount,
        is_dry_run: asked.isDryRun,
        is_submitting: asked.isSubmitting,
        state: 'QUEUED',
      })
      .execute();
    await sql`select pg_notify('kapstok_imports', '')`.execute(this.#tables.sql);
    return id;
  };

  /** Keeps what became of a line; in the transaction of its change, so that it is never done twice. */
  record = async ({ id, programmeId }: UpdateImport, row: RowResult): Promise<void> => {
    await this.#tables.sql
      .insertInto('update_import_row')
      .values({
        id: newId(),
        programme_id: programmeId,
        import_id: id,
        line: row.line,
        outcome: row.outcome,
        update_id: row.updateId,
        changed: [...row.changed],
        problems: JSON.stringify(row.problems),
      })
      .execute();
  };

  /** The action and the period that a line names, as far as they are there and may be read. */
  named = async (
    programmeId: string,
    actionCode: string,
    periodCode: string,
  ): Promise<{ actionId: string | null; periodId: string | null }> => {
    const [action, period] = [
      await this.#tables.prisma.action.findMany({ where: { programmeId, code: actionCode } }),
      await this.#tables.prisma.reportingPeriod.findMany({ where: { programmeId, code: periodCode } }),
    ];
    return { actionId: action[0]?.id ?? null, periodId: period[0]?.id ?? null };
  };
}
