import { readdirSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type ApartHub, openApartHub } from './apart-hub.ts';
import { type Answer, openTestHub, type TestHub } from './hub.ts';
import { TODAY } from './questions/plan.ts';

let together: TestHub;
let apart: ApartHub;
beforeAll(async () => {
  const now = () => new Date(`${TODAY}T12:00:00Z`);
  together = await openTestHub('shipped', now);
  apart = await openApartHub('shipped', now);
});
afterAll(async () => {
  await Promise.all([together?.close(), apart?.close()]);
});

/** What may not depend on the way; texts of errors carry the number of their request. */
const essence = ({ status, data, errors }: Answer) => ({
  status,
  data,
  errors: errors.map(({ path, extensions }) => `${extensions.code} ${JSON.stringify(path)}`).sort(),
});

async function bothAnswer(query: string, variables?: Record<string, unknown>) {
  const [here, there] = await Promise.all([together.ask(query, variables), apart.ask(query, variables)]);
  expect(essence(there), 'the answer of the services apart').toEqual(essence(here));
  return here;
}

const QUESTIONS = new URL('questions/', import.meta.url);
const questions = readdirSync(QUESTIONS).filter((file) => file.endsWith('.graphql'));
/** The other plan, for the questions that take one; a made-up city for its agreements and reviews. */
const SLUGS = ['kortrijk-2013', 'kortrijk-2020', 'voorbeeldstad', 'no-such-plan'];

describe('in one process or apart, the hub gives the same answer', () => {
  test.each(questions)('to %s', async (file) => {
    const query = readFileSync(new URL(file, QUESTIONS), 'utf8');
    const asked = query.includes('$slug') ? SLUGS.map((slug) => ({ slug })) : [{}, { name: 'OCMW Kortrijk' }];
    for (const variables of asked) {
      const { data, errors } = await bothAnswer(query, variables);
      expect(errors).toEqual([]);
      expect(Object.keys(data)).toHaveLength(1);
    }
  });

  test('page after page, each by the cursor of the other', async () => {
    const query = `query ($after: String) { programme(slug: "voorbeeldstad") {
      agreements(first: 20, after: $after) { totalCount nodes { id number } pageInfo { endCursor hasNextPage } } } }`;
    let after: string | null = null;
    for (let page = 0; page < 3; page += 1) {
      const { data } = await bothAnswer(query, { after });
      expect(data.programme.agreements.nodes.length).toBeGreaterThan(0);
      after = data.programme.agreements.pageInfo.endCursor;
    }
  });
});

const ON = 'programme(slug: "kortrijk-2013")';
const REFUSED: Readonly<Record<string, readonly [code: string, query: string, variables?: object]>> = {
  'a page of 1000 actions': ['BAD_USER_INPUT', `{ ${ON} { title actions(first: 1000) { totalCount } } }`],
  'a page of 1000 of each service': [
    'BAD_USER_INPUT',
    `{ ${ON} { title agreements(first: 1000) { totalCount } indicators(first: 1000) { totalCount } povertyTests(first: 1000) { totalCount } } }`,
  ],
  'a cursor of garbage': ['BAD_USER_INPUT', `{ ${ON} { title agreements(after: "%%%") { totalCount } } }`],
  'a day that does not exist': [
    'BAD_USER_INPUT',
    `query ($d: Date) { ${ON} { title agreements(filter: { endsBefore: $d }) { totalCount } } }`,
    { d: '2021-02-30' },
  ],
  'a year out of range': ['BAD_USER_INPUT', `{ ${ON} { domains { code budget(year: -1) { lineCount } } } }`],
  'NUL in a variable': [
    'BAD_USER_INPUT',
    'query ($s: String!) { programme(slug: $s) { title } }',
    { s: 'a\0b' },
  ],
  'a field that does not exist': ['GRAPHQL_VALIDATION_FAILED', `{ ${ON} { password } }`],
  'no GraphQL': ['GRAPHQL_PARSE_FAILED', '{ programme(slug: '],
};

describe('in one process or apart, the hub refuses alike', () => {
  test.each(Object.entries(REFUSED))('%s', async (_name, [code, query, variables]) => {
    const { errors } = await bothAnswer(query, { ...variables });
    expect([...new Set(errors.map(({ extensions }) => extensions.code))]).toEqual([code]);
  });

  test('ids that nobody has: each is null', async () => {
    const fields = ['action', 'agreement', 'indicator', 'organisation', 'povertyTest'];
    const ids = ['00000000-0000-7000-8000-000000000000', 'no-uuid', '', '💥'];
    const parts = fields.flatMap((field, f) =>
      ids.map((id, i) => `f${f}i${i}: ${field}(id: ${JSON.stringify(id)}) { id }`),
    );
    const { data, errors } = await bothAnswer(`{ ${parts.join(' ')} place(nisCode: "99999") { name } }`);
    expect(errors).toEqual([]);
    expect(new Set(Object.values(data))).toEqual(new Set([null]));
  });
});
