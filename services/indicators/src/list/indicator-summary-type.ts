import { isId, programmesOf } from '@kapstok/kit';
import { RESULT_LEVEL, type ResultLevel, type TrendVerdict, wordsOf } from '@kapstok/schema';
import { builder } from '../builder.ts';
import type { Context } from '../context.ts';
import { ResultLevelEnum } from '../indicator/indicator-words.ts';
import { loadTrend } from '../trend/load-headline.ts';
import { IndicatorConnection, type IndicatorPage } from './indicator-list-type.ts';
import type { IndicatorList, ListMember } from './membership.ts';

async function loadMembers(
  { owner, filter, id }: IndicatorList,
  context: Context,
): Promise<readonly ListMember[]> {
  const { loaders, indicatorLists, viewer } = context;
  if (!isId(id)) return [];
  const members = await loaders.load('indicator list', [owner, filter], id, (ids) =>
    indicatorLists.members(owner, programmesOf(viewer, 'FIGURES'), filter, ids),
  );
  return members ?? [];
}

/** The verdict of each indicator of a list, judged once for all that ask. */
async function loadVerdicts(list: IndicatorList, context: Context): Promise<readonly TrendVerdict[]> {
  const judge = async (id: string): Promise<[string, TrendVerdict[]]> => {
    const members = await loadMembers({ ...list, id }, context);
    const trends = await Promise.all(members.map((member) => loadVerdict(member.id, context)));
    return [id, trends.filter((verdict) => verdict !== null)];
  };
  const verdicts = await context.loaders.load(
    'verdicts',
    [list.owner, list.filter],
    list.id,
    async (ids) => new Map(await Promise.all(ids.map(judge))),
  );
  return verdicts ?? [];
}

async function loadVerdict(id: string, context: Context): Promise<TrendVerdict | null> {
  const indicator = await context.loaders.load('indicator', null, id, context.indicators.byIds);
  return indicator === null ? null : (await loadTrend(indicator, {}, context)).verdict;
}

const LevelCount = builder.objectRef<{ level: ResultLevel; count: number }>('ResultLevelCount').implement({
  description: 'How many indicators measure a kind of result.',
  fields: (t) => ({
    level: t.field({
      type: ResultLevelEnum,
      description: 'The kind of result.',
      resolve: ({ level }) => level,
    }),
    count: t.exposeInt('count', { description: 'Indicators of it.' }),
  }),
});

// Every connection of indicators is made by `loadIndicators`, which adds the list.
const listOf = (page: object): IndicatorList => (page as IndicatorPage).list;
const countWhere = async (page: object, context: Context, holds: (member: ListMember) => boolean) =>
  (await loadMembers(listOf(page), context)).filter(holds).length;
const countVerdict = async (page: object, context: Context, wanted: TrendVerdict) =>
  (await loadVerdicts(listOf(page), context)).filter((verdict) => verdict === wanted).length;

const whole = 'Of the whole list, not only this page.';
const judged =
  "judged as `Indicator.trend` does without arguments: from the baseline, at the indicator's own place";

builder.objectFields(IndicatorConnection, (t) => ({
  byLevel: t.field({
    type: [LevelCount],
    description: `Indicators by kind of result; kinds that none has are left out. ${whole}`,
    resolve: async (page, _args, context) => {
      const members = await loadMembers(listOf(page), context);
      return wordsOf(RESULT_LEVEL)
        .map((level) => ({ level, count: members.filter((member) => member.level === level).length }))
        .filter(({ count }) => count > 0);
    },
  }),
  withBaselineCount: t.int({
    description: `Indicators that have a baseline with a number, at whatever place. ${whole}`,
    resolve: (page, _args, context) => countWhere(page, context, ({ hasBaseline }) => hasBaseline),
  }),
  withTargetCount: t.int({
    description: `Indicators that have a target with a number, at whatever place. ${whole}`,
    resolve: (page, _args, context) => countWhere(page, context, ({ hasTarget }) => hasTarget),
  }),
  withValueCount: t.int({
    description: `Indicators of which at least one observation has a number, of whatever place. ${whole}`,
    resolve: (page, _args, context) => countWhere(page, context, ({ hasValue }) => hasValue),
  }),
  improvingCount: t.int({
    description: `Indicators that improve, ${judged}. ${whole}`,
    resolve: (page, _args, context) => countVerdict(page, context, 'IMPROVING'),
  }),
  worseningCount: t.int({
    description: `Indicators that worsen, ${judged}. ${whole}`,
    resolve: (page, _args, context) => countVerdict(page, context, 'WORSENING'),
  }),
  unchangedCount: t.int({
    description: `Indicators that stay as they are, ${judged}. ${whole}`,
    resolve: (page, _args, context) => countVerdict(page, context, 'UNCHANGED'),
  }),
  notComparableCount: t.int({
    description: `Indicators of which no trend can be drawn, ${judged}. ${whole}`,
    resolve: (page, _args, context) => countVerdict(page, context, 'NOT_COMPARABLE'),
  }),
}));
