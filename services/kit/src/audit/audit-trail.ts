import { type Kysely, type RawBuilder, sql } from 'kysely';
import { HubError } from '../errors.ts';
import { groupBy, mapBy } from '../loaders.ts';
import { type Page, type PageRequest, pageRequest } from '../page.ts';

/** An entry as it is read. */
export interface TrailEntry {
  /** Its number in the trail of its service. */
  readonly seq: string;
  readonly at: Date;
  readonly subject: string;
  readonly what: string;
  /** Name of the type of what it was done to, in the graph. */
  readonly objectType: string;
  /** Null when it was done to no one object. */
  readonly objectId: string | null;
  /** JSON text. */
  readonly before: string | null;
  readonly after: string | null;
  readonly reason: string | null;
  readonly correlationId: string;
}

/** A page of a trail with its entries. */
export interface TrailPage {
  readonly page: Page;
  readonly nodes: readonly TrailEntry[];
}

type PageArgs = Parameters<typeof pageRequest>[0];

interface Row extends TrailEntry {
  owner: string;
  total: number;
}
type NoRow = Pick<Row, 'owner' | 'total'> & { seq: null };

const NUMBER = /^[1-9]\d{0,17}$/;

/** Takes `first` and `after` of a trail; refuses what lies outside. Here a cursor is the number of an entry. */
export function trailRequest({ first, after }: PageArgs): PageRequest {
  const request = pageRequest({ first });
  if (after == null) return request;
  if (NUMBER.test(after)) return { ...request, after };
  throw new HubError(
    'BAD_USER_INPUT',
    'after is not a cursor of this list; use endCursor of the page before.',
  );
}

/** A page of the trail of each object, newest first, all objects in one statement; row-level security decides. */
export const trailsOf = (
  db: Kysely<unknown>,
  objectType: string,
  ids: readonly string[],
  request: PageRequest,
): Promise<Map<string, TrailPage>> =>
  trailPages(
    db,
    sql`select object_id as owner, * from audit_entry
        where object_type = ${objectType} and object_id = any (${[...ids]}::text[])`,
    request,
  );

/** What a period was in which something changed: its first and last day, UTC. */
export interface ChangePeriod {
  readonly from: string;
  readonly to: string;
}

/** A page of what was changed in each programme in a period, newest first. What was refused or exported changed nothing. */
export const changesOf = (
  db: Kysely<unknown>,
  { from, to }: ChangePeriod,
  programmeIds: readonly string[],
  request: PageRequest,
): Promise<Map<string, TrailPage>> =>
  trailPages(
    db,
    sql`select programme_id::text as owner, * from audit_entry
        where programme_id = any (${[...programmeIds]}::uuid[])
          and at >= ${from}::date and at < ${to}::date + 1
          and what not like '%\\_REFUSED' and what not like '%\\_EXPORTED'`,
    request,
  );

/** `rows` selects entries with their `owner` before them. */
async function trailPages(
  db: Kysely<unknown>,
  rows: RawBuilder<unknown>,
  request: PageRequest,
): Promise<Map<string, TrailPage>> {
  const before = request.after === null ? sql`` : sql`where seq < ${request.after}::bigint`;
  const { rows: found } = await sql<Row | NoRow>`
    with matched as materialized (${rows}),
    page as (
      select *, row_number() over (partition by owner order by seq desc) as rank from matched ${before})
    select total.owner, total.total, page.seq::text, page.at, page.subject, page.what,
      page.object_type as "objectType", page.object_id as "objectId",
      page.before::text, page.after::text, page.reason, page.correlation_id as "correlationId"
    from (select owner, count(*)::int as total from matched group by owner) total
    left join page on page.owner = total.owner and page.rank <= ${request.first + 1}
    order by total.owner, page.rank`.execute(db);
  const pages = [...groupBy(found, ({ owner }) => owner)].map(([id, group]) => ({
    id,
    ...toPage(group, request),
  }));
  return mapBy(pages, ({ id }) => id);
}

function toPage(group: readonly (Row | NoRow)[], { first, after }: PageRequest): TrailPage {
  const found = group.filter((row): row is Row => row.seq !== null);
  const nodes = found.slice(0, first);
  return {
    nodes,
    page: {
      entries: nodes.map(({ seq }) => ({ id: seq, cursor: seq })),
      totalCount: group[0]?.total ?? 0,
      hasNextPage: found.length > first,
      hasPreviousPage: after !== null,
    },
  };
}
