import { type GateOpening, groupBy, type LatestVerdict, mapBy, newId, toDomain } from '@kapstok/kit';
import { sql } from 'kysely';
import type { Tables } from '../database-types.ts';
import type { GateOverride } from './gate.ts';

/** What was last said of the poverty tests of an action, and whether it ever started here. */
export interface GateRow {
  readonly actionId: string;
  readonly programmeId: string;
  readonly validThrough: string | null;
  readonly overdueAfter: string | null;
  readonly latest: LatestVerdict | null;
  readonly override: GateOpening | null;
  readonly isHistory: boolean;
  readonly knownAsOf: Date | null;
}

/** Gates of actions, and what directors did with them. */
export class GateStore {
  readonly #tables: Tables;

  constructor(tables: Tables) {
    this.#tables = tables;
  }

  byActions = async (ids: readonly string[]): Promise<Map<string, GateRow>> => {
    const { rows } = await sql<GateRow>`
      select action.id as "actionId", action.programme_id as "programmeId",
        test.valid_through::text as "validThrough", test.overdue_after::text as "overdueAfter", test.latest,
        (select jsonb_build_object('reason', given.reason, 'until', given.until) from gate_override given
         where given.action_id = action.id and given.withdrawn_at is null
         order by given.given_at desc, given.id desc limit 1) as override,
        action.status in ('RUNNING', 'SUSPENDED', 'COMPLETED') and not exists (
          select from status_change started
          where started.action_id = action.id and started.passed_gate is not null) as "isHistory",
        (select applied_at from inbox where producer = 'reviews') as "knownAsOf"
      from action left join action_test test on test.action_id = action.id
      where action.id = any (${ids}::uuid[])`.execute(this.#tables.sql);
    return mapBy(rows, (row) => row.actionId);
  };

  overridesByIds = async (ids: readonly string[]): Promise<Map<string, GateOverride>> => {
    const rows = await this.#tables.prisma.gateOverride.findMany({ where: { id: { in: [...ids] } } });
    return mapBy(rows.map(toOverride), (row) => row.id);
  };

  /** All overrides of each action, also those withdrawn, latest first. */
  overrides = async (actionIds: readonly string[]): Promise<Map<string, GateOverride[]>> => {
    const rows = await this.#tables.prisma.gateOverride.findMany({
      where: { actionId: { in: [...actionIds] } },
      orderBy: [{ givenAt: 'desc' }, { id: 'desc' }],
    });
    return groupBy(rows.map(toOverride), (row) => row.actionId);
  };

  give = async (
    override: Pick<GateOverride, 'programmeId' | 'actionId' | 'reason' | 'until'> & { by: string; at: Date },
  ): Promise<string> => {
    const id = newId();
    await this.#tables.sql
      .insertInto('gate_override')
      .values({
        id,
        programme_id: override.programmeId,
        action_id: override.actionId,
        reason: override.reason,
        until: override.until,
        given_by: override.by,
        given_at: override.at,
      })
      .execute();
    return id;
  };

  withdraw = async (id: string, { at, reason }: { at: Date; reason: string }): Promise<void> => {
    await this.#tables.sql
      .updateTable('gate_override')
      .set({ withdrawn_at: at, withdrawn_reason: reason })
      .where('id', '=', id)
      .execute();
  };
}

/** With moments as they are: `toDomain` makes days of them. */
const toOverride = <Row extends Pick<GateOverride, 'givenAt' | 'withdrawnAt'>>(
  row: Row & Parameters<typeof toDomain<GateOverride>>[0],
): GateOverride => ({
  ...toDomain<GateOverride>(row),
  givenAt: row.givenAt,
  withdrawnAt: row.withdrawnAt,
});
