import {
  groupBy,
  inProgrammes,
  isSpoken,
  mapBy,
  type Page,
  type PageRequest,
  pagesByParent,
  programmesOf,
  toDomain,
} from '@kapstok/kit';
import { type InitiativeStatus, spokenFor, type Viewer } from '@kapstok/schema';
import { type RawBuilder, sql } from 'kysely';
import type { Tables } from '../database-types.ts';
import type { Initiative } from './initiative.ts';

/** What was proposed for the plan. */
export class InitiativeStore {
  readonly #tables: Tables;

  constructor(tables: Tables) {
    this.#tables = tables;
  }

  byIds = async (ids: readonly string[]): Promise<Map<string, Initiative>> => {
    const rows = await this.#tables.prisma.initiative.findMany({ where: { id: { in: [...ids] } } });
    return mapBy(rows.map(toDomain<Initiative>), ({ id }) => id);
  };

  byActions = async (ids: readonly string[]): Promise<Map<string, Initiative[]>> => {
    const where = { actionId: { in: [...ids] } };
    const rows = await this.#tables.prisma.initiative.findMany({ where, orderBy: { code: 'asc' } });
    return groupBy(rows.map(toDomain<Initiative>), ({ actionId }) => actionId ?? '');
  };

  /** One page of the initiatives of each programme that are for the viewer, latest first. */
  pages = (
    viewer: Viewer,
    statuses: readonly InitiativeStatus[] | null,
    request: PageRequest,
    programmeIds: readonly string[],
  ): Promise<Map<string, Page>> =>
    pagesByParent(
      this.#tables.sql,
      sql`select programme_id, id, proposed_on || ' ' || code from initiative
          where programme_id = any (${programmeIds}::uuid[]) and ${isFor(viewer)}
            and (${statuses}::text[] is null or status = any (${statuses}::text[]))`,
      request,
      'DESC',
    );
}

/** As `isReadable` of the type. */
function isFor(viewer: Viewer): RawBuilder<unknown> {
  const associated = viewer.roles
    .filter(({ role }) => role === 'ASSOCIATION')
    .map(({ programme }) => programme);
  const among = associated.includes('*') ? '*' : new Set(associated);
  return sql`(${inProgrammes(programmesOf(viewer, 'INTERNAL'), sql`programme_id`)}
    or ${isSpoken(spokenFor(viewer), sql`organisation_id`, sql`programme_id`)}
    or (status <> 'PROPOSED' and ${inProgrammes(among, sql`programme_id`)}))`;
}
