import { newId } from '@kapstok/kit';
import { type RawBuilder, sql } from 'kysely';
import type { Tables } from '../database-types.ts';

export type Editable =
  | 'programme'
  | 'policy_domain'
  | 'block'
  | 'action'
  | 'dialogue_session'
  | 'finding'
  | 'initiative';

const column = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** Texts in several languages are kept as JSON. */
const value = (one: unknown): RawBuilder<unknown> =>
  typeof one === 'object' && one !== null ? sql`${JSON.stringify(one)}::jsonb` : sql`${one}`;

/** Writes of those who steer the plan. */
export class EditStore {
  readonly #tables: Tables;

  constructor(tables: Tables) {
    this.#tables = tables;
  }

  /** Makes a row of what it holds by the names of its domain object; its id. */
  insert = async (table: string, row: Readonly<Record<string, unknown>>): Promise<string> => {
    const id = newId();
    const entries = Object.entries({ id, ...row });
    await sql`insert into ${sql.ref(table)} (${sql.join(entries.map(([name]) => sql.ref(column(name))))})
      values (${sql.join(entries.map(([, one]) => value(one)))})`.execute(this.#tables.sql);
    return id;
  };

  /** Changes fields of a row that is locked; without any its version counts on all the same. */
  update = async (table: Editable, id: string, patch: Readonly<Record<string, unknown>>): Promise<void> => {
    const sets = Object.entries(patch).map(([name, one]) => sql`${sql.ref(column(name))} = ${value(one)}`);
    // What belongs to the row changed: the trigger counts one version, whatever is set here.
    const all = sets.length === 0 ? [sql`version = version + 1`] : sets;
    await sql`update ${sql.ref(table)} set ${sql.join(all)} where id = ${id}`.execute(this.#tables.sql);
  };

  /** The position after the last one. */
  nextPosition = async (table: 'policy_domain' | 'block', owner: string, id: string): Promise<number> => {
    const { rows } = await sql<{ next: number }>`
      select coalesce(max(position), 0) + 1 as next from ${sql.ref(table)} where ${sql.ref(owner)} = ${id}`.execute(
      this.#tables.sql,
    );
    return rows[0]?.next ?? 1;
  };

  /** An action and all that are below it, with their domains. */
  branch = async (id: string): Promise<readonly { id: string; domainId: string }[]> => {
    const { rows } = await sql<{ id: string; domainId: string }>`
      with recursive below (id) as (
        select ${id}::uuid union select part.id from below join action part on part.parent_id = below.id)
      select action.id, domain_id as "domainId" from below join action using (id) order by action.id`.execute(
      this.#tables.sql,
    );
    return rows;
  };

  /** Puts actions into a domain and block, the first of them below another action or below none. */
  move = async (
    ids: readonly string[],
    to: { readonly domainId: string; readonly blockId: string | null; readonly parentId: string | null },
  ): Promise<void> => {
    const [first] = ids;
    await sql`update action set domain_id = ${to.domainId}, block_id = ${to.blockId},
        parent_id = case when id = ${first} then ${to.parentId}::uuid else parent_id end
      where id = any (${[...ids]}::uuid[])`.execute(this.#tables.sql);
  };

  /** Whether a programme lists an organisation. */
  lists = async (programmeId: string, organisationId: string): Promise<boolean> => {
    const where = { programmeId, organisationId };
    return (await this.#tables.prisma.knownOrganisation.findMany({ where })).length > 0;
  };

  /** Keeps that an organisation takes part in a role, from when, and until when. */
  takePart = async (
    action: { readonly id: string; readonly programmeId: string },
    { organisationId, role }: { readonly organisationId: string; readonly role: string },
    fields: Readonly<Record<string, string | null>>,
    isSynthetic: boolean,
  ): Promise<void> => {
    const sets = Object.entries(fields).map(([name, one]) => sql`${sql.ref(column(name))} = ${one}`);
    const { numAffectedRows = 0n } = await sql`update participation
      set ${sql.join([sql`role = ${role}`, ...sets])}
      where action_id = ${action.id} and organisation_id = ${organisationId} and role = ${role}`.execute(
      this.#tables.sql,
    );
    if (numAffectedRows > 0n) return;
    const { id: actionId, programmeId } = action;
    await this.insert('participation', {
      programmeId,
      actionId,
      organisationId,
      role,
      isSynthetic,
      ...fields,
    });
  };

  /** The groups of people of a programme with these codes. */
  peopleGroups = async (programmeId: string, codes: readonly string[]): Promise<Map<string, string>> => {
    const where = { programmeId, code: { in: [...codes] } };
    const rows = await this.#tables.prisma.peopleGroup.findMany({ where });
    return new Map(rows.map(({ code, id }) => [code, id]));
  };

  removeTargetGroups = async (actionId: string): Promise<void> => {
    await sql`delete from target_group where action_id = ${actionId}`.execute(this.#tables.sql);
  };

  /** Takes away the relations of an action to terms of one list, or of all. */
  removeCrosswalks = async (actionId: string, vocabulary: string | null): Promise<void> => {
    await sql`delete from action_crosswalk link using crosswalk term
      where link.crosswalk_id = term.id and link.action_id = ${actionId}
        and (${vocabulary}::text is null or term.vocabulary = ${vocabulary})`.execute(this.#tables.sql);
  };
}
