import { PAGE } from '@kapstok/schema';
import { type Kysely, type RawBuilder, sql } from 'kysely';
import { HubError } from './errors.ts';
import { parsePlainDate } from './import/dates.ts';
import { groupBy, isId } from './loaders.ts';

/** Which page of a list is wanted, and whether anybody asks how long the whole list is. */
export interface PageRequest {
  readonly first: number;
  readonly after: string | null;
  readonly isCounted: boolean;
}

/** One page: ids with their cursors, how many rows there are in all, and whether more follow. */
export interface Page {
  readonly entries: readonly { readonly id: string; readonly cursor: string }[];
  /** Null when nobody asked for it, and to know it every row would have to be read. */
  readonly totalCount: number | null;
  readonly hasNextPage: boolean;
  readonly hasPreviousPage: boolean;
}

export const EMPTY_PAGE: Page = { entries: [], totalCount: 0, hasNextPage: false, hasPreviousPage: false };

/** Whether a question asks for the `totalCount` of a list; `CountPlugin` tells it among the arguments of the field. */
export const COUNTED = Symbol('counted');

/** Takes `first` and `after` as they come from a question; refuses what lies outside. */
export function pageRequest(args: {
  first?: number | null | undefined;
  after?: string | null | undefined;
  [COUNTED]?: boolean;
}): PageRequest {
  const first = args.first ?? PAGE.usual;
  if (first < PAGE.smallest || first > PAGE.largest) {
    throw new HubError(
      'BAD_USER_INPUT',
      `first is ${first}; it must be ${PAGE.smallest} to ${PAGE.largest}.`,
    );
  }
  if (args.after != null) readCursor(args.after);
  return { first, after: args.after ?? null, isCounted: args[COUNTED] ?? true };
}

const writeCursor = (position: string, id: string): string =>
  Buffer.from(JSON.stringify([position, id])).toString('base64url');

const notACursor = () =>
  new HubError('BAD_USER_INPUT', 'after is not a cursor of this list; use endCursor of the page before.');

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
  throw notACursor();
}

interface PageRow {
  parent: string;
  total: number | null;
  id: string | null;
  position: string | null;
}

/**
 * One page of each parent's list, all parents in one statement. `rows` selects `parent` (uuid), `id` (uuid) and
 * `position` (text that sorts as the list should); ties are broken by id. All rows are found and sorted: for lists that
 * stay short, and for those of which no index knows the rows. What grows with the city has `pagesInOrder`.
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
  return toPages(found, request);
}

const KEY = {
  text: { type: sql`text collate "C"`, isOne: () => true },
  day: { type: sql`date`, isOne: (word: string) => parsePlainDate(word) !== null },
  number: { type: sql`integer`, isOne: (word: string) => /^\d{1,9}$/.test(word) },
} as const;

/** A list that an index keeps in its order. */
export interface OrderedList {
  /** The tables, and which of their rows are in the list. */
  readonly from: RawBuilder<unknown>;
  readonly where: RawBuilder<unknown>;
  /** Whose list, and what is in it: ids. */
  readonly parent: RawBuilder<unknown>;
  readonly id: RawBuilder<unknown>;
  /**
   * What it is sorted by, as the index has it: after `parent` and before `id`, text by `collate "C"`. A place in the list is
   * these texts with a space between; none but the last has one itself.
   */
  readonly keys: readonly { readonly by: RawBuilder<unknown>; readonly as: keyof typeof KEY }[];
  readonly direction?: 'ASC' | 'DESC';
}

/**
 * One page of each parent's list, all parents in one statement, which reads by the index of the list no more rows than it
 * shows. The rows are counted only for who asks: that takes reading all of them, though none is sorted.
 */
export async function pagesInOrder<DB>(
  db: Kysely<DB>,
  list: OrderedList,
  request: PageRequest,
  ids: readonly string[],
): Promise<Map<string, Page>> {
  const { from, where, parent, id, keys, direction = 'ASC' } = list;
  const [order, beyond] = direction === 'ASC' ? [sql`asc`, sql`>`] : [sql`desc`, sql`<`];
  const sorted = keys.map(({ by, as }) => (as === 'text' ? sql`${by} collate "C"` : by));
  const place = sql.join([...sorted, id]);
  const rows = sql`from ${from} where ${parent} = owner.id and ${where}`;
  const after =
    request.after === null ? sql`` : sql`and (${place}) ${beyond} (${valuesOf(request.after, keys)})`;
  const by = sql.join([...sorted, id].map((key) => sql`${key} ${order}`));
  const { rows: found } = await sql<PageRow>`
    select owner.id as parent, total.total, page.id, page.position
    from unnest(${ids}::uuid[]) owner (id)
    cross join lateral (${request.isCounted ? sql`select count(*)::int ${rows}` : sql`select null::int`}) total (total)
    left join lateral (
      select ${id} as id, ${sql.join(
        keys.map((key) => sql`(${key.by})::text`),
        sql` || ' ' || `,
      )} as position, row_number() over (order by ${by}) as rank
      ${rows} ${after} order by ${by} limit ${request.first + 1}) page on true
    order by owner.id, page.rank`.execute(db);
  return toPages(found, request);
}

/** The place of a cursor as values to compare with. */
function valuesOf(cursor: string, keys: OrderedList['keys']): RawBuilder<unknown> {
  const [position, id] = readCursor(cursor);
  const words = position.split(' ');
  const texts = [...words.slice(0, keys.length - 1), words.slice(keys.length - 1).join(' ')];
  const values = keys.map(({ as }, i) => {
    const text = texts[i];
    if (text === undefined || !KEY[as].isOne(text)) throw notACursor();
    return sql`${text}::${KEY[as].type}`;
  });
  return sql.join([...values, sql`${id}::uuid`]);
}

const toPages = (rows: readonly PageRow[], request: PageRequest): Map<string, Page> =>
  new Map(
    [...groupBy(rows, ({ parent }) => parent)].map(([parent, group]) => [parent, toPage(group, request)]),
  );

function toPage(group: readonly PageRow[], request: PageRequest): Page {
  const entries = group.flatMap(({ id, position }) =>
    id === null || position === null ? [] : [{ id, cursor: writeCursor(position, id) }],
  );
  return {
    entries: entries.slice(0, request.first),
    totalCount: group[0]?.total ?? null,
    hasNextPage: entries.length > request.first,
    hasPreviousPage: request.after !== null,
  };
}
