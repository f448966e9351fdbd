import { isErrorCode } from '@kapstok/schema';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Answer, openTestHub, type TestHub } from './hub.ts';
import { leaksIn } from './leaks.ts';

let hub: TestHub;
beforeAll(async () => {
  hub = await openTestHub('shipped');
});
afterAll(() => hub.close());
let loggedBefore = 0;
beforeEach(() => {
  loggedBefore = hub.log.length;
});

const ON = 'programme(slug: "kortrijk-2013")';
const NO_ID = '00000000-0000-7000-8000-000000000000';

/** The hub still answers, told nothing, and had nothing to complain of. */
async function expectUnharmed(answer: Pick<Answer, 'text'>): Promise<void> {
  expect(leaksIn(answer.text)).toEqual([]);
  const complaints = hub.log.slice(loggedBefore).filter((line) => JSON.parse(line).level >= 50);
  expect(complaints).toEqual([]);
  const next = await hub.ask(`{ ${ON} { slug } }`);
  expect(next.data).toEqual({ programme: { slug: 'kortrijk-2013' } });
}

const NOWHERE: readonly string[] = [
  'programme(slug: "no-such-plan") { title }',
  'programme(slug: "") { title }',
  `programme(slug: "${"' or 1=1 --"}") { title }`,
  `programme(slug: "${'x'.repeat(50_000)}") { title }`,
  'place(nisCode: "99999") { name }',
  'place(nisCode: "Kortrijk") { name }',
  ...['action', 'agreement', 'indicator', 'organisation', 'povertyTest'].flatMap((field) =>
    [NO_ID, 'no-uuid', '', '42', `${NO_ID}x`, "'; drop table action; --", '💥', 'x'.repeat(10_000)].map(
      (id) => `${field}(id: ${JSON.stringify(id)}) { id }`,
    ),
  ),
];

describe('what does not exist is null, without an error:', () => {
  test.each(NOWHERE)('%#: %.90s', async (field) => {
    const answer = await hub.ask(`{ it: ${field} }`);
    expect({ status: answer.status, data: answer.data, errors: answer.errors }).toEqual({
      status: 200,
      data: { it: null },
      errors: [],
    });
    await expectUnharmed(answer);
  });

  test('also inside filters: nothing matches', async () => {
    const filters = [
      'actions(filter: { code: "no such code" })',
      'actions(filter: { organisation: "no-uuid" })',
      'actions(filter: { crosswalk: "none" })',
      'agreements(filter: { organisation: "no-uuid" })',
      'indicators(filter: { code: "none" })',
    ];
    for (const filter of filters) {
      const answer = await hub.ask(
        `{ ${ON} { it: ${filter} { totalCount nodes { id } pageInfo { endCursor } } } }`,
      );
      expect({ filter, ...answer }).toMatchObject({
        data: { programme: { it: { totalCount: 0, nodes: [], pageInfo: { endCursor: null } } } },
        errors: [],
      });
      await expectUnharmed(answer);
    }
  });
});

const nested = (depth: number) => `${'parent { '.repeat(depth)}code${' }'.repeat(depth)}`;
type Refusal = readonly [
  name: string,
  code: string,
  message: RegExp,
  query: string,
  variables?: Record<string, unknown>,
];

const REFUSALS: readonly Refusal[] = [
  [
    'first of 1000',
    'BAD_USER_INPUT',
    /first: 1000\) is out of range; first can be 1 to 100/,
    `{ ${ON} { actions(first: 1000) { totalCount } } }`,
  ],
  [
    'first of -5',
    'BAD_USER_INPUT',
    /first: -5\) is out of range; first can be 1 to 100/,
    `{ ${ON} { actions(first: -5) { totalCount } } }`,
  ],
  [
    'first of 0',
    'BAD_USER_INPUT',
    /first: 0\) is out of range; first can be 1 to 100/,
    `{ ${ON} { agreements(first: 0) { totalCount } } }`,
  ],
  [
    'first by variable',
    'BAD_USER_INPUT',
    /first: 101\) is out of range; first can be 1 to 100/,
    `query ($n: Int) { ${ON} { actions(first: $n) { totalCount } } }`,
    { n: 101 },
  ],
  [
    'first beyond 32 bits',
    'GRAPHQL_VALIDATION_FAILED',
    /32-bit/,
    `{ ${ON} { actions(first: 4294967296) { totalCount } } }`,
  ],
  [
    'a negative year',
    'BAD_USER_INPUT',
    /year: -1\) is out of range; year can be 1900 to 2200/,
    `{ ${ON} { budget(year: -1) { lineCount } } }`,
  ],
  [
    'a year by variable',
    'BAD_USER_INPUT',
    /year: 99999\) is out of range; year can be 1900 to 2200/,
    `query ($y: Int) { ${ON} { budget(year: $y) { lineCount } } }`,
    { y: 99_999 },
  ],
  [
    'a cursor of garbage',
    'BAD_USER_INPUT',
    /not a cursor of this list/,
    `{ ${ON} { actions(after: "%%%") { totalCount } } }`,
  ],
  [
    'a cursor of JSON',
    'BAD_USER_INPUT',
    /not a cursor of this list/,
    `{ ${ON} { actions(after: "WzEsMl0") { totalCount } } }`,
  ],
  [
    'a very long cursor',
    'BAD_USER_INPUT',
    /not a cursor of this list/,
    `{ ${ON} { actions(after: "${'A'.repeat(50_000)}") { totalCount } } }`,
  ],
  ['300 levels', 'QUERY_TOO_LARGE', /deep/, `{ ${ON} { actions { nodes { ${nested(300)} } } } }`],
  [
    '300 levels in fragments',
    'QUERY_TOO_LARGE',
    /deep|large|fragment/i,
    `{ ${ON} { actions { nodes { ...F0 } } } } ${Array.from({ length: 100 }, (_, i) => `fragment F${i} on Action { parent { ${i === 99 ? 'code' : `...F${i + 1}`} } }`).join(' ')}`,
  ],
  [
    '10,000 aliases',
    'QUERY_TOO_LARGE',
    /./,
    `{ ${Array.from({ length: 10_000 }, (_, i) => `a${i}: __typename`).join(' ')} }`,
  ],
  [
    'fragments in a ring',
    'GRAPHQL_VALIDATION_FAILED',
    /itself/,
    `{ ${ON} { ...A } } fragment A on Programme { ...B } fragment B on Programme { ...A }`,
  ],
  [
    'a field that does not exist',
    'GRAPHQL_VALIDATION_FAILED',
    /Cannot query field/,
    `{ ${ON} { password } }`,
  ],
  ['no GraphQL', 'GRAPHQL_PARSE_FAILED', /Syntax Error/, '{ programme(slug: '],
  ['a question of nothing', 'BAD_REQUEST', /./, ''],
  ['NUL in an argument', 'BAD_USER_INPUT', /NUL|character/, '{ programme(slug: "a\\u0000b") { title } }'],
  [
    'NUL in a variable',
    'BAD_USER_INPUT',
    /NUL|character/,
    'query ($s: String!) { programme(slug: $s) { title } }',
    { s: 'a\0b' },
  ],
  [
    'half a surrogate pair in an argument',
    'GRAPHQL_PARSE_FAILED',
    /Syntax Error/,
    '{ programme(slug: "\\uD800") { title } }',
  ],
  [
    'half a surrogate pair in a variable',
    'BAD_USER_INPUT',
    /character/,
    'query ($s: String!) { programme(slug: $s) { title } }',
    { s: '\ud800' },
  ],
  [
    'a day that does not exist',
    'BAD_USER_INPUT',
    /a day that exists, written YYYY-MM-DD/,
    `{ ${ON} { agreements(filter: { endsBefore: "2021-02-30" }) { totalCount } } }`,
  ],
  [
    'such a day by variable',
    'BAD_USER_INPUT',
    /a day that exists, written YYYY-MM-DD/,
    `query ($d: Date) { ${ON} { agreements(filter: { endsBefore: $d }) { totalCount } } }`,
    { d: '2021-02-30' },
  ],
  [
    'a word that is not on the list',
    'GRAPHQL_VALIDATION_FAILED',
    /DONE/,
    `{ ${ON} { actions(filter: { statuses: [DONE] }) { totalCount } } }`,
  ],
  [
    'such a word by variable',
    'BAD_USER_INPUT',
    /DONE/,
    `query ($s: [ActionStatus!]) { ${ON} { actions(filter: { statuses: $s }) { totalCount } } }`,
    { s: ['DONE'] },
  ],
  [
    'a list for a word',
    'BAD_USER_INPUT',
    /slug|String/,
    'query ($s: String!) { programme(slug: $s) { title } }',
    { s: ['a'] },
  ],
  [
    'a variable that is missing',
    'BAD_USER_INPUT',
    /\$s/,
    'query ($s: String!) { programme(slug: $s) { title } }',
  ],
  [
    'a change',
    'GRAPHQL_VALIDATION_FAILED',
    /./,
    'mutation { deleteProgramme(slug: "kortrijk-2013") { id } }',
  ],
  ['a subscription', 'GRAPHQL_VALIDATION_FAILED', /./, 'subscription { programmes { nodes { id } } }'],
  [
    'the entities of federation',
    'GRAPHQL_VALIDATION_FAILED',
    /_entities/,
    '{ _entities(representations: []) { __typename } }',
  ],
  ['the SDL of federation', 'GRAPHQL_VALIDATION_FAILED', /_service/, '{ _service { sdl } }'],
];

describe('is refused with a code and what would be right:', () => {
  test.each(REFUSALS.map((refusal) => ({ refusal, name: refusal[0] })))('$name', async ({ refusal }) => {
    const [, code, message, query, variables] = refusal;
    const answer = await hub.ask(query, variables);
    const codes = new Set(answer.errors.map((error) => error.extensions.code));
    expect([...codes]).toEqual([code]);
    expect(isErrorCode(code)).toBe(true);
    expect(answer.errors[0]?.message).toMatch(message);
    // What the door lets in is refused by the part of the hub that is asked: then only its own field is null.
    if (answer.data == null) expect(answer.status).toBe(400);
    else expect([null, [null]]).toContainEqual(answer.data.programme && Object.values(answer.data.programme));
    await expectUnharmed(answer);
  });

  test('a cursor of another list or programme gives no row that is not in this one', async () => {
    const cursorOf = async (field: string) => {
      const { data } = await hub.ask(`{ ${ON} { it: ${field}(first: 2) { pageInfo { endCursor } } } }`);
      return data.programme.it.pageInfo.endCursor as string;
    };
    const own = await hub.ask(`{ ${ON} { actions(first: 100) { nodes { id } } } }`);
    const ids = new Set(own.data.programme.actions.nodes.map(({ id }: { id: string }) => id));
    for (const field of ['indicators', 'agreements', 'budgetLines', 'povertyTests', 'attention']) {
      const after = await cursorOf(field);
      const answer = await hub.ask(
        `query ($after: String) { ${ON} { actions(after: $after) { nodes { id } } } }`,
        { after },
      );
      if (answer.errors.length > 0) expect(answer.errors[0]?.extensions.code).toBe('BAD_USER_INPUT');
      else for (const { id } of answer.data.programme.actions.nodes) expect(ids).toContain(id);
      await expectUnharmed(answer);
    }
  });

  const bodies: readonly (readonly [string, number, string, string | Buffer])[] = [
    ['broken JSON', 400, 'BAD_REQUEST', '{"query":"{ programmes'],
    ['JSON that is no object', 400, 'BAD_REQUEST', '[1,2'],
    ['bytes that are no UTF-8', 400, 'BAD_REQUEST', Buffer.from([0x7b, 0xff, 0xfe, 0x00])],
    [
      '20 MB',
      413,
      'PAYLOAD_TOO_LARGE',
      JSON.stringify({ query: '{ programmes { totalCount } }', variables: { x: 'x'.repeat(20_000_000) } }),
    ],
  ];
  test.each(bodies)('a body of %s', async (_name, status, code, payload) => {
    const response = await hub.hub.gateway.inject({
      method: 'POST',
      url: '/graphql',
      headers: { 'content-type': 'application/json', host: 'localhost' },
      payload,
    });
    expect(response.statusCode).toBe(status);
    expect(JSON.parse(response.payload).errors[0].extensions.code).toBe(code);
    await expectUnharmed({ text: response.payload });
  });
});

describe('is answered although it looks strange:', () => {
  test.each([
    ['a very long search', { name: 'x'.repeat(100_000) }, 0],
    ['a search that would be a pattern', { name: '%' }, 0],
    ['a search that would be SQL', { name: "' or ''='" }, 0],
    ['a search with emoji', { name: '🧥' }, 0],
    ['a search with a backslash', { name: '\\' }, 0],
  ])('%s', async (_name, filter, count) => {
    const answer = await hub.ask(
      'query ($filter: OrganisationFilter) { organisations(filter: $filter) { totalCount } }',
      { filter },
    );
    expect({ data: answer.data, errors: answer.errors }).toEqual({
      data: { organisations: { totalCount: count } },
      errors: [],
    });
    await expectUnharmed(answer);
  });

  test('languages that nobody has', async () => {
    for (const language of ['tlh', '*', '💥', 'en;q=9999, ;;;', 'x'.repeat(5000)]) {
      const answer = await hub.ask(`{ ${ON} { title } }`, {}, { 'accept-language': encodeURI(language) });
      expect(answer.data.programme.title).not.toBe('');
      await expectUnharmed(answer);
    }
  });
});

test.each([
  'Error: x\n    at read (file:///app/dist/main.js:1:2)',
  'connect ECONNREFUSED 127.0.0.1:5432',
  'select id from action where code = 1',
  ['ENOENT: ', 'home', 'kapstok'].join('/'),
  'Invalid `prisma.action.findMany()`',
  'new row violates check constraint "x"',
])('the look for what must not be told sees: %s', (secret) => {
  expect(leaksIn(secret)).not.toEqual([]);
});
