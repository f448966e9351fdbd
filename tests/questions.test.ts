import { readFileSync } from 'node:fs';
import { TREND_RULE } from '@kapstok/schema';
import { beforeAll, describe, expect, test } from 'vitest';
import { openTestHub, type TestHub } from './hub.ts';
import { expected as expectedOverview, MONEY } from './questions/1-director-overview.expected.ts';
import { expected as expectedBlocks, GAPS, gapsIn } from './questions/2-child-poverty.expected.ts';
import { EXPECTED as ACTIONS } from './questions/3-one-action.expected.ts';
import { expected as expectedOrganisation, SPEELBRUG_DUE } from './questions/4-one-organisation.expected.ts';
import { expected as expectedIndex } from './questions/5-deprivation-index.expected.ts';
import {
  BY_GOAL_AND_LEVEL,
  BY_STRAND,
  expected as expectedStrands,
} from './questions/6-goals-levels-strands.expected.ts';
import { expected as expectedAttention, WITHOUT_ANY } from './questions/7-attention.expected.ts';
import { Plan, TODAY } from './questions/plan.ts';

let hub: TestHub;
let plan: Plan;
let next: Plan;

beforeAll(async () => {
  [plan, next] = await Promise.all([Plan.read('kortrijk-2013'), Plan.read('kortrijk-2020')]);
  hub = await openTestHub('shipped', () => new Date(`${TODAY}T12:00:00Z`));
  return () => hub.close();
});

/** Asks a question of tests/questions; an error anywhere fails the test with its message. */
async function answerTo(question: string, variables?: Record<string, unknown>) {
  const query = readFileSync(new URL(`questions/${question}.graphql`, import.meta.url), 'utf8');
  const { data, errors } = await hub.ask(query, variables);
  expect(errors, `errors in the answer to ${question}`).toEqual([]);
  return data;
}

/** Lists of which the graph promises no order beyond a role are put in one; all others must come as promised. */
function inOrder(answer: unknown): unknown {
  return JSON.parse(JSON.stringify(answer), (key, value) =>
    key === 'participants' || key === 'parties'
      ? [...value].sort((a, b) => (JSON.stringify(sorted(a)) < JSON.stringify(sorted(b)) ? -1 : 1))
      : value,
  );
}
const sorted = (value: object) => Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));

describe('1. the director overview', () => {
  test('says of the plan and of each of the ten domains what the files say', async () => {
    const answer = await answerTo('1-director-overview');
    expect(answer).toEqual(expectedOverview(plan));
    expect(answer.programme.domains).toHaveLength(10);
  });

  test('adds the money up to what the sources say, worked out by hand', async () => {
    const { budget } = (await answerTo('1-director-overview')).programme;
    expect(budget).toEqual(MONEY);
  });

  test('gives each domain only its part: the sums of the domains are those of the plan', async () => {
    const { programme } = await answerTo('1-director-overview');
    const total = (read: (domain: (typeof programme.domains)[number]) => number) =>
      programme.domains.map(read).reduce((sum: number, one: number) => sum + one, 0);
    expect(total(({ progress }) => progress.actionCount)).toBe(programme.progress.actionCount);
    expect(total(({ povertyTesting }) => povertyTesting.missingCount)).toBe(
      programme.povertyTesting.missingCount,
    );
    expect(total(({ budget }) => Number(budget.planned[0]?.amount ?? 0))).toBe(
      Number(programme.budget.planned[0].amount),
    );
  });
});

describe('2. child poverty across its five blocks', () => {
  test('says of each block what the files say, and who works in more than one', async () => {
    expect(inOrder(await answerTo('2-child-poverty'))).toEqual(inOrder(expectedBlocks(plan)));
  });

  test('shows which blocks have no partner, money, test or indicator', async () => {
    const answer = await answerTo('2-child-poverty');
    expect(gapsIn(answer.programme.domains[0].blocks)).toEqual(GAPS);
  });
});

describe('3. one action', () => {
  test.each(Object.entries(ACTIONS))('says everything about %s', async (_name, action) => {
    const answer = await answerTo('3-one-action', { code: action.code });
    expect(inOrder(answer.programme.actions.nodes)).toEqual(inOrder([action]));
  });
});

describe('4. one organisation', () => {
  const plans = () =>
    new Map([
      ['kortrijk-2013', plan],
      ['kortrijk-2020', next],
    ]);

  test.each([
    ['OCMW Kortrijk', 'ocmw-kortrijk'],
    ['Speelbrug', 'vb-speelbrug'],
  ])('says across both plans what %s does, agreed and is due', async (name, code) => {
    const { organisations } = await answerTo('4-one-organisation', { name });
    const [found] = organisations.nodes;
    // A list filtered by status still holds what was rejected: its status stays OPEN.
    const open = found.recommendations.nodes.filter(({ isOpen }: { isOpen: boolean }) => isOpen);
    expect(organisations.totalCount).toBe(1);
    expect(inOrder({ ...found, recommendations: { nodes: open } })).toEqual(
      inOrder(expectedOrganisation(plans(), code, TODAY)),
    );
  });

  test('reaches into the next plan', async () => {
    const { organisations } = await answerTo('4-one-organisation', { name: 'OCMW Kortrijk' });
    const slugs = organisations.nodes[0].actions.nodes.map(
      ({ programme }: { programme: { slug: string } }) => programme.slug,
    );
    expect(new Set(slugs)).toEqual(new Set(['kortrijk-2013', 'kortrijk-2020']));
  });

  test('names the payments that are late, worked out by hand', async () => {
    const { organisations } = await answerTo('4-one-organisation', { name: 'Speelbrug' });
    const late = organisations.nodes[0].due.nodes.map(
      (payment: { code: string; dueOn: string; isOverdue: boolean; amount: { amount: string } }) =>
        `${payment.code} ${payment.dueOn} ${payment.amount.amount}${payment.isOverdue ? '' : ' not overdue'}`,
    );
    expect(late).toEqual(SPEELBRUG_DUE);
  });
});

describe('5. the deprivation index of Kortrijk and Flanders', () => {
  test('stands side by side with sources, both figures of 2015 apart, and as it was known at the end of 2016', async () => {
    expect(await answerTo('5-deprivation-index')).toEqual(expectedIndex(plan, TREND_RULE.nl));
  });

  test('moved from 7.5 to 18.0, and after 12.9 (or 12) back to 17.4, as the sources say', async () => {
    const { city } = (await answerTo('5-deprivation-index')).programme.indicators.nodes[0];
    const points = city.nodes.map(
      (one: { periodStart: string; series: string; figure: { value: string | null } }) =>
        `${one.periodStart.slice(0, 4)} ${one.series} ${one.figure.value}`,
    );
    expect(points).toEqual([
      '2009 main 7.5',
      '2012 main 18',
      '2013 main null',
      '2014 main null',
      '2015 main 12.9',
      '2015 press-rounded 12',
      '2016 main 17.4',
      '2017 main 18.6',
      '2018 main 18.2',
      '2019 main null',
      '2020 stadsmonitor-latest 12.6',
    ]);
  });
});

describe('6. goals, levels and strands', () => {
  test('divides actions and money as the files do, and names what carries neither goal nor level', async () => {
    expect(await answerTo('6-goals-levels-strands')).toEqual(expectedStrands(plan));
  });

  test('counts actions by goal and level as worked out by hand', async () => {
    const { progress } = (await answerTo('6-goals-levels-strands')).programme;
    expect(progress.byGoalAndLevel).toEqual(BY_GOAL_AND_LEVEL);
  });

  test('sums money per strand as worked out by hand', async () => {
    const { crosswalks } = (await answerTo('6-goals-levels-strands')).programme;
    const sums = crosswalks.map(
      ({ code, budget }: { code: string; budget: Record<'planned' | 'revenue', { amount: string }[]> }) => [
        code,
        [budget.planned[0]?.amount, budget.revenue[0]?.amount],
      ],
    );
    expect(Object.fromEntries(sums)).toEqual(BY_STRAND);
  });
});

interface AttentionNode {
  readonly action: { readonly code: string };
  readonly moneyAtRisk: { readonly amount: string } | null;
}

describe('7. what needs attention', () => {
  test('finds exactly the actions that lack an agreement, budget, valid test or indicator', async () => {
    const { programme } = await answerTo('7-attention');
    const wanted = expectedAttention(plan);
    const byCode = (a: AttentionNode, b: AttentionNode) => (a.action.code < b.action.code ? -1 : 1);
    const codes = programme.withoutAny.nodes.map(({ action }: AttentionNode) => action.code);
    const found = {
      ...programme,
      withoutAny: [...codes].sort(),
      // Where its indicators stand is worked out for every action in attention.test.ts.
      lacking: [...programme.lacking.nodes].sort(byCode).map((node) => ({
        ...node,
        kinds: node.kinds.filter((kind: string) => kind !== 'OFF_TARGET'),
      })),
    };
    expect(inOrder(found)).toEqual(inOrder(wanted));
    expect(programme.lacking.totalCount).toBe(wanted.lacking.length);
  });

  test('knows who lacks all four, as worked out by hand', async () => {
    const { withoutAny } = (await answerTo('7-attention')).programme;
    expect(withoutAny.totalCount).toBe(WITHOUT_ANY.length);
    expect(withoutAny.nodes.map(({ action }: AttentionNode) => action.code).sort()).toEqual(WITHOUT_ANY);
  });

  test('puts most money first', async () => {
    const nodes: AttentionNode[] = (await answerTo('7-attention')).programme.lacking.nodes;
    const money = nodes.map(({ moneyAtRisk }) => Number(moneyAtRisk?.amount ?? 0));
    expect(money).toEqual([...money].sort((a, b) => b - a));
    expect(money[0]).toBe(8_400_000);
  });
});
