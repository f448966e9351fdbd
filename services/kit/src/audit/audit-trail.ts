import { type Kysely, sql } from 'kysely';
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
  objectId: string;
  total: number;
}

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
export async function trailsOf(
  db: Kysely<unknown>,
  objectType: string,
  ids: readonly string[],
  request: PageRequest,
): Promise<Map<string, TrailPage>> {
  const before = request.after === null ? sql`` : sql`where seq < ${request.after}::bigint`;
  const { rows } = await sql<Row | (Pick<Row, 'objectId' | 'total'> & { seq: null })>`
    with matched as materialized (
      select * from audit_entry where object_type = ${objectType} and object_id = any (${[...ids]}::text[])),
    page as (
      select *, row_number() over (partition by object_id order by seq desc) as rank from matched ${before})
    select total.object_id as "objectId", total.total, page.seq::text, page.at, page.subject, page.what,
      page.before::text, page.after::text, page.reason, page.correlation_id as "correlationId"
    from (select object_id, count(*)::int as total from matched group by object_id) total
    left join page on page.object_id = total.object_id and page.rank <= ${request.first + 1}
    order by total.object_id, page.rank`.execute(db);
  const pages = [...groupBy(rows, ({ objectId }) => objectId)].map(([id, group]) => ({
    id,
    ...toPage(group, request),
  }));
  return mapBy(pages, ({ id }) => id);
}

function toPage(
  group: readonly (Row | (Pick<Row, 'total'> & { seq: null }))[],
  { first, after }: PageRequest,
): TrailPage {
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
