import {
  groupBy,
  inProgrammes,
  mapBy,
  newId,
  type Page,
  type PageRequest,
  pagesByParent,
  pagesInOrder,
  toDomain,
} from '@kapstok/kit';
import type { ActionStatus, Programmes } from '@kapstok/schema';
import { type RawBuilder, sql } from 'kysely';
import type { Tables } from '../database-types.ts';
import type { Action } from './action.ts';

/** Which actions of a list are wanted; what is left out does not restrict. */
export interface ActionFilter {
  readonly statuses?: readonly string[] | null | undefined;
  readonly realisations?: readonly string[] | null | undefined;
  readonly goal?: string | null | undefined;
  readonly level?: string | null | undefined;
  readonly isWithoutGoal?: boolean | null | undefined;
  readonly isWithoutLevel?: boolean | null | undefined;
  readonly code?: string | null | undefined;
  readonly crosswalk?: string | null | undefined;
  readonly organisationId?: string | null | undefined;
}

/** Whose actions: of a programme, a domain, a block, an organisation that takes part, or a term of another list. */
export type ActionOwner = 'programme' | 'domain' | 'block' | 'crosswalk' | 'organisation';

const OWNER = {
  programme: sql`action.programme_id`,
  domain: sql`action.domain_id`,
  block: sql`action.block_id`,
  crosswalk: sql`owner.crosswalk_id`,
  organisation: sql`owner.organisation_id`,
} as const satisfies Record<ActionOwner, RawBuilder<unknown>>;

/** Where the actions are found of those whose they are not by themselves. */
const THROUGH: Readonly<Partial<Record<ActionOwner, RawBuilder<unknown>>>> = {
  crosswalk: sql`action_crosswalk owner join action on action.id = owner.action_id`,
  // One organisation can take part in one action in several roles.
  organisation: sql`(select distinct action_id, organisation_id from participation) owner
    join action on action.id = owner.action_id`,
};

const BY_CODE = {
  from: sql`action`,
  id: sql`action.id`,
  keys: [{ by: sql`action.code`, as: 'text' }],
} as const;

/** Actions. */
export class ActionStore {
  readonly #tables: Tables;

  constructor(tables: Tables) {
    this.#tables = tables;
  }

  byIds = async (ids: readonly string[]): Promise<Map<string, Action>> => {
    const rows = await this.#tables.prisma.action.findMany({ where: { id: { in: [...ids] } } });
    return mapBy(rows.map(toDomain<Action>), (action) => action.id);
  };

  /** The actions that are parts of these, by code. */
  parts = async (ids: readonly string[]): Promise<Map<string, Action[]>> => {
    const where = { parentId: { in: [...ids] } };
    const rows = await this.#tables.prisma.action.findMany({
      where,
      orderBy: [{ code: 'asc' }, { id: 'asc' }],
    });
    return groupBy(rows.map(toDomain<Action>), (action) => action.parentId ?? '');
  };

  /** One page of the actions of each owner in these programmes, by code. */
  pages = (
    owner: ActionOwner,
    among: Programmes,
    filter: ActionFilter,
    request: PageRequest,
    ids: readonly string[],
  ): Promise<Map<string, Page>> => {
    const { sql: db } = this.#tables;
    const [parent, through] = [OWNER[owner], THROUGH[owner]];
    const where = sql`${matches(filter)} and ${inProgrammes(among, sql`action.programme_id`)}`;
    if (through === undefined) return pagesInOrder(db, { ...BY_CODE, parent, where }, request, ids);
    const rows = sql`
      select ${parent}, action.id, action.code from ${through}
      where ${parent} = any (${ids}::uuid[]) and ${where}`;
    return pagesByParent(db, rows, request);
  };

  /** Gives an action that is locked another status, and keeps when and why. */
  changeStatus = async (
    { id, programmeId, status }: Action,
    to: {
      readonly status: ActionStatus;
      readonly changedOn: string;
      readonly note: string;
      readonly code: string;
      /** What opened the gate; null when it does not start. */
      readonly passedGate: 'TEST' | 'OVERRIDE' | null;
    },
  ): Promise<void> => {
    await this.#tables.sql.updateTable('action').set({ status: to.status }).where('id', '=', id).execute();
    await this.#tables.sql
      .insertInto('status_change')
      .values({
        id: newId(),
        programme_id: programmeId,
        action_id: id,
        code: to.code,
        changed_on: to.changedOn,
        changed_on_precision: 'DAY',
        from_status: status,
        to_status: to.status,
        note: to.note,
        passed_gate: to.passedGate,
      })
      .execute();
  };
}

function matches(filter: ActionFilter): RawBuilder<unknown> {
  const parts: RawBuilder<unknown>[] = [sql`true`];
  if (filter.statuses != null) parts.push(sql`action.status = any (${filter.statuses}::text[])`);
  if (filter.realisations != null) parts.push(sql`action.realisation = any (${filter.realisations}::text[])`);
  if (filter.goal != null) parts.push(sql`action.goal = ${filter.goal}`);
  if (filter.level != null) parts.push(sql`action.level = ${filter.level}`);
  if (filter.isWithoutGoal != null) parts.push(sql`(action.goal is null) = ${filter.isWithoutGoal}`);
  if (filter.isWithoutLevel != null) parts.push(sql`(action.level is null) = ${filter.isWithoutLevel}`);
  if (filter.code != null) parts.push(sql`action.code = ${filter.code}`);
  if (filter.crosswalk != null)
    parts.push(sql`exists (
      select from action_crosswalk link join crosswalk term on term.id = link.crosswalk_id
      where link.action_id = action.id and term.code = ${filter.crosswalk})`);
  if (filter.organisationId != null)
    parts.push(sql`exists (
      select from participation where participation.action_id = action.id
        and participation.organisation_id::text = ${filter.organisationId})`);
  return sql.join(parts, sql` and `);
}
