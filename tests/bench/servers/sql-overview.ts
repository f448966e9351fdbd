import { groupBy } from '@kapstok/kit';
import type { Ask } from './sql.ts';
import { INDICATORS, type IndicatorRow, indicatorOf } from './sql-indicators.ts';
import { budgetOf, type MoneyRow, moneyColumns, textOf } from './sql-money.ts';

const OF_SLUG = '(select id from actions.programme where slug = $1)';

const PROGRAMME = `
  select ${textOf('p.title')} as title, p.status, p.starts_on::text as "startsOn", p.ends_on::text as "endsOn",
    json_build_object('name', city.name, 'nisCode', city.nis_code) as city,
    (select json_agg(json_build_object('code', c.code, 'subject', c.subject, 'qualifier', c.qualifier,
      'figure', json_build_object('value', trim_scale(c.value)::text, 'unit', c.unit, 'reason', c.value_reason),
      'isPart', c.action_id is not null or c.domain_id is not null,
      'source', case when s.id is not null then json_build_object('key', s.key, 'citation', s.citation) end)
      order by c.code, c.id)
     from actions.claim c left join actions.source s on s.id = c.source_id
     where c.programme_id = p.id and c.subject in ('ACTIONS_LISTED', 'ACTIONS_REALISED', 'ACTIONS_NOT_REALISED',
       'DOMAINS', 'PARTNERS', 'YEARLY_MONEY', 'TOTAL_MONEY')) as claims,
    (select json_agg(json_build_object('id', d.id, 'code', d.code, 'title', ${textOf('d.title')})
      order by d.position, d.code) from actions.policy_domain d where d.programme_id = p.id) as domains
  from actions.programme p left join indicators.place city on city.id = p.city_id where p.slug = $1`;

const PROGRESS = `
  select domain_id as parent, status, realisation, count(*)::int as count,
    (count(*) filter (where planned_end < $2::date and status not in ('COMPLETED', 'STOPPED')))::int as overdue
  from actions.action
  where programme_id = ${OF_SLUG} and not exists (select from actions.action part where part.parent_id = action.id)
  group by 1, 2, 3`;

const MONEY = `
  select null::uuid as parent, ${moneyColumns('part = 1')} from agreements.money_entry
  where programme_id = ${OF_SLUG} group by measure, currency
  union all
  select domain_id, ${moneyColumns('is_first_in_domain')} from agreements.money_entry
  where programme_id = ${OF_SLUG} and domain_id is not null group by domain_id, measure, currency
  order by 3`;

const TESTING = `
  with test as materialized (
    select state.*, (select count(*) from reviews.recommendation x
      where x.test_id = state.id and x.status = 'OPEN' and x.response is distinct from 'REJECTED'
        and state.stage <> 'WITHDRAWN') as open
    from reviews.test_state($2::date) state where state.programme_id = ${OF_SLUG}),
  planned as (
    select plan.action_id, plan.domain_id, bool_or(test.stage <> 'WITHDRAWN') as has_test,
      bool_or(test.is_past_quickscan) as is_tested, bool_or(test.is_valid_for_action) as is_valid,
      bool_or(test.is_overdue) as is_overdue, coalesce(sum(test.open), 0) as open
    from reviews.plan_action plan left join test on test.action_id = plan.action_id
    where plan.programme_id = ${OF_SLUG} group by 1, 2)
  select domain_id as parent, count(*)::int as "actionCount", (count(*) filter (where is_tested))::int as "testedCount",
    (count(*) filter (where is_valid))::int as "validCount",
    (count(*) filter (where has_test is not true))::int as "missingCount",
    (count(*) filter (where is_overdue))::int as "overdueCount", sum(open)::int as "openRecommendationCount"
  from planned group by 1
  union all
  select null, 0, 0, 0, 0, 0, coalesce(sum(open), 0)::int from test where action_id is null`;

interface Domain {
  readonly id: string;
  readonly code: string;
  readonly title: string;
}
interface ProgrammeRow {
  readonly title: string;
  readonly status: string;
  readonly startsOn: string;
  readonly endsOn: string;
  readonly city: object;
  readonly claims: readonly {
    readonly code: string;
    readonly subject: string;
    readonly qualifier: string;
    readonly figure: object;
    readonly isPart: boolean;
    readonly source: object | null;
  }[];
  readonly domains: readonly Domain[];
}
interface ProgressRow {
  readonly parent: string;
  readonly status: string;
  readonly realisation: string | null;
  readonly count: number;
  readonly overdue: number;
}
type Testing = Record<(typeof TESTING_COUNTS)[number], number>;

const STATUSES = ['PROPOSED', 'PLANNED', 'RUNNING', 'SUSPENDED', 'COMPLETED', 'STOPPED', 'UNKNOWN'];
const TESTING_COUNTS = [
  'actionCount',
  'testedCount',
  'validCount',
  'missingCount',
  'overdueCount',
  'openRecommendationCount',
] as const;

/** The director's overview in five statements. */
export async function answerOverview(ask: Ask, slug: string, today: string) {
  const [programmes, progress, money, testing, indicators] = await Promise.all([
    ask<ProgrammeRow>('overview-programme', PROGRAMME, [slug]),
    ask<ProgressRow>('overview-progress', PROGRESS, [slug, today]),
    ask<MoneyRow>('overview-money', MONEY, [slug]),
    ask<Testing & { parent: string | null }>('overview-testing', TESTING, [slug, today]),
    ask<IndicatorRow>('overview-indicators', INDICATORS, [slug, today]),
  ]);
  const [programme] = programmes;
  if (programme === undefined) return { programme: null };
  const shown = indicators.map((row) => ({ domains: new Set(row.domains), node: indicatorOf(row) }));
  const [progressOfDomain, moneyOf, testingOfDomain] = [
    groupBy(progress, ({ parent }) => parent),
    groupBy(money, ({ parent }) => parent ?? ''),
    groupBy(testing, ({ parent }) => parent ?? ''),
  ];
  const page = (nodes: readonly object[]) => ({ totalCount: nodes.length, nodes: nodes.slice(0, 20) });
  const whole = progressOf(progress);
  const { claims, domains, ...head } = programme;
  return {
    programme: {
      ...head,
      claims: claims.map(({ isPart, source, ...claim }) => ({
        ...claim,
        counted: isPart ? null : counted(claim.subject, whole, domains.length),
        source,
      })),
      progress: whole,
      budget: budgetOf(moneyOf.get('')),
      povertyTesting: testingOf(testing),
      impact: page(shown.map(({ node }) => node)),
      domains: domains.map(({ id, code, title }) => ({
        code,
        title,
        progress: progressOf(progressOfDomain.get(id)),
        budget: budgetOf(moneyOf.get(id)),
        povertyTesting: testingOf(testingOfDomain.get(id)),
        impact: page(shown.flatMap(({ domains: of, node }) => (of.has(id) ? [node] : []))),
      })),
    },
  };
}

function progressOf(rows: readonly ProgressRow[] = []) {
  const count = (holds: (row: ProgressRow) => boolean) =>
    rows.reduce((sum, row) => (holds(row) ? sum + row.count : sum), 0);
  const realised = (word: string) => count(({ realisation }) => realisation === word);
  const all = count(() => true);
  const unknown = count(
    ({ realisation, status }) => realisation === null && (status === 'UNKNOWN' || status === 'COMPLETED'),
  );
  return {
    actionCount: all,
    byStatus: STATUSES.map((status) => ({ status, count: count((row) => row.status === status) })).filter(
      (one) => one.count > 0,
    ),
    realisedCount: realised('REALISED'),
    partlyRealisedCount: realised('PARTLY_REALISED'),
    notRealisedCount: realised('NOT_REALISED'),
    unknownRealisationCount: unknown,
    overdueCount: rows.reduce((sum, { overdue }) => sum + overdue, 0),
    completion: {
      numerator: String(realised('REALISED') + realised('PARTLY_REALISED')),
      denominator: String(all - unknown),
      reason: all === unknown ? 'NOT_PUBLISHED' : null,
    },
  };
}

function counted(subject: string, whole: ReturnType<typeof progressOf>, domains: number) {
  const of: Record<string, number> = {
    ACTIONS_LISTED: whole.actionCount,
    ACTIONS_REALISED: whole.realisedCount + whole.partlyRealisedCount,
    ACTIONS_NOT_REALISED: whole.notRealisedCount,
    DOMAINS: domains,
  };
  const value = of[subject];
  return value === undefined ? null : { value: String(value) };
}

function testingOf(rows: readonly Testing[] = []) {
  const sums = TESTING_COUNTS.map((name) => [name, rows.reduce((sum, row) => sum + row[name], 0)]);
  return Object.fromEntries(sums) as Testing;
}
