import {
  CHANGE_INPUT,
  ChangeRefused,
  freeCode,
  lockRow,
  needRow,
  newId,
  notThere,
  type Queryable,
  textOf,
} from '@kapstok/kit';
import { builder, mutation } from '../builder.ts';
import {
  checkPeriod,
  codeOf,
  languageField,
  languageOf,
  listPlaces,
  needFreeCode,
  needLocal,
  needPlace,
  sourceField,
  sourceOf,
  steeredIndicator,
  takeDefinitions,
  WHO_STEERS,
} from '../change/needs-type.ts';
import { insertRow, insertRows, updateRow } from '../change/rows.ts';
import type { Context } from '../context.ts';
import { isNisCode } from '../place/place.ts';
import { ComparisonGroupRef } from './comparison-type.ts';

const MOST_PLACES = 600;
const MEMBER = { id: 'uuid', programmeId: 'uuid', groupId: 'uuid', placeId: 'uuid' } as const;

const show = {
  field: 'comparisonGroup',
  type: ComparisonGroupRef,
  description: 'The group as it is now. Null when it is not for you.',
  load: (id: string, { loaders, comparisons }: Context) =>
    loaders.load('comparison group', null, id, comparisons.groupsByIds),
};

const SimilarInput = builder.inputType('SimilarPlacesInput', {
  description:
    'Places of the same kind whose figure of an indicator is close to that of one place, such as of similar size or long-term unemployment.',
  fields: (t) => ({
    indicatorId: t.id({
      required: true,
      description: 'The indicator by which they are similar, of the same programme.',
    }),
    nisCode: t.string({ required: true, description: 'NIS code of the place to which they are similar.' }),
    periodStart: t.field({ type: 'Date', required: true, description: 'First day of the period compared.' }),
    periodEnd: t.field({ type: 'Date', required: true, description: 'Last day of that period.' }),
    withinPercent: t.int({
      required: true,
      description: 'By how many percent of the figure of that place theirs differ at most, 1 to 100.',
    }),
  }),
});
interface Similar {
  readonly indicatorId: string;
  readonly nisCode: string;
  readonly periodStart: string;
  readonly periodEnd: string;
  readonly withinPercent: number;
}

mutation({
  name: 'defineComparisonGroup',
  description: `Adds a group of places beside which the figures of an indicator are set: named one by one, or found as similar to one place. Found ones stay as they were found. ${WHO_STEERS}`,
  asks: 'Of which indicator which places are compared, and who chose them and why.',
  input: (t) => ({
    indicatorId: t.id({ required: true, description: 'The indicator whose figures are compared.' }),
    code: t.string({ description: 'Code, unique within the programme; left out: the next free one.' }),
    title: t.string({ required: true, description: 'Title, 500 characters at most.' }),
    note: t.string({ description: 'Who chose them, and why; 2000 characters at most.' }),
    nisCodes: t.stringList({ description: `NIS codes of the places, 1 to ${MOST_PLACES}.` }),
    similarTo: t.field({ type: SimilarInput, description: 'Instead of `nisCodes`: whatever is similar.' }),
    sourceKey: sourceField(t, 'Where it is said.'),
    language: languageField(t),
  }),
  objectType: 'ComparisonGroup',
  shows: show,
  async change(input, context, db) {
    const { id: indicatorId, programmeId } = await steeredIndicator(input.indicatorId, context);
    if ((input.nisCodes == null) === (input.similarTo == null)) throw oneOfTwo();
    const language = await languageOf(input.language, programmeId, db);
    const title = needLocal(input.title, 'title', 500, language);
    const sourceId = await sourceOf(input.sourceKey, programmeId, context);
    await takeDefinitions(db, programmeId);
    const found =
      input.similarTo == null
        ? { rule: {}, placeIds: await placesOf(input.nisCodes ?? [], context) }
        : await findSimilar(input.similarTo, programmeId, context, db);
    const code = await codeFor(input.code, programmeId, db);
    const row = { programmeId, indicatorId, code, title, sourceId, note: textOf(input.note, 'note', 2000) };
    const objectId = await insertRow(db, 'comparison_group', { ...row, ...found.rule });
    await setMembers(db, programmeId, objectId, found.placeIds);
    const after = { ...row, ...found };
    return { objectId, audit: { what: 'COMPARISON_GROUP_DEFINED', programmeId, before: null, after } };
  },
});

mutation({
  name: 'changeComparisonGroup',
  description: `Names the places of a comparison group anew. It is then a list, also when its places were found before. ${WHO_STEERS}`,
  asks: 'Which group has which places from now on, and why.',
  input: (t) => ({
    groupId: t.id({ required: true, description: 'The group that changes.' }),
    nisCodes: t.stringList({
      required: true,
      description: `NIS codes of all its places from now on, 1 to ${MOST_PLACES}.`,
    }),
    reason: t.string({ required: true, description: CHANGE_INPUT.reason }),
    expectedVersion: t.int({ description: CHANGE_INPUT.expectedVersion }),
  }),
  objectType: 'ComparisonGroup',
  shows: show,
  async change(input, context, db) {
    const { groupsByIds: byIds } = context.comparisons;
    const known = await needRow(input.groupId, 'groupId', 'comparison group', byIds);
    const { programmeId } = await steeredIndicator(known.indicatorId, context, 'groupId');
    const placeIds = await placesOf(input.nisCodes, context);
    const group = await lockRow(db, 'comparison_group', { id: known.id, byIds }, input.expectedVersion);
    // Its places are its own: whoever saw it before is told that it changed, also where no column does.
    await updateRow(db, 'comparison_group', group.id, { ...NO_RULE, version: group.version + 1 });
    await db.query('delete from comparison_member where group_id = $1', [group.id]);
    await setMembers(db, programmeId, group.id, placeIds);
    return {
      objectId: group.id,
      audit: {
        ...{ what: 'COMPARISON_GROUP_CHANGED', programmeId, after: { placeIds } },
        before: { placeIds: group.members.map(({ placeId }) => placeId) },
        reason: textOf(input.reason, 'reason', 1000),
      },
    };
  },
});

const NO_RULE = {
  ...{ similarIndicatorId: null, similarPlaceId: null, similarStart: null, similarEnd: null },
  similarWithinPercent: null,
};

const oneOfTwo = () =>
  new ChangeRefused('BAD_USER_INPUT', 'Give nisCodes or similarTo: one of the two.', { path: 'nisCodes' });

async function codeFor(
  given: string | null | undefined,
  programmeId: string,
  db: Queryable,
): Promise<string> {
  if (given == null) return freeCode(db, 'comparison_group', programmeId, 'CG-');
  const code = codeOf(given, 'code');
  await needFreeCode(db, 'comparison_group', programmeId, code);
  return code;
}

/** The places that codes name, each once. */
async function placesOf(given: readonly string[], { places }: Context): Promise<readonly string[]> {
  const codes = [...new Set(given)];
  if (codes.length < 1 || codes.length > MOST_PLACES)
    throw new ChangeRefused('BAD_USER_INPUT', `A group has 1 to ${MOST_PLACES} places.`, {
      path: 'nisCodes',
    });
  const found = await places.byNisCodes(codes.filter(isNisCode));
  const unknown = codes.find((code) => !found.has(code));
  if (unknown !== undefined) throw notThere('nisCodes', `place ${unknown.slice(0, 20)}`);
  return codes.map((code) => found.get(code)?.id ?? '');
}

/** The places of the same kind whose figure is close, as it is known today. */
async function findSimilar(similar: Similar, programmeId: string, context: Context, db: Queryable) {
  const { periodStart, periodEnd, withinPercent } = similar;
  const { byIds } = context.indicators;
  const indicator = await needRow(similar.indicatorId, 'similarTo', 'indicator', byIds);
  if (indicator.programmeId !== programmeId) throw notThere('similarTo', 'indicator in the programme');
  checkPeriod(periodStart, periodEnd);
  if (withinPercent < 1 || withinPercent > 100)
    throw new ChangeRefused('BAD_USER_INPUT', `withinPercent is ${withinPercent}; it is 1 to 100.`, {
      path: ['similarTo', 'withinPercent'],
    });
  const place = await needPlace(similar.nisCode, 'similarTo', programmeId, context, db);
  const placeIds = await context.comparisons.similarPlaces({
    ...{ indicatorId: indicator.id, placeId: place.id, periodStart, periodEnd, withinPercent },
  });
  if (placeIds.length === 0 || placeIds.length > MOST_PLACES) {
    const message = `${placeIds.length} places are similar by this rule; a group has 1 to ${MOST_PLACES}. The place itself must have a number of that period.`;
    throw new ChangeRefused('CONFLICT', message, { path: 'similarTo' });
  }
  const rule = {
    ...{ similarIndicatorId: indicator.id, similarPlaceId: place.id, similarWithinPercent: withinPercent },
    ...{ similarStart: periodStart, similarEnd: periodEnd },
  };
  return { rule, placeIds };
}

async function setMembers(
  db: Queryable,
  programmeId: string,
  groupId: string,
  placeIds: readonly string[],
): Promise<void> {
  await listPlaces(db, programmeId, placeIds);
  const rows = placeIds.map((placeId) => ({ id: newId(), programmeId, groupId, placeId }));
  await insertRows(db, 'comparison_member', MEMBER, rows);
}
