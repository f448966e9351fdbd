import { groupBy } from '@kapstok/kit';
import type { Ask } from './sql.ts';
import { budgetOf, type MoneyRow, moneyColumns, textOf } from './sql-money.ts';

const PAGE = `
  select a.*, count(*) over ()::int as total
  from actions.action a join actions.programme p on p.id = a.programme_id
  where p.slug = $1 order by a.code collate "C", a.id limit $2`;
const IDS = `select id from (${PAGE}) page`;
const list = (item: string, order: string, from: string): string =>
  `(select coalesce(json_agg(${item} order by ${order}), '[]') from ${from})`;

const ACTIONS = `
  with page as materialized (${PAGE})
  select a.id, a.total, json_build_object(
    'code', a.code, 'title', ${textOf('a.title')}, 'description', ${textOf('a.description')},
    'status', a.status, 'realisation', a.realisation, 'goal', a.goal, 'level', a.level,
    'plannedStart', a.planned_start, 'plannedEnd', a.planned_end,
    'actualStart', a.actual_start, 'actualEnd', a.actual_end, 'isSynthetic', a.is_synthetic,
    'domain', json_build_object('code', d.code, 'title', ${textOf('d.title')}),
    'block', case when b.id is not null then json_build_object('code', b.code, 'title', ${textOf('b.title')}) end,
    'parent', case when up.id is not null then json_build_object('code', up.code) end,
    'source', case when s.id is not null then json_build_object('key', s.key) end,
    'participants', ${list(
      `json_build_object('role', x.role, 'organisation', json_build_object('code', o.code, 'name', o.name))`,
      'x.role, x.organisation_id',
      'actions.participation x join agreements.organisation o on o.id = x.organisation_id where x.action_id = a.id',
    )},
    'places', ${list(
      `json_build_object('nisCode', o.nis_code, 'name', o.name)`,
      'x.place_id',
      'actions.action_place x join indicators.place o on o.id = x.place_id where x.action_id = a.id',
    )},
    'milestones', ${list(
      `json_build_object('code', x.code, 'title', ${textOf('x.title')}, 'plannedOn', x.planned_on, 'actualOn', x.actual_on)`,
      'x.planned_on, x.code',
      'actions.milestone x where x.action_id = a.id',
    )},
    'statusChanges', ${list(
      `json_build_object('changedOn', x.changed_on, 'fromStatus', x.from_status, 'toStatus', x.to_status)`,
      'x.changed_on, x.code',
      'actions.status_change x where x.action_id = a.id',
    )},
    'targetGroups', ${list(
      `json_build_object('code', g.code, 'personCount',
        json_build_object('value', x.person_count::text, 'reason', x.person_count_reason))`,
      'g.code',
      'actions.target_group x join actions.people_group g on g.id = x.people_group_id where x.action_id = a.id',
    )}) as action,
    ${list(
      `json_build_object('strength', x.strength, 'lagMonths', x.lag_months, 'indicator',
        json_build_object('code', i.code, 'title', ${textOf('i.title')}, 'unit', i.unit))`,
      'i.code, x.id',
      'indicators.contribution x join indicators.indicator i on i.id = x.indicator_id where x.action_id = a.id',
    )} as contributions
  from page a join actions.policy_domain d on d.id = a.domain_id
  left join actions.block b on b.id = a.block_id left join actions.action up on up.id = a.parent_id
  left join actions.source s on s.id = a.source_id
  order by a.code collate "C", a.id`;

const MONEY = `
  select action_id as parent, ${moneyColumns('true')} from agreements.money_entry
  where action_id in (${IDS}) group by 1, 2, 3 order by 1, 2, 3`;

const AGREEMENTS = `
  with page as materialized (${IDS}),
  placed as (
    select distinct place.action_id, agreement.id, agreement.code, agreement.title, agreement.status
    from agreements.agreement_place place join agreements.agreement on agreement.id = place.agreement_id
    where place.action_id in (select id from page))
  select action_id as parent, json_build_object('number', code, 'title', ${textOf('title')}, 'status', status,
    'parties', ${list(
      `json_build_object('role', x.role, 'organisation', json_build_object('code', o.code))`,
      'x.role, o.name, x.id',
      'agreements.agreement_party x join agreements.organisation o on o.id = x.organisation_id where x.agreement_id = placed.id',
    )}) as node
  from placed order by action_id, code collate "C", id`;

const TESTS = `
  select test.action_id as parent, state.is_past_quickscan as "isTested", state.is_valid_for_action as "isVerdict",
    state.is_overdue as "isOverdue", test.stage <> 'WITHDRAWN' as stands,
    json_build_object('code', test.code, 'stage', test.stage, 'requestedOn', test.requested_on,
      'isValid', state.is_valid) as node,
    ${list(
      `json_build_object('isOpen', open.is_open, 'node', json_build_object('code', x.code, 'text', ${textOf('x.text')},
        'status', x.status, 'owner', case when o.id is not null then json_build_object('code', o.code) end))`,
      `open.is_open desc, coalesce(x.due_on::text, '~') collate "C", x.code collate "C", x.id`,
      `reviews.recommendation x left join agreements.organisation o on o.id = x.owner_id
       cross join lateral (select x.status = 'OPEN' and x.response is distinct from 'REJECTED'
         and test.stage <> 'WITHDRAWN' as is_open) open
       where x.test_id = test.id`,
    )} as recommendations
  from reviews.test_state($3::date) state join reviews.poverty_test test on test.id = state.id
  where test.action_id in (${IDS}) order by test.action_id, test.requested_on desc, test.id desc`;

interface ActionRow {
  readonly id: string;
  readonly total: number;
  readonly action: object;
  readonly contributions: readonly object[];
}
interface AgreementRow {
  readonly parent: string;
  readonly node: object;
}
interface TestRow {
  readonly parent: string;
  readonly isTested: boolean;
  readonly isVerdict: boolean;
  readonly isOverdue: boolean;
  readonly stands: boolean;
  readonly node: object;
  readonly recommendations: readonly { readonly isOpen: boolean; readonly node: object }[];
}

/** The page of actions in four statements. */
export async function answerPage(ask: Ask, slug: string, first: number, today: string) {
  const [actions, money, agreements, tests] = await Promise.all([
    ask<ActionRow>('page-actions', ACTIONS, [slug, first]),
    ask<MoneyRow & { parent: string }>('page-money', MONEY, [slug, first]),
    ask<AgreementRow>('page-agreements', AGREEMENTS, [slug, first]),
    ask<TestRow>('page-tests', TESTS, [slug, first, today]),
  ]);
  const [moneyOf, agreementsOf, testsOf] = [
    groupBy(money, ({ parent }) => parent),
    groupBy(agreements, ({ parent }) => parent),
    groupBy(tests, ({ parent }) => parent),
  ];
  const totalCount = actions[0]?.total ?? 0;
  const nodes = actions.map(({ id, action, contributions }) => ({
    ...action,
    budget: budgetOf(moneyOf.get(id)),
    agreements: firstFive((agreementsOf.get(id) ?? []).map(({ node }) => node)),
    ...testingOf(testsOf.get(id)),
    contributions,
  }));
  return {
    programme: { actions: { totalCount, pageInfo: { hasNextPage: totalCount > actions.length }, nodes } },
  };
}

const firstFive = (nodes: readonly object[]) => ({ totalCount: nodes.length, nodes: nodes.slice(0, 5) });

function testingOf(tests: readonly TestRow[] = []) {
  const any = (holds: (test: TestRow) => boolean) => (tests.some(holds) ? 1 : 0);
  return {
    povertyTesting: {
      actionCount: 1,
      testedCount: any(({ isTested }) => isTested),
      validCount: any(({ isVerdict }) => isVerdict),
      missingCount: 1 - any(({ stands }) => stands),
      overdueCount: any(({ isOverdue }) => isOverdue),
      openRecommendationCount: tests
        .flatMap(({ recommendations }) => recommendations)
        .filter(({ isOpen }) => isOpen).length,
    },
    povertyTests: firstFive(
      tests.map(({ node, recommendations }) => ({
        ...node,
        recommendations: firstFive(recommendations.map((one) => one.node)),
      })),
    ),
  };
}
