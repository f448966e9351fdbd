import { groupBy, mapBy, newId, toDomain } from '@kapstok/kit';
import { sql } from 'kysely';
import type { Tables } from '../database-types.ts';
import type { PeriodException, ReportingPeriod } from './period.ts';

/** What came in for a period. */
export interface PeriodCounts {
  readonly periodId: string;
  readonly submitted: number;
  readonly returned: number;
  readonly approved: number;
}

/** Reporting periods and who is let back into them. */
export class PeriodStore {
  readonly #tables: Tables;

  constructor(tables: Tables) {
    this.#tables = tables;
  }

  byIds = async (ids: readonly string[]): Promise<Map<string, ReportingPeriod>> => {
    const rows = await this.#tables.prisma.reportingPeriod.findMany({ where: { id: { in: [...ids] } } });
    return mapBy(rows.map(toDomain<ReportingPeriod>), ({ id }) => id);
  };

  /** Those of programmes, by day due. */
  byProgrammes = async (ids: readonly string[]): Promise<Map<string, ReportingPeriod[]>> => {
    const rows = await this.#tables.prisma.reportingPeriod.findMany({
      where: { programmeId: { in: [...ids] } },
      orderBy: [{ dueOn: 'asc' }, { code: 'asc' }],
    });
    return groupBy(rows.map(toDomain<ReportingPeriod>), ({ programmeId }) => programmeId);
  };

  /** Opens one; null when the programme has one of this code already. */
  open = async (period: Omit<ReportingPeriod, 'id' | 'state' | 'version'>): Promise<string | null> => {
    const row = await this.#tables.sql
      .insertInto('reporting_period')
      .values({
        id: newId(),
        programme_id: period.programmeId,
        code: period.code,
        title: JSON.stringify(period.title),
        starts_on: period.startsOn,
        ends_on: period.endsOn,
        due_on: period.dueOn,
        state: 'OPEN',
      })
      .onConflict((conflict) => conflict.doNothing())
      .returning('id')
      .executeTakeFirst();
    return row?.id ?? null;
  };

  move = async (id: string, to: Partial<Pick<ReportingPeriod, 'state' | 'dueOn'>>): Promise<void> => {
    await this.#tables.sql
      .updateTable('reporting_period')
      .set({
        ...(to.state === undefined ? {} : { state: to.state }),
        ...(to.dueOn === undefined ? {} : { due_on: to.dueOn }),
      })
      .where('id', '=', id)
      .execute();
  };

  /** How many updates are in which state; of drafts only whose they are knows. */
  counts = async (ids: readonly string[]): Promise<Map<string, PeriodCounts>> => {
    const { rows } = await sql<PeriodCounts>`
      select period_id as "periodId",
        count(*) filter (where state = 'SUBMITTED')::int as submitted,
        count(*) filter (where state = 'RETURNED')::int as returned,
        count(*) filter (where state = 'APPROVED')::int as approved
      from progress_update where period_id = any (${ids}::uuid[]) group by period_id`.execute(
      this.#tables.sql,
    );
    return mapBy(rows, ({ periodId }) => periodId);
  };

  exceptionsByIds = async (ids: readonly string[]): Promise<Map<string, PeriodException>> => {
    const rows = await this.#tables.prisma.periodException.findMany({ where: { id: { in: [...ids] } } });
    return mapBy(rows.map(toDomain<PeriodException>), ({ id }) => id);
  };

  /** Those of periods, the latest first. */
  exceptions = async (ids: readonly string[]): Promise<Map<string, PeriodException[]>> => {
    const rows = await this.#tables.prisma.periodException.findMany({
      where: { periodId: { in: [...ids] } },
      orderBy: [{ grantedOn: 'desc' }, { id: 'desc' }],
    });
    return groupBy(rows.map(toDomain<PeriodException>), ({ periodId }) => periodId);
  };

  grant = async (exception: Omit<PeriodException, 'id' | 'revokedOn' | 'version'>): Promise<string> => {
    const id = newId();
    await this.#tables.sql
      .insertInto('period_exception')
      .values({
        id,
        programme_id: exception.programmeId,
        period_id: exception.periodId,
        organisation_id: exception.organisationId,
        account_id: exception.accountId,
        until_on: exception.untilOn,
        reason: exception.reason,
        granted_on: exception.grantedOn,
      })
      .execute();
    return id;
  };

  revoke = async (id: string, revokedOn: string): Promise<void> => {
    await this.#tables.sql
      .updateTable('period_exception')
      .set({ revoked_on: revokedOn })
      .where('id', '=', id)
      .execute();
  };
}
