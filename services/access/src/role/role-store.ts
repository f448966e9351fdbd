import { groupBy, mapBy, newId, type Page, type PageRequest, pagesByParent } from '@kapstok/kit';
import { sql } from 'kysely';
import type { Tables } from '../database-types.ts';
import type { AssignedRole, RolePlace } from './role.ts';

const NOWHERE = '00000000-0000-0000-0000-000000000000';

/** Roles that people were given here. */
export class RoleStore {
  readonly #tables: Tables;

  constructor(tables: Tables) {
    this.#tables = tables;
  }

  byIds = async (ids: readonly string[]): Promise<Map<string, AssignedRole>> => {
    const rows = await this.#tables.prisma.roleAssignment.findMany({ where: { id: { in: [...ids] } } });
    return mapBy(rows as AssignedRole[], (role) => role.id);
  };

  /** The roles that each account holds, oldest first. */
  byAccounts = async (ids: readonly string[]): Promise<Map<string, AssignedRole[]>> => {
    const rows = await this.#tables.prisma.roleAssignment.findMany({
      where: { accountId: { in: [...ids] }, withdrawnAt: null },
      orderBy: { id: 'asc' },
    });
    return groupBy(rows as AssignedRole[], (role) => role.accountId);
  };

  /** Pages of the roles that are held in programmes, by role and name. */
  pages =
    (request: PageRequest) =>
    async (programmeIds: readonly string[]): Promise<Map<string, Page>> => {
      const rows = sql`
      select held.programme_id, held.id, held.role || ' ' || lower(coalesce(account.name, ''))
      from role_assignment held join account on account.id = held.account_id
      where held.programme_id = any (${programmeIds}::uuid[]) and held.withdrawn_at is null`;
      return pagesByParent(this.#tables.sql, rows, request);
    };

  /** Gives a role, inside a change; null when the account holds it already. */
  give = async (
    accountId: string,
    { role, programmeId, organisationId, domainId }: RolePlace,
    about: { readonly by: string; readonly at: Date; readonly reason: string | null },
  ): Promise<string | null> => {
    const row = await this.#tables.sql
      .insertInto('role_assignment')
      .values({
        id: newId(),
        account_id: accountId,
        role,
        programme_id: programmeId,
        organisation_id: organisationId,
        domain_id: domainId,
        granted_by: about.by,
        granted_at: about.at,
        reason: about.reason,
      })
      .onConflict((conflict) => conflict.doNothing())
      .returning('id')
      .executeTakeFirst();
    return row?.id ?? null;
  };

  /** The assignment by which an account holds a role already. */
  held = async (accountId: string, place: RolePlace): Promise<string | undefined> => {
    const { rows } = await sql<{ id: string }>`
      select id from role_assignment where account_id = ${accountId} and role = ${place.role}
        and coalesce(programme_id, ${NOWHERE}) = coalesce(${place.programmeId}::uuid, ${NOWHERE})
        and coalesce(organisation_id, ${NOWHERE}) = coalesce(${place.organisationId}::uuid, ${NOWHERE})
        and coalesce(domain_id, ${NOWHERE}) = coalesce(${place.domainId}::uuid, ${NOWHERE})
        and withdrawn_at is null`.execute(this.#tables.sql);
    return rows[0]?.id;
  };

  /** An assignment that stays as it is until the change ends; undefined when whoever asks may not change it. */
  lock = async (id: string): Promise<AssignedRole | undefined> => {
    const { rows } = await sql<AssignedRole>`
      select id, account_id as "accountId", role, programme_id as "programmeId",
        organisation_id as "organisationId", domain_id as "domainId", granted_by as "grantedBy",
        granted_at as "grantedAt", reason, withdrawn_at as "withdrawnAt", version
      from role_assignment where id = ${id} for update`.execute(this.#tables.sql);
    return rows[0];
  };

  withdraw = async (id: string, by: string, at: Date): Promise<void> => {
    const { numUpdatedRows } = await this.#tables.sql
      .updateTable('role_assignment')
      .set((row) => ({ withdrawn_by: by, withdrawn_at: at, version: row('version', '+', 1) }))
      .where('id', '=', id)
      .executeTakeFirst();
    if (numUpdatedRows !== 1n) throw new Error('A role that was locked could not be withdrawn.');
  };

  /**
   * Whether the hub keeps an administrator when this account is none any more. Until the change ends nobody else
   * withdraws one: two who withdraw each other at the same moment must not both succeed.
   */
  leavesAdministrator = async (accountId: string): Promise<boolean> => {
    await sql`select pg_advisory_xact_lock(hashtextextended('kapstok last administrator', 0))`.execute(
      this.#tables.sql,
    );
    const { rows } = await sql`
      select from role_assignment held join account on account.id = held.account_id
      where held.role = 'ADMINISTRATOR' and held.withdrawn_at is null and account.closed_at is null
        and held.account_id <> ${accountId} limit 1`.execute(this.#tables.sql);
    return rows.length > 0;
  };
}
