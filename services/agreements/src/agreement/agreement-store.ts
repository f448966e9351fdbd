import {
  groupBy,
  mapBy,
  type Page,
  type PageRequest,
  pagesByParent,
  pagesInOrder,
  toDomain,
} from '@kapstok/kit';
import { type RawBuilder, sql } from 'kysely';
import type { Tables } from '../database-types.ts';
import type { PlanLevel } from '../plan/plan-level.ts';
import type { Rights } from '../rights/rights.ts';
import { agreementRows, planRows } from '../rights/row-conditions.ts';
import type { Agreement } from './agreement.ts';

/** Which agreements of a list are wanted; what is left out does not restrict. */
export interface AgreementFilter {
  readonly statuses?: readonly string[] | null | undefined;
  readonly kinds?: readonly string[] | null | undefined;
  readonly organisationId?: string | null | undefined;
  readonly roles?: readonly string[] | null | undefined;
  readonly endsFrom?: string | null | undefined;
  readonly endsBefore?: string | null | undefined;
  readonly code?: string | null | undefined;
}

/** Whose agreements: those that touch a part of the plan, or those to which an organisation is party. */
export type AgreementOwner = PlanLevel | 'organisation';

/** Which page of whose agreements. */
export interface AgreementPage {
  readonly owner: AgreementOwner;
  readonly filter: AgreementFilter;
  readonly rights: Rights;
  readonly request: PageRequest;
}

/** Where the agreements of an owner are found: pairs of `parent` and `agreement_id`. */
const PLACES = {
  domain: sql`(select domain_id as parent, agreement_id, action_id from agreement_place)`,
  block: sql`(select block_id as parent, agreement_id, action_id from agreement_place)`,
  action: sql`(select action_id as parent, agreement_id from agreement_place)`,
  organisation: sql`(select organisation_id as parent, agreement_id from agreement_party)`,
} as const satisfies Record<Exclude<AgreementOwner, 'programme'>, RawBuilder<unknown>>;

const OF_PROGRAMME = {
  from: sql`agreement`,
  parent: sql`agreement.programme_id`,
  id: sql`agreement.id`,
  keys: [{ by: sql`agreement.code`, as: 'text' }],
} as const;

/** Agreements. */
export class AgreementStore {
  readonly #tables: Tables;

  constructor(tables: Tables) {
    this.#tables = tables;
  }

  byIds = async (ids: readonly string[]): Promise<Map<string, Agreement>> => {
    const rows = await this.#tables.prisma.agreement.findMany({ where: { id: { in: [...ids] } } });
    return mapBy(rows.map(toDomain<Agreement>), (agreement) => agreement.id);
  };

  /** The agreements that are parts of these, by number. */
  parts = async (ids: readonly string[]): Promise<Map<string, Agreement[]>> => {
    const rows = await this.#tables.prisma.agreement.findMany({
      where: { parentId: { in: [...ids] } },
      orderBy: [{ code: 'asc' }, { id: 'asc' }],
    });
    return groupBy(rows.map(toDomain<Agreement>), (agreement) => agreement.parentId ?? '');
  };

  /** One page of the agreements of each owner, by number. */
  pages = (
    { owner, filter, rights, request }: AgreementPage,
    ids: readonly string[],
  ): Promise<Map<string, Page>> => {
    const { sql: db } = this.#tables;
    const where = sql`${agreementRows(rights)} and ${matches(filter)}`;
    if (owner === 'programme') return pagesInOrder(db, { ...OF_PROGRAMME, where }, request, ids);
    // Materialized: joined with the conditions of rights, the planner takes few agreements for one, and reads the places
    // of all once for each.
    const rows = sql`
      with found as materialized (
        select distinct place.parent, place.agreement_id from ${PLACES[owner]} place
        where place.parent = any (${ids}::uuid[]) and ${placeRows(owner, rights)})
      select found.parent, agreement.id, agreement.code
      from found join agreement on agreement.id = found.agreement_id
      where ${where}`;
    return pagesByParent(db, rows, request);
  };
}

/** Where an action stands is told with its plan only; which action an agreement is for, with the agreement. */
function placeRows(owner: AgreementOwner, rights: Rights): RawBuilder<unknown> {
  if (rights.plan === '*' || (owner !== 'domain' && owner !== 'block')) return sql`true`;
  return sql`(place.action_id is null or exists (
    select from plan_action plan where plan.action_id = place.action_id and ${planRows(rights)}))`;
}

function matches(filter: AgreementFilter): RawBuilder<unknown> {
  const parts: RawBuilder<unknown>[] = [sql`true`];
  if (filter.statuses != null) parts.push(sql`agreement.status = any (${filter.statuses}::text[])`);
  if (filter.kinds != null) parts.push(sql`agreement.kind = any (${filter.kinds}::text[])`);
  if (filter.endsFrom != null) parts.push(sql`agreement.ends_on >= ${filter.endsFrom}::date`);
  if (filter.endsBefore != null) parts.push(sql`agreement.ends_on < ${filter.endsBefore}::date`);
  if (filter.code != null) parts.push(sql`agreement.code = ${filter.code}`);
  const ofParty: RawBuilder<unknown>[] = [];
  // Compared as text: what is no id matches nothing, and never fails.
  if (filter.organisationId != null)
    ofParty.push(sql`party.organisation_id::text = lower(${filter.organisationId})`);
  if (filter.roles != null) ofParty.push(sql`party.role = any (${filter.roles}::text[])`);
  if (ofParty.length > 0)
    parts.push(sql`exists (select from agreement_party party
      where party.agreement_id = agreement.id and ${sql.join(ofParty, sql` and `)})`);
  return sql.join(parts, sql` and `);
}
