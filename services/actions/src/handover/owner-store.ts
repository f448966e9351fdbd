import { groupBy, mapBy, newId, toDomain } from '@kapstok/kit';
import type { ParticipationRole } from '@kapstok/schema';
import { sql } from 'kysely';
import type { Tables } from '../database-types.ts';
import { lastTouched } from './row-conditions.ts';

/** Who answers for an action, and in which role. */
export interface Owner {
  readonly actionId: string;
  readonly organisationId: string;
  readonly role: ParticipationRole;
}

/** How an action went from one organisation to another. */
export interface Handover {
  readonly id: string;
  readonly programmeId: string;
  readonly actionId: string;
  readonly fromOrganisationId: string | null;
  readonly toOrganisationId: string;
  readonly handedOn: string;
  readonly reason: string;
}

/** Who owns actions, and since when nobody did anything. */
export class OwnerStore {
  readonly #tables: Tables;

  constructor(tables: Tables) {
    this.#tables = tables;
  }

  /** Of those who take part on a day: who is accountable, else who implements; the one who came last. */
  owners = async (today: string, ids: readonly string[]): Promise<Map<string, Owner>> => {
    const { rows } = await sql<Owner>`
      select distinct on (action_id) action_id as "actionId", organisation_id as "organisationId", role
      from participation
      where action_id = any (${ids}::uuid[]) and role in ('ACCOUNTABLE', 'IMPLEMENTING')
        and (since is null or since <= ${today}::date) and (until is null or until >= ${today}::date)
      order by action_id, role, until desc nulls first, since desc nulls last, organisation_id`.execute(
      this.#tables.sql,
    );
    return mapBy(rows, ({ actionId }) => actionId);
  };

  lastTouched = async (today: string, ids: readonly string[]): Promise<Map<string, string>> => {
    const { rows } = await sql<{ id: string; day: string | null }>`
      select id, ${lastTouched(today)} as day from action where id = any (${ids}::uuid[])`.execute(
      this.#tables.sql,
    );
    return new Map(rows.flatMap(({ id, day }) => (day === null ? [] : [[id, day]])));
  };

  handovers = async (ids: readonly string[]): Promise<Map<string, Handover[]>> => {
    const rows = await this.#tables.prisma.ownerHandover.findMany({
      where: { actionId: { in: [...ids] } },
      orderBy: [{ handedOn: 'asc' }, { id: 'asc' }],
    });
    return groupBy(rows.map(toDomain<Handover>), ({ actionId }) => actionId);
  };

  /** Whether an organisation takes part in any action of a programme. */
  isKnown = async (organisationId: string, programmeId: string): Promise<boolean> => {
    const rows = await this.#tables.prisma.participation.findMany({
      where: { organisationId, programmeId },
      take: 1,
    });
    return rows.length > 0;
  };

  /** Ends the part of the one, begins that of the other, and keeps why. */
  handOver = async (handover: Omit<Handover, 'id'>, role: ParticipationRole): Promise<void> => {
    const { actionId, programmeId, fromOrganisationId, toOrganisationId, handedOn } = handover;
    if (fromOrganisationId !== null)
      await sql`update participation set until = greatest(${handedOn}::date - 1, since), until_precision = 'DAY'
        where action_id = ${actionId} and organisation_id = ${fromOrganisationId} and role = ${role}`.execute(
        this.#tables.sql,
      );
    await sql`insert into participation
        (id, programme_id, action_id, organisation_id, role, since, since_precision, is_synthetic)
      values (${newId()}, ${programmeId}, ${actionId}, ${toOrganisationId}, ${role}, ${handedOn}, 'DAY', false)
      on conflict (action_id, organisation_id, role) do update
        set since = excluded.since, since_precision = 'DAY', until = null, until_precision = null`.execute(
      this.#tables.sql,
    );
    await this.#tables.sql
      .insertInto('owner_handover')
      .values({
        id: newId(),
        programme_id: programmeId,
        action_id: actionId,
        from_organisation_id: fromOrganisationId,
        to_organisation_id: toOrganisationId,
        handed_on: handedOn,
        reason: handover.reason,
      })
      .execute();
  };
}
