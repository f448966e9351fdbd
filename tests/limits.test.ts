import { readdirSync, readFileSync } from 'node:fs';
import { createGateway, type Gateway, type RequestLimits } from '@kapstok/gateway';
import { BUDGET, type IdentityPort, REQUEST } from '@kapstok/schema';
import {
  buildSchema,
  getIntrospectionQuery,
  Lexer,
  NoUnusedFragmentsRule,
  parse,
  Source,
  specifiedRules,
  TokenKind,
  validate,
} from 'graphql';
import { pino } from 'pino';
import { describe, expect, onTestFinished, test } from 'vitest';

/** Nobody who asks the shipped questions, or somewhat larger ones, meets a limit; nobody asks ten times as much. */
const TO_SPARE = 1.5;
const AT_MOST = 10;

const ROOT = new URL('../', import.meta.url);
const read = (file: string) => readFileSync(new URL(file, ROOT), 'utf8');
const filesBelow = (folder: string) =>
  readdirSync(new URL(folder, ROOT), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.graphql'))
    .sort()
    .map((file) => `${folder}/${file}`);

const FILES = [...filesBelow('tests'), ...filesBelow('web/src')];
const INTROSPECTION = getIntrospectionQuery({
  schemaDescription: true,
  specifiedByUrl: true,
  directiveIsRepeatable: true,
  inputValueDeprecation: true,
  oneOf: true,
});
const SHIPPED = new Map([
  ...FILES.map((file) => [file, read(file)] as const),
  ['introspection', INTROSPECTION],
]);

/** Nobody is known and nothing is published: limits hold before it matters who asks. */
const NOBODY: IdentityPort = {
  personByIdentity: async () => null,
  personByApiToken: async () => null,
  openSession: async () => null,
  personBySession: async () => null,
  closeSession: async () => {},
  published: async () => [],
  recordRefusal: async () => {},
};

/** The gateway with other limits, over services that answer nothing: what is refused is refused before them. */
async function gatewayWith(limits: Partial<RequestLimits>): Promise<Gateway> {
  const gateway = await createGateway({
    supergraphSdl: read('schema/supergraph.graphql'),
    transport: () => async () => ({ data: null }),
    viewerKey: new Uint8Array(32).fill(1),
    identity: NOBODY,
    webDirectory: null,
    logger: pino({ level: 'silent' }),
    ready: async () => ({ ok: true, checks: {} }),
    limits,
  });
  onTestFinished(() => gateway.close());
  return gateway;
}

/** Which of the shipped questions are refused for their size, with the sentence. */
async function refusedBy(
  gateway: Gateway,
  questions: ReadonlyMap<string, string> = SHIPPED,
): Promise<string[]> {
  const refused: string[] = [];
  for (const [name, query] of questions) {
    const { payload } = await gateway.inject({
      method: 'POST',
      url: '/graphql',
      headers: { 'content-type': 'application/json', host: 'localhost' },
      payload: JSON.stringify({ query }),
    });
    const [error] = JSON.parse(payload).errors ?? [];
    if (/TOO_LARGE$/.test(error?.extensions.code)) refused.push(`${name}: ${error.message}`);
  }
  return refused;
}

const divided = (by: number) =>
  Object.fromEntries(Object.entries(REQUEST).map(([name, limit]) => [name, Math.floor(limit / by)]));

/** How many bytes of body stand for a token in the questions that are shipped, comments and spaces included. */
function bytesPerToken(): number {
  const tokens = (query: string) => {
    const lexer = new Lexer(new Source(query));
    let count = 0;
    while (lexer.advance().kind !== TokenKind.EOF) count += 1;
    return count;
  };
  const queries = [...SHIPPED.values()];
  const sum = (measure: (query: string) => number) => queries.map(measure).reduce((a, b) => a + b, 0);
  return sum((query) => Buffer.byteLength(JSON.stringify({ query }))) / sum(tokens);
}

describe('the limits on one request', () => {
  test(`let every shipped question and full introspection pass with a factor ${TO_SPARE} to spare`, async () => {
    const { bodyBytes: _, ...limits } = divided(TO_SPARE);
    expect(await refusedBy(await gatewayWith(limits))).toEqual([]);
  });

  const { bodyBytes, ...counted } = REQUEST;
  test.each(Object.entries(counted))(
    `mean something: some shipped question needs at least 1/${AT_MOST} of %s (%i)`,
    async (name, limit) => {
      const gateway = await gatewayWith({ [name]: Math.ceil(limit / AT_MOST) - 1 });
      const message = `No shipped question comes near ${name}: ${limit} in schema/src/limits.ts. Lower it.`;
      expect(await refusedBy(gateway), message).not.toEqual([]);
    },
  );

  test('let a body hold a question of as many tokens as are allowed, and not much more', () => {
    const largest = REQUEST.tokens * bytesPerToken();
    expect(bodyBytes).toBeGreaterThan(largest * TO_SPARE);
    expect(bodyBytes).toBeLessThan(largest * AT_MOST);
  });

  test('are what the hub holds: a question one step beyond each is refused', async () => {
    const gateway = await gatewayWith({});
    const times = (count: number, make: (i: number) => string) =>
      Array.from({ length: count }, (_v, i) => make(i)).join(' ');
    const nested = (levels: number) => `${'{ parent '.repeat(levels)}{ code }${' }'.repeat(levels)}`;
    const beyond = new Map([
      ['depth', `{ action(id: "x") ${nested(REQUEST.depth - 1)} }`],
      ['aliases', `{ ${times(REQUEST.aliases + 1, (i) => `a${i}: __typename`)} }`],
      ['directives', `{ __typename ${'@skip(if: false) '.repeat(REQUEST.directives + 1)} }`],
      ['tokens', `{ ${times(REQUEST.tokens, () => '__typename')} }`],
      ['bodyBytes', `{ __typename } #${'x'.repeat(REQUEST.bodyBytes)}`],
      [
        'cost',
        '{ programmes(first: 100) { nodes { actions(first: 100) { nodes { parts { code title status goal level } } } } } }',
      ],
    ]);
    expect([...beyond.keys()].sort()).toEqual(Object.keys(REQUEST).sort());
    const refused = await refusedBy(gateway, beyond);
    expect(refused.map((line) => line.split(':')[0])).toEqual([...beyond.keys()]);
  });
});

describe('the budget of an hour', () => {
  /** What these questions cost, each so many times. */
  async function costOf(times: (file: string) => number): Promise<number> {
    const gateway = await gatewayWith({});
    let points = 0;
    for (const [name, query] of SHIPPED) {
      const { headers } = await gateway.inject({
        method: 'POST',
        url: '/graphql',
        headers: { 'content-type': 'application/json', host: 'localhost' },
        payload: JSON.stringify({ query }),
      });
      points += times(name) * Number(headers['x-ratelimit-cost']);
    }
    return points;
  }
  const isOfPages = (name: string) => name.startsWith('web/');

  test('lets somebody who directs look at every page each half minute, and ask the largest questions every five', async () => {
    const spent = await costOf((name) => (isOfPages(name) ? 120 : 12));
    expect(spent * 3).toBeLessThan(BUDGET.person);
    expect(spent * 12, 'The budget of a person is no limit any more.').toBeGreaterThan(BUDGET.person);
  });

  test('lets a reading room without sign-in look at every page each half minute, and explore the schema', async () => {
    const spent = await costOf((name) => (isOfPages(name) ? 120 : name === 'introspection' ? 4 : 0));
    expect(spent * 2).toBeLessThan(BUDGET.address);
  });

  test('is larger for whoever signs in, and larger still for the organisation', () => {
    expect(BUDGET.address).toBeLessThan(BUDGET.person);
    expect(BUDGET.person).toBeLessThan(BUDGET.organisation);
    expect(REQUEST.cost * 10).toBeLessThan(BUDGET.address);
  });
});

describe('every question in the repository', () => {
  const schema = buildSchema(read('schema/api.graphql'));

  test('is found', () => {
    expect(FILES.filter((file) => file.startsWith('tests/questions/'))).toHaveLength(7);
    expect(FILES.filter((file) => file.startsWith('web/'))).not.toEqual([]);
  });

  // Pages share fragments; each uses some of them.
  const FRAGMENTS = 'web/src/graph/summaries.graphql';
  const rules = specifiedRules.filter((rule) => rule !== NoUnusedFragmentsRule);
  test.each(FILES)('asks what the graph can answer: %s', (file) => {
    const text = read(file) + (file.startsWith('web/src/screens/') ? read(FRAGMENTS) : '');
    expect(validate(schema, parse(text), rules).map(({ message }) => message)).toEqual([]);
  });
});
