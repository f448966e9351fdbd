import { PAGE } from '@kapstok/schema';
import type { Builder } from './builder.ts';
import type { Page } from './page.ts';
import type { KitContext } from './subgraph.ts';

/** One page with its rows read. */
export interface LoadedPage<Node> {
  readonly page: Page;
  readonly nodes: readonly Node[];
}

/** Reads the rows of a page; a row that vanished between is left out. */
export async function loadPage<Node>(
  page: Page,
  load: (id: string) => Promise<Node | null>,
): Promise<LoadedPage<Node>> {
  const rows = await Promise.all(page.entries.map(({ id }) => load(id)));
  const kept = page.entries.flatMap((entry, i) => {
    const node = rows[i];
    return node == null ? [] : [{ entry, node }];
  });
  return { page: { ...page, entries: kept.map(({ entry }) => entry) }, nodes: kept.map(({ node }) => node) };
}

/** Relay connections as all subgraphs have them: `nodes` beside `edges`, and a `totalCount`. */
export function addConnections<C extends KitContext>(builder: Builder<C>) {
  const PageInfo = builder.objectRef<Page>('PageInfo').implement({
    description: 'Where a page stands in its list.',
    shareable: true,
    fields: (t) => ({
      hasNextPage: t.exposeBoolean('hasNextPage', { description: 'Whether more rows follow.' }),
      hasPreviousPage: t.exposeBoolean('hasPreviousPage', {
        description: 'Whether the page was asked for with `after`.',
      }),
      startCursor: t.field({
        type: 'String',
        nullable: true,
        description: 'Cursor of the first row. Null when the page is empty.',
        resolve: ({ entries }) => entries[0]?.cursor ?? null,
      }),
      endCursor: t.field({
        type: 'String',
        nullable: true,
        description:
          'Cursor of the last row; give it as `after` to get the next page. Null when the page is empty.',
        resolve: ({ entries }) => entries.at(-1)?.cursor ?? null,
      }),
    }),
  });

  /** The connection and edge types of one noun; `noun` is its plural in a sentence. Shareable: several subgraphs have it. */
  function connectionType<Node>(
    name: string,
    noun: string,
    nodeType: NodeRef<Node>,
    { isShareable = false } = {},
  ) {
    const Edge = builder.objectRef<{ cursor: string; node: Node }>(`${name}Edge`).implement({
      description: `One of the ${noun} in a list, with its place in it.`,
      shareable: isShareable,
      fields: (t) => ({
        cursor: t.exposeString('cursor', { description: 'The place in the list; opaque.' }),
        node: t.field({
          type: nodeType as never,
          description: 'The row itself.',
          isChecked: true,
          resolve: (edge) => edge.node as never,
        }),
      }),
    });
    return builder.objectRef<LoadedPage<Node>>(`${name}Connection`).implement({
      description: `A page of ${noun}. Their order is stable; equal rows are ordered by id.`,
      pageOf: nodeType,
      shareable: isShareable,
      fields: (t) => ({
        nodes: t.field({
          type: [nodeType] as never,
          description: 'The rows of this page.',
          isChecked: true,
          resolve: ({ nodes }) => nodes as never,
        }),
        edges: t.field({
          type: [Edge],
          description: 'The rows of this page with their cursors.',
          resolve: ({ page, nodes }) =>
            nodes.map((node, i) => ({ cursor: page.entries[i]?.cursor ?? '', node })),
        }),
        pageInfo: t.field({
          type: PageInfo,
          description: 'Where this page stands.',
          resolve: ({ page }) => page,
        }),
        totalCount: t.int({
          description: 'Rows in the whole list, not only in this page.',
          resolve: ({ page: { totalCount } }) => {
            if (totalCount === null) throw new Error(`The rows of this ${name}Connection were not counted.`);
            return totalCount;
          },
        }),
      }),
    });
  }
  return { PageInfo, connectionType };
}

/** A reference to an object type whose resolvers get `Node`. */
export interface NodeRef<Node> {
  readonly $inferType: Node;
}

/** The two arguments of every list, for `args` of a field. */
export const pageArgs = {
  first: {
    type: 'Int',
    description: `How many rows, ${PAGE.smallest} to ${PAGE.largest}; ${PAGE.usual} when left out.`,
  },
  after: { type: 'String', description: 'Start after this cursor; from the beginning when left out.' },
} as const;
