import { PAGE } from '@kapstok/schema';
import { type Kysely, type RawBuilder, sql } from 'kysely';
import { HubError } from './errors.ts';
import { groupBy, isId } from './loaders.ts';

/** Which page of a list is wanted. */
export interface PageRequest {
  readonly first: number;
  readonly after: string | null;
}

/** One page: ids with their cursors, how many rows there are in all, and whether more follow. */
export interface Page {
  readonly entries: readonly { readonly id: string; readonly cursor: string }[];
  readonly totalCount: number;
  readonly hasNextPage: boolean;
  readonly hasPreviousPage: boolean;
}

export const EMPTY_PAGE: Page = { entries: [], totalCount: 0, hasNextPage: false, hasPreviousPage: false };

/** Takes `first` and `after` as they come from a question; refuses what lies outside. */
export function pageRequest(args: {
  first?: number | null | undefined;
  after?: string | null | undefined;
}): PageRequest {
  const first = args.first ?? PAGE.usual;
  if (first < PAGE.smallest || first > PAGE.largest) {
    throw new HubError(
      'BAD_USER_INPUT',
      `first is ${first}; it must be ${PAGE.smallest} to ${PAGE.largest}.`,
    );
  }
  if (args.after != null) readCursor(args.after);
  return { first, after: args.after ?? null };
}

const writeCursor = (position: string, id: string): string =>
  Buffer.from(JSON.stringify([position, id])).toString('base64url');

function readCursor(cursor: string): [position: string, id: string] {
  try {
    const parsed: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    if (Array.isArray(parsed) && parsed.length === 2) {
      const [position, id] = parsed as unknown[];
      if (typeof position === 'string' && typeof id === 'string' && isId(id)) return [position, id];
    }
  } catch {
    // Falls through to the refusal.
  }
  throw new HubError(
    'BAD_USER_INPUT',
    'after is not a cursor of this list; use endCursor of the page before.',
  );
}

interface PageRow {
  parent: string;
  total: number;
  id: string | null;
  position: string | null;
}

/**
 * One page of each parent's list, all parents in one statement. `rows` selects `parent` (uuid), `id` (uuid) and
 * `position` (text that sorts as the list should); ties are broken by id.
 */
export async function pagesByParent<DB>(
  db: Kysely<DB>,
  rows: RawBuilder<unknown>,
  request: PageRequest,
  direction: 'ASC' | 'DESC' = 'ASC',
): Promise<Map<string, Page>> {
  const order = direction === 'ASC' ? sql`asc` : sql`desc`;
  const beyond = direction === 'ASC' ? sql`>` : sql`<`;
  const cursor = request.after === null ? null : readCursor(request.after);
  const from =
    cursor === null
      ? sql``
      : sql`where (position collate "C", id) ${beyond} (${cursor[0]}::text collate "C", ${cursor[1]}::uuid)`;
  const { rows: found } = await sql<PageRow>`
    with matched (parent, id, position) as materialized (${rows}),
    page as (
      select parent, id, position,
        row_number() over (partition by parent order by position collate "C" ${order}, id ${order}) as rank
      from matched ${from})
    select total.parent, total.total, page.id, page.position
    from (select parent, count(*)::int as total from matched group by parent) total
    left join page on page.parent = total.parent and page.rank <= ${request.first + 1}
    order by total.parent, page.rank`.execute(db);
  const pages = new Map<string, Page>();
  for (const [parent, group] of groupBy(found, (row) => row.parent))
    pages.set(parent, toPage(group, request));
  return pages;
}

function toPage(group: readonly PageRow[], request: PageRequest): Page {
  const entries = group.flatMap(({ id, position }) =>
    id === null || position === null ? [] : [{ id, cursor: writeCursor(position, id) }],
  );
  return {
    entries: entries.slice(0, request.first),
    totalCount: group[0]?.total ?? 0,
    hasNextPage: entries.length > request.first,
    hasPreviousPage: request.after !== null,
  };
}
