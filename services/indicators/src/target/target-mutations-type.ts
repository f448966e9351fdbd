import { CHANGE_INPUT, checkVersion, freeCode, type Queryable, textOf } from '@kapstok/kit';
import type { MissingReason } from '@kapstok/schema';
import { MissingReasonEnum, mutation } from '../builder.ts';
import {
  checkPeriod,
  type InputBuilder,
  needPlace,
  sourceField,
  sourceOf,
  steeredIndicator,
  takeDefinitions,
  takeFigures,
  WHO_STEERS,
} from '../change/needs-type.ts';
import { insertRow, updateRow } from '../change/rows.ts';
import type { Context } from '../context.ts';
import { tellsOf } from '../contribution/followed-actions.ts';
import { numberOrReason } from '../record/read-figure-type.ts';
import { BaselineRef, TargetRef } from './target-type.ts';

const figureInput = (t: InputBuilder, what: string) => ({
  indicatorId: t.id({ required: true, description: `The indicator of which it is the ${what}.` }),
  nisCode: t.string({ required: true, description: 'NIS code of the place, such as `34022`.' }),
  periodStart: t.field({ type: 'Date', required: true, description: 'First day of the period.' }),
  periodEnd: t.field({ type: 'Date', required: true, description: 'Last day of the period.' }),
  value: t.field({
    type: 'Decimal',
    description: 'The number, in the unit of the indicator; left out: `reason` says why there is none.',
  }),
  reason: t.field({
    type: MissingReasonEnum,
    description: 'Why there is no number: NOT_PUBLISHED, NOT_MEASURED, NOT_APPLICABLE or LOST_IN_SOURCE.',
  }),
  sourceKey: sourceField(t, 'Where it was said.'),
  because: t.string({ description: CHANGE_INPUT.reason }),
  expectedVersion: t.int({ description: CHANGE_INPUT.expectedVersion }),
});

type Input = {
  readonly indicatorId: string;
  readonly nisCode: string;
  readonly periodStart: string;
  readonly periodEnd: string;
  readonly value?: string | null | undefined;
  readonly reason?: MissingReason | null | undefined;
  readonly sourceKey?: string | null | undefined;
};

/** The figure of an input, and of what; whoever sets one of the same indicator waits. */
async function read(input: Input, context: Context, db: Queryable) {
  const { id: indicatorId, programmeId } = await steeredIndicator(input.indicatorId, context);
  const { periodStart, periodEnd } = input;
  checkPeriod(periodStart, periodEnd);
  const figure = numberOrReason(input);
  const sourceId = await sourceOf(input.sourceKey, programmeId, context);
  await takeDefinitions(db, programmeId);
  await takeFigures(db, [indicatorId]);
  const { id: placeId } = await needPlace(input.nisCode, 'nisCode', programmeId, context, db);
  return { programmeId, indicatorId, placeId, periodStart, periodEnd, ...figure, sourceId };
}

mutation({
  name: 'setBaseline',
  description: `Sets the figure from which the programme starts to compare, at one place: one for each indicator and place. ${WHO_STEERS}`,
  asks: 'Of which indicator and place what the baseline is.',
  input: (t) => figureInput(t, 'baseline'),
  objectType: 'Baseline',
  shows: {
    field: 'baseline',
    type: BaselineRef,
    description: 'The baseline as it is now. Null when it is not for you.',
    load: (id, { loaders, targets }) => loaders.load('baseline by id', null, id, targets.baselinesByIds),
  },
  async change(input, context, db) {
    const row = await read(input, context, db);
    const { programmeId, indicatorId, placeId } = row;
    const key = `${indicatorId} ${placeId}`;
    const before = (await context.targets.baselines([key])).get(key) ?? null;
    if (before !== null) checkVersion(before, input.expectedVersion);
    const objectId = before === null ? await insertRow(db, 'baseline', row) : before.id;
    if (before !== null) await updateRow(db, 'baseline', objectId, row);
    const reason = textOf(input.because, 'because', 1000);
    const audit = { what: 'BASELINE_SET', programmeId, before: before && { ...before }, after: row, reason };
    return { objectId, audit, tells: await tellsOf(db, programmeId, [indicatorId]) };
  },
});

mutation({
  name: 'setTarget',
  description: `Sets the figure that the programme wants to see at a place over a period: one for each period. ${WHO_STEERS}`,
  asks: 'Of which indicator, place and period what is wanted.',
  input: (t) => ({
    ...figureInput(t, 'target'),
    note: t.string({ description: 'Internal remark, 5000 characters at most.' }),
  }),
  objectType: 'Target',
  shows: {
    field: 'target',
    type: TargetRef,
    description: 'The target as it is now. Null when it is not for you.',
    load: (id, { loaders, targets }) => loaders.load('target by id', null, id, targets.byIds),
  },
  async change(input, context, db) {
    const row = { ...(await read(input, context, db)), note: textOf(input.note, 'note', 5000) };
    const { programmeId, indicatorId, placeId } = row;
    const all = (await context.targets.byIndicators([indicatorId])).get(indicatorId) ?? [];
    const before =
      all.find(
        (one) =>
          one.placeId === placeId && one.periodStart === row.periodStart && one.periodEnd === row.periodEnd,
      ) ?? null;
    if (before !== null) checkVersion(before, input.expectedVersion);
    const code = before?.code ?? (await freeCode(db, 'target', programmeId, 'T-'));
    const objectId = before === null ? await insertRow(db, 'target', { ...row, code }) : before.id;
    if (before !== null) await updateRow(db, 'target', objectId, row);
    const reason = textOf(input.because, 'because', 1000);
    const audit = {
      ...{ what: 'TARGET_SET', programmeId, before: before && { ...before }, reason },
      after: { ...row, code },
    };
    return { objectId, audit, tells: await tellsOf(db, programmeId, [indicatorId]) };
  },
});
