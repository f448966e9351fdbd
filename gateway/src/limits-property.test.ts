import fc from 'fast-check';
import { expect, test } from 'vitest';
import { subgraph } from '../testing/graph.ts';
import { type Hub, hub, post } from '../testing/hub.ts';

type Values = Record<string, unknown>;
const rows = <Row>(count: number, row: () => Row): Row[] => Array.from({ length: count }, row);

/** A graph that gives as much as it may: full pages, and ten rows in lists without pages. */
const full = (): Values => ({
  __typename: 'Programme',
  id: '1',
  title: 'x',
  parent: full,
  parts: () => rows(10, full),
  actions: ({ first }: { first: number }) => ({
    totalCount: 500,
    nodes: () => rows(first, () => ({ code: 'A', programme: full })),
  }),
});
const root: Values = {
  programme: full,
  programmes: ({ first = 20 }) => ({
    totalCount: 500,
    nodes: () => rows(first, full),
    edges: () => rows(first, () => ({ cursor: 'c', node: full })),
  }),
  search: () => rows(10, full),
  echo: 'x',
  _entities: ({ representations }: { representations: Values[] }) => representations.map(full),
};
const money: Values = {
  currency: 'EUR',
  _entities: ({ representations }: { representations: Values[] }) =>
    representations.map(() => ({ __typename: 'Programme', id: '1', budget: { amount: '1', lines: ['a'] } })),
};

/** What can be asked of each type: a field with its type, null for a leaf; `%` stands for a page size. */
const FIELDS: Record<string, readonly (readonly [text: string, type: string | null])[]> = {
  Query: [
    ['currency', null],
    ['__typename', null],
    ['programme(slug: "x")', 'Programme'],
    ['programmes', 'ProgrammeConnection'],
    ['programmes(first: %)', 'ProgrammeConnection'],
    ['search', 'Programme'],
  ],
  Programme: [
    ['id', null],
    ['title', null],
    ['__typename', null],
    ['parent', 'Programme'],
    ['parts', 'Programme'],
    ['actions', 'ActionConnection'],
    ['actions(first: %)', 'ActionConnection'],
    ['budget', 'Budget'],
  ],
  ProgrammeConnection: [
    ['totalCount', null],
    ['nodes', 'Programme'],
    ['edges', 'ProgrammeEdge'],
  ],
  ProgrammeEdge: [
    ['cursor', null],
    ['node', 'Programme'],
  ],
  ActionConnection: [
    ['totalCount', null],
    ['nodes', 'Action'],
  ],
  Action: [
    ['code', null],
    ['programme', 'Programme'],
  ],
  Budget: [
    ['amount', null],
    ['lines', null],
  ],
};

/** A selection on a type: some fields, by aliases of their own, some through a fragment, some left out by a variable. */
function selection(type: string, depth: number): fc.Arbitrary<string> {
  const possible = (FIELDS[type] ?? []).filter(([, child]) => child === null || depth > 0);
  const field = fc.constantFrom(...possible).chain(([text, child]) =>
    fc
      .tuple(
        fc.constantFrom('1', '2', '7', '$n', '$m'),
        child === null ? fc.constant('') : selection(child, depth - 1),
        fc.constantFrom('', '', '', ' @include(if: $no)', ' @skip(if: $no)'),
        fc.boolean(),
      )
      .map(([size, below, directive, isInFragment]) => {
        const asked = `a: ${text.replace('%', size)}${directive}${below}`;
        return isInFragment ? `... on ${type} { ${asked} }` : asked;
      }),
  );
  return (
    fc
      .array(field, { minLength: 1, maxLength: 3 })
      // Aliases that differ: two fields of one name would have to ask the same.
      .map((fields) => ` { ${fields.map((one, i) => one.replace('a: ', `a${i}: `)).join(' ')} }`)
  );
}

/** Every field of every row that an answer holds. */
function fieldsIn(value: unknown): number {
  if (Array.isArray(value)) return value.reduce((sum: number, item) => sum + fieldsIn(item), 0);
  if (typeof value !== 'object' || value === null) return 0;
  return Object.values(value).reduce((sum: number, item) => sum + 1 + fieldsIn(item), 0);
}

async function ask(gateway: Hub, body: string, variables: object) {
  const used =
    'n: programmes(first: $n) @include(if: $no) { totalCount } m: programmes(first: $m) @include(if: $no) { totalCount }';
  const query = `query ($n: Int = 3, $m: Int, $no: Boolean = false) { ${used} ... on Query${body} }`;
  const { statusCode, payload, headers } = await post(gateway, { query, variables });
  return { status: statusCode, json: JSON.parse(payload), cost: Number(headers['x-ratelimit-cost']), query };
}

test('no answer holds more fields than its question was reckoned to cost', async () => {
  const gateway = await hub(
    { plan: subgraph('plan', root), money: subgraph('money', money) },
    { limits: { cost: 5000 }, budget: { address: 1e12 } },
  );
  let answered = 0;
  const sizes = fc.record({ n: fc.integer({ min: 1, max: 9 }), m: fc.integer({ min: 1, max: 100 }) });
  await fc.assert(
    fc.asyncProperty(selection('Query', 4), sizes, async (body, variables) => {
      const { status, json, cost, query } = await ask(gateway, body, variables);
      if (status === 400) {
        expect(json.errors[0].extensions.code, query).toBe('QUERY_TOO_LARGE');
        return;
      }
      answered += 1;
      expect({ status, errors: json.errors }, query).toEqual({ status: 200, errors: undefined });
      expect(fieldsIn(json.data), query).toBeLessThanOrEqual(cost);
    }),
    { numRuns: 400, seed: 4 },
  );
  expect(answered).toBeGreaterThan(250);
});

test('a question costs what the rule says, worked out by hand', async () => {
  const gateway = await hub({ plan: subgraph('plan', root) });
  const query =
    '{ programmes(first: 7) { totalCount nodes { id parts { id } actions(first: 2) { nodes { code } } } } }';
  const { headers } = await post(gateway, { query });
  const [parts, actions] = [1 + 10 * 1, 1 + 2 * (1 + 1)];
  expect(headers['x-ratelimit-cost']).toBe(String(1 + 7 * (1 + (1 + 1 + parts + actions))));
});
