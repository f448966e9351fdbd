import { readFileSync } from 'node:fs';
import { importFolder } from '@kapstok/cli/testing';
import { beforeAll, describe, expect, test } from 'vitest';
import { openTestHub, type Statement, type TestHub } from './hub.ts';
import { writeEvenProgramme } from './questions/even-programme.ts';
import { TODAY } from './questions/plan.ts';

let hub: TestHub;

beforeAll(async () => {
  hub = await openTestHub('empty', () => new Date(`${TODAY}T12:00:00Z`));
  // The thin one is larger than a page of agreements: in a plan of four actions, whatever a row points to was read already.
  const sizes = { thin: { each: 60, domains: 2 }, thick: { each: 120, domains: 10 } };
  for (const [slug, size] of Object.entries(sizes)) {
    const folder = await writeEvenProgramme(slug, size);
    await importFolder(hub.identity, folder.directory);
    await folder.delete();
  }
  return () => hub.close();
});

/** Statements per service that an answer cost; an error in it fails the test. */
async function costOf(query: string, variables: Record<string, unknown>) {
  const { errors, statements, data } = await hub.askCounting(query, variables);
  expect(errors, 'errors in the answer').toEqual([]);
  return { data, statements };
}

function countsOf(statements: readonly Statement[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { service } of statements) counts[service] = (counts[service] ?? 0) + 1;
  return counts;
}

/** Fails with the statements that the larger answer sent more often, so that the field behind them is found. */
function expectNoMore(small: readonly Statement[], large: readonly Statement[]): void {
  // A list of ids becomes as many parameters; apart from that, the texts are the same.
  const shapeOf = ({ service, text }: Statement) =>
    `${service}: ${text
      .replaceAll(/\$\d+(,\s*\$\d+)*/g, '$')
      .replaceAll(/\s+/g, ' ')
      .slice(0, 300)}`;
  const tally = (statements: readonly Statement[]) =>
    statements
      .map(shapeOf)
      .reduce((map, shape) => map.set(shape, (map.get(shape) ?? 0) + 1), new Map<string, number>());
  const [few, many] = [tally(small), tally(large)];
  const grown = [...many].filter(([shape, times]) => times > (few.get(shape) ?? 0));
  const sent = grown.map(([shape, times]) => `${few.get(shape) ?? 0} times → ${times} times: ${shape}`);
  expect(
    above(countsOf(large), countsOf(small)),
    `more rows cost more statements:\n${sent.join('\n')}`,
  ).toEqual([]);
}

type Counts = Readonly<Record<string, number>>;

/** Fewer can be: in a large page a row that another points to is often there already. */
const above = (counts: Counts, most: Counts): string[] =>
  Object.entries(counts)
    .filter(([service, count]) => count > (most[service] ?? 0))
    .map(([service, count]) => `${service}: ${count} statements, not ${most[service] ?? 0}`);

/** The seven questions, and the most statements that each may cost each service. */
const QUESTIONS = [
  ['1-director-overview', {}, { actions: 6, agreements: 2, reviews: 2, indicators: 17 }],
  ['2-child-poverty', { domain: 'D001' }, { actions: 10, agreements: 7, reviews: 3, indicators: 5 }],
  ['3-one-action', { code: 'A001' }, { actions: 22, agreements: 16, reviews: 8, indicators: 6 }],
  ['4-one-organisation', { name: '-0' }, { actions: 5, agreements: 9, reviews: 4 }],
  ['5-deprivation-index', { code: 'I001' }, { actions: 1, indicators: 19 }],
  ['6-goals-levels-strands', {}, { actions: 9, agreements: 3 }],
  ['7-attention', {}, { actions: 12, agreements: 1 }],
] as const;

describe('the seven questions', () => {
  const textOf = (question: string) =>
    readFileSync(new URL(`questions/${question}.graphql`, import.meta.url), 'utf8');
  const ask = (question: string, variables: Record<string, string>, slug: string) =>
    costOf(textOf(question), {
      slug,
      ...variables,
      ...(variables['name'] !== undefined && { name: `${slug} 000` }),
    });

  test.each(QUESTIONS)(
    '%s costs a plan of 120 actions no more statements than a plan of 60',
    async (question, variables) => {
      const thin = await ask(question, variables, 'thin');
      const thick = await ask(question, variables, 'thick');
      expectNoMore(thin.statements, thick.statements);
    },
  );

  test.each(QUESTIONS)('%s costs no more statements than it did', async (question, variables, most) => {
    const { statements } = await ask(question, variables, 'thick');
    expect(above(countsOf(statements), most)).toEqual([]);
  });
});

/** Lists of the programme, and below each all that hangs on its rows, inside a service and across services. */
const PAGES: Record<string, string> = {
  actions: `actions(first: $first) { nodes {
    code title source { key } domain { code } block { code } parent { code } parts { code } origin { code }
    statusChanges { toStatus source { key } } adjustments { code session { code } } milestones { code source { key } }
    deliveries { code } targetGroups { code } userParticipation { moment organisation { code } } places { name }
    claims { code } crosswalks { crosswalk { code } } lineage { kind toAction { code } } progress { actionCount }
    participants { role source { key } organisation { code parent { code } } }
    agreements(first: 3) { nodes { number parties { organisation { code } } } }
    budget { planned { amount } byYear { year } byFunder { funder { code } } byGoalAndLevel { goal }
      doubleFunding { lines { code } } }
    budgetLines(first: 3) { nodes { code funder { code } agreement { number } } }
    povertyTesting { testedCount }
    povertyTests(first: 3) { nodes { code isValid recommendations(first: 3) { nodes { code owner { code } } } } }
    contributions { indicator { code latest { figure { value } } } }
    indicators(first: 3) { totalCount improvingCount nodes { code trend { verdict } } } } }`,
  agreements: `agreements(first: $first) { nodes {
    number source { key } parent { number } parts { number } parties { organisation { code } } tasks { code }
    obligations { code } allocations { action { code domain { code } } }
    costSharing { organisation { code } parts { bearer } } budget { planned { amount } }
    whole: budget(withParts: true) { planned { amount } } budgetLines(first: 3) { nodes { code action { code } } }
    payments(first: 3) { nodes { code receiver { code } agreement { number } } }
    transactions(first: 3) { nodes { code provider { code } receiver { code } budgetLine { code } } }
    povertyTests(first: 3) { nodes { code } } programme { slug } } }`,
  'budget lines': `budgetLines(first: $first) { nodes {
    code source { key } funder { code } agreement { number } action { code } domain { code } } }`,
  'poverty tests': `povertyTests(first: $first) { nodes {
    code source { key } isValid isOverdue template { code sections { questions { code } } }
    action { code title } programme { slug } quickscan { area effect } quality { score }
    answers(first: 3) { nodes { question { text section { code } } } }
    contributions { kind organisation { code } source { key } }
    recommendations(first: 3) { nodes { code owner { code name } test { code } } } } }`,
  indicators: `indicators(first: $first) { byLevel { count } improvingCount nodes {
    code source { key } domain { code } programme { slug } places { name parent { name } }
    definition { source { key } } definitions { version } baseline { place { name } source { key } }
    target { place { name } source { key } } targets { code place { name } }
    latest { code place { name } source { key } supersedes { code } alternatives { code } }
    trend { verdict from { code } to { code } place { name } }
    observations(first: 3, allSeries: true, includeRevisions: true) { nodes {
      code place { name } source { key } supersedes { code } alternatives { code } } }
    contributions(first: 3) { nodes { action { code title } source { key } } }
    externalFactors { code source { key } } comparisonGroups { code places { name } source { key } } } }`,
  'what needs attention': `attention(first: $first) { nodes {
    kinds moneyAtRisk { amount } action { code domain { code } participants { organisation { name } } } } }`,
};

describe('a page of 100 costs no more statements than a page of 2', () => {
  test.each(Object.entries(PAGES))('%s', async (_name, list) => {
    const query = `query ($first: Int!) { programme(slug: "thick") { ${list} } }`;
    const [two, hundred] = [await costOf(query, { first: 2 }), await costOf(query, { first: 100 })];
    expectNoMore(two.statements, hundred.statements);
    const [rows] = Object.values<{ nodes: unknown[] }>(hundred.data.programme);
    expect(rows?.nodes, 'rows of the large page').toHaveLength(100);
  });

  test('organisations', async () => {
    const query = `query ($first: Int!) { organisations(first: $first) { nodes {
      code source { key } parent { code } predecessors { kind } successors { kind }
      actions(first: 3) { nodes { code programme { slug } } }
      agreements(first: 3) { nodes { number programme { slug } parties { organisation { code } } } }
      budget { planned { amount } }
      payments(first: 3) { nodes { code agreement { number } } }
      recommendations(first: 3) { nodes { code test { code action { code } } } } } } }`;
    const [two, hundred] = [await costOf(query, { first: 2 }), await costOf(query, { first: 100 })];
    expectNoMore(two.statements, hundred.statements);
    expect(hundred.data.organisations.nodes).toHaveLength(100);
  });
});
