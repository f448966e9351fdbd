import { isErrorCode } from '@kapstok/schema';
import fc from 'fast-check';
import { buildSchema, parse } from 'graphql';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readCommitted } from './committed-schema.ts';
import { type Answer, openTestHub, type TestHub } from './hub.ts';
import { leaksIn } from './leaks.ts';
import { problemsOf } from './operations/conforms.ts';
import { type GeneratedOperation, operationArbitrary, type Pool } from './operations/generate-operation.ts';
import type { Persona } from './tokens.ts';

const isSoak = process.env['KAPSTOK_SOAK'] === '1';
const seed = Number(process.env['KAPSTOK_SEED_NUMBER'] ?? Date.now() % 2 ** 31);
const numRuns = isSoak ? 5000 : 30;
const timeout = isSoak ? 6 * 3600_000 : 300_000;
process.stderr.write(`random operations: KAPSTOK_SEED_NUMBER=${seed}\n`);

const schema = buildSchema(readCommitted('api.graphql'));
const query = schema.getQueryType();
const mutation = schema.getMutationType();
if (!query || !mutation) throw new Error('the schema asks or changes nothing');

let hub: TestHub;
let pool: Pool;
beforeAll(async () => {
  hub = await openTestHub('shipped');
  pool = await readPool();
});
afterAll(() => hub?.close());

/** Names and ids that are there, so that most operations reach something. */
async function readPool(): Promise<Pool> {
  const { data, text } = await hub.ask(`{
    programmes { nodes { slug
      actions(first: 5) { nodes { id code } } agreements(first: 5) { nodes { id } }
      povertyTests(first: 5) { nodes { id } } indicators(first: 5) { nodes { id code } } } }
    organisations(first: 5) { nodes { id } }
  }`);
  if (!data) throw new Error(text);
  const programmes = data.programmes.nodes;
  const all = programmes.flatMap((one: Record<string, { nodes: unknown[] }>) =>
    ['actions', 'agreements', 'povertyTests', 'indicators'].flatMap((list) => one[list]?.nodes ?? []),
  ) as { id: string; code?: string }[];
  return {
    slug: programmes.map(({ slug }: { slug: string }) => slug),
    ID: [...all, ...data.organisations.nodes].map(({ id }: { id: string }) => id),
    code: all.flatMap(({ code }) => code ?? []),
    nisCode: ['34022', '02000'],
    after: [''],
  };
}

const KNOWN_STATUS = [200, 400, 429];

async function expectProper({ query: text, variables }: GeneratedOperation, answer: Answer): Promise<void> {
  expect(KNOWN_STATUS).toContain(answer.status);
  expect(answer.errors.map(({ extensions }) => extensions.code).filter((code) => !isErrorCode(code))).toEqual(
    [],
  );
  expect(answer.errors.filter(({ extensions }) => /INTERNAL|VALIDATION|PARSE/.test(extensions.code))).toEqual(
    [],
  );
  expect(leaksIn(JSON.stringify(answer.errors))).toEqual([]);
  if (answer.data !== undefined)
    expect(await problemsOf(schema, parse(text), variables, answer.data)).toEqual([]);
}

const PROGRAMME = 'voorbeeldstad';
const ORGANISATION = 'voorbeeldstad-020';
/** One of each role, and nobody. */
const PERSONAS: readonly (Persona | null)[] = [
  null,
  ...(['PARTNER', 'ASSOCIATION'] as const).map((role) => ({
    role,
    programme: PROGRAMME,
    organisation: ORGANISATION,
  })),
  ...(['COORDINATOR', 'DIRECTOR', 'REVIEWER', 'SECRETARY', 'EVALUATOR'] as const).map((role) => ({
    role,
    programme: PROGRAMME,
  })),
  { role: 'ADMINISTRATOR' },
];

test('whatever fits the schema is answered to everybody as the schema promises', { timeout }, async () => {
  const statuses: Record<number, number> = {};
  await fc.assert(
    fc.asyncProperty(operationArbitrary(schema, query, pool), async (operation) => {
      for (const persona of PERSONAS) {
        const answer = await hub.askAs(persona, operation.query, operation.variables);
        statuses[answer.status] = (statuses[answer.status] ?? 0) + 1;
        await expectProper(operation, answer);
      }
    }),
    { seed, numRuns, endOnFailure: !isSoak },
  );
  process.stderr.write(
    `random operations: ${numRuns} as each of ${PERSONAS.length} personas, by status ${JSON.stringify(statuses)}\n`,
  );
  // Most must reach the data, or nothing was shown.
  expect(statuses[200] ?? 0).toBeGreaterThan((numRuns * PERSONAS.length) / 2);
});

test('a change that fits the schema and may not be made is refused, to everybody, as the schema promises', {
  timeout,
}, async () => {
  await fc.assert(
    fc.asyncProperty(operationArbitrary(schema, mutation, pool), async (operation) => {
      // Who keeps accounts could close that of the next: nobody but those who may change nothing.
      for (const persona of [null, { role: 'EVALUATOR', programme: PROGRAMME, scope: 'READ' } as const]) {
        const answer = await hub.askAs(persona, operation.query, operation.variables);
        await expectProper(operation, answer);
      }
    }),
    { seed, numRuns: Math.ceil(numRuns / 2), endOnFailure: !isSoak },
  );
});
