import {
  CHANGE_INPUT,
  ChangeRefused,
  idOf,
  lockRow,
  needRow,
  notThere,
  type Queryable,
  textOf,
} from '@kapstok/kit';
import { steersDomain } from '@kapstok/schema';
import { Basis, mutation } from '../builder.ts';
import {
  languageField,
  languageOf,
  localOf,
  numberIn,
  pastDay,
  sourceField,
  sourceOf,
  takeFigures,
} from '../change/needs-type.ts';
import { insertRow, updateRow } from '../change/rows.ts';
import type { Context } from '../context.ts';
import type { Indicator } from '../indicator/indicator.ts';
import type { Contribution } from './contribution.ts';
import { ContributionRef, StrengthEnum } from './contribution-type.ts';

const WHO = 'For the director of the programme, and the coordinator of the domain of the action.';
const show = {
  field: 'contribution',
  type: ContributionRef,
  description: 'The link as it is now. Null when it is not for you.',
  load: (id: string, { loaders, contributions }: Context) =>
    loaders.load('contribution', null, id, contributions.byIds),
};

mutation({
  name: 'linkContribution',
  description: `Says that an action is thought to move an indicator: a link with an assumption, never a calculation. One that had ended is taken up again. ${WHO}`,
  asks: 'Which action is thought to move which indicator, how much, after how long, and why.',
  input: (t) => ({
    actionId: t.id({ required: true, description: 'The action, of the same programme.' }),
    indicatorId: t.id({ required: true, description: 'The indicator that it is thought to move.' }),
    strength: t.field({
      type: StrengthEnum,
      required: true,
      description: 'How much it is thought to move it.',
    }),
    lagMonths: t.int({
      description: 'Months after which an effect can be expected, 0 to 600; left out: not said.',
    }),
    assumption: t.string({
      description: 'What the link rests on, 2000 characters at most; must be given when no source states it.',
    }),
    basis: t.field({
      type: Basis,
      description: 'Whether a source states the link; left out: derived, by whoever enters it.',
    }),
    sourceKey: sourceField(t, 'Where it is said; must be given when a source states it.'),
    language: languageField(t),
  }),
  objectType: 'Contribution',
  shows: show,
  async change(input, context, db) {
    const { indicators, contributions } = context;
    const indicator = await needRow(input.indicatorId, 'indicatorId', 'indicator', indicators.byIds);
    const { programmeId, id: indicatorId } = indicator;
    const actionId = await steeredAction(input.actionId, indicator, context, db);
    const language = await languageOf(input.language, programmeId, db);
    const row = {
      strength: input.strength,
      lagMonths: numberIn(input.lagMonths, 'lagMonths', [0, 600]),
      assumption: localOf(input.assumption, 'assumption', 2000, language),
      basis: input.basis ?? 'DERIVED',
      sourceId: await sourceOf(input.sourceKey, programmeId, context),
    } as const;
    checkBasis(row);
    await takeFigures(db, [indicatorId]);
    const all = (await contributions.byActions([actionId])).get(actionId) ?? [];
    const before = all.find((one) => one.indicatorId === indicatorId) ?? null;
    if (before?.endedOn === null)
      throw new ChangeRefused('CONFLICT', 'They are linked already; end that link to make another.', {
        path: 'indicatorId',
        objectId: before.id,
      });
    const objectId =
      before?.id ?? (await insertRow(db, 'contribution', { programmeId, actionId, indicatorId, ...row }));
    if (before !== null) await updateRow(db, 'contribution', objectId, { ...row, endedOn: null });
    const after = { actionId, indicatorId, ...row };
    return {
      objectId,
      audit: { what: 'CONTRIBUTION_LINKED', programmeId, before: before && { ...before }, after },
      tells: { programmeId, actionIds: [actionId] },
    };
  },
});

mutation({
  name: 'endContribution',
  description: `Says that an action is no longer thought to move an indicator. The link stays to be seen, with its end. ${WHO}`,
  asks: 'Which link ends, since when, and why.',
  input: (t) => ({
    contributionId: t.id({ required: true, description: 'The link that ends.' }),
    endedOn: t.field({ type: 'Date', description: 'Since when, UTC, not in the future; left out: today.' }),
    reason: t.string({ required: true, description: CHANGE_INPUT.reason }),
    expectedVersion: t.int({ description: CHANGE_INPUT.expectedVersion }),
  }),
  objectType: 'Contribution',
  shows: show,
  async change(input, context, db) {
    const { indicators, contributions, today } = context;
    const { byIds } = contributions;
    const known = await needRow(input.contributionId, 'contributionId', 'link', byIds);
    const indicator = await needRow(known.indicatorId, 'contributionId', 'link', indicators.byIds);
    const { programmeId } = indicator;
    await steeredAction(known.actionId, indicator, context, db, 'contributionId');
    const link = await lockRow(db, 'contribution', { id: known.id, byIds }, input.expectedVersion);
    checkRuns(link);
    const { day } = pastDay(input.endedOn ?? today, 'DAY', 'endedOn', context);
    await updateRow(db, 'contribution', link.id, { endedOn: day });
    return {
      objectId: link.id,
      audit: {
        ...{ what: 'CONTRIBUTION_ENDED', programmeId, before: { endedOn: null }, after: { endedOn: day } },
        reason: textOf(input.reason, 'reason', 1000),
      },
      tells: { programmeId, actionIds: [link.actionId] },
    };
  },
});

/** An action of the indicator's programme, for whoever steers its domain. */
async function steeredAction(
  given: string,
  { programmeId }: Indicator,
  { viewer }: Context,
  db: Queryable,
  path = 'actionId',
): Promise<string> {
  const id = idOf(given, path, 'action');
  const { rows } = await db.query<{ domainId: string }>(
    `select domain_id as "domainId" from plan_action where action_id = $1 and programme_id = $2`,
    [id, programmeId],
  );
  const [action] = rows;
  if (action === undefined && path === 'actionId') throw notThere(path, 'action in the programme');
  if (steersDomain(viewer, programmeId, action?.domainId ?? '')) return id;
  const message =
    'Only the director of the programme, or the coordinator of the domain of the action, links it to indicators.';
  throw new ChangeRefused('NOT_ALLOWED', message);
}

function checkBasis({
  basis,
  assumption,
  sourceId,
}: Pick<Contribution, 'basis' | 'assumption' | 'sourceId'>) {
  if (basis === 'DERIVED' && assumption === null)
    throw new ChangeRefused('BAD_USER_INPUT', 'Say what the link rests on: no source states it.', {
      path: 'assumption',
    });
  if (basis === 'STATED' && sourceId === null)
    throw new ChangeRefused('BAD_USER_INPUT', 'Name the source that states the link.', { path: 'sourceKey' });
}

function checkRuns({ id, endedOn }: Contribution): void {
  if (endedOn === null) return;
  throw new ChangeRefused('CONFLICT', `It ended on ${endedOn}.`, { path: 'contributionId', objectId: id });
}
