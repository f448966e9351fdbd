import { CHANGE_INPUT, ChangeRefused, freeCode, lockRow, needRow, textOf } from '@kapstok/kit';
import { mutation } from '../builder.ts';
import {
  languageField,
  languageOf,
  localOf,
  needLocal,
  pastDay,
  sourceField,
  sourceOf,
  takeDefinitions,
  WHO_STEERS,
} from '../change/needs-type.ts';
import { insertRow, updateRow } from '../change/rows.ts';
import type { Context } from '../context.ts';
import { KeyFactorRef } from '../refs.ts';
import { KeyFactorStateEnum } from './benchmark-type.ts';
import { onlySteering, steeredFactor } from './steered-benchmark-type.ts';

export const showFactor = {
  field: 'keyFactor',
  type: KeyFactorRef,
  description: 'The key factor as it is now. Null when it was refused.',
  load: (id: string, { loaders, benchmarks }: Context) =>
    loaders.load('key factor', null, id, benchmarks.factorsByIds),
};

mutation({
  name: 'addKeyFactor',
  description: `Says what a benchmark takes: a precondition, not judged yet. ${WHO_STEERS}`,
  asks: 'Which benchmark takes what.',
  input: (t) => ({
    benchmarkId: t.id({ required: true, description: 'The benchmark that it is needed for.' }),
    title: t.string({ required: true, description: 'What it takes, 500 characters at most.' }),
    sourceKey: sourceField(t, 'Where that is said.'),
    language: languageField(t),
  }),
  objectType: 'KeyFactor',
  shows: showFactor,
  async change(input, context, db) {
    const benchmark = await needRow(input.benchmarkId, 'benchmarkId', 'benchmark', context.benchmarks.byIds);
    await onlySteering(benchmark, context);
    const { id: benchmarkId, programmeId } = benchmark;
    const language = await languageOf(input.language, programmeId, db);
    const row = {
      ...{ programmeId, benchmarkId, title: needLocal(input.title, 'title', 500, language) },
      ...{ state: 'NOT_ASSESSED', sourceId: await sourceOf(input.sourceKey, programmeId, context) },
    };
    await takeDefinitions(db, programmeId);
    const code = await freeCode(db, 'key_factor', programmeId, 'KF-');
    const objectId = await insertRow(db, 'key_factor', { ...row, code });
    return {
      objectId,
      audit: { what: 'KEY_FACTOR_ADDED', programmeId, before: null, after: { ...row, code } },
    };
  },
});

mutation({
  name: 'assessKeyFactor',
  description: `Judges whether the city has what a benchmark takes; what was judged before stays in the audit trail. ${WHO_STEERS}`,
  asks: 'Which key factor is met or not, and why.',
  input: (t) => ({
    keyFactorId: t.id({ required: true, description: 'The key factor that was judged.' }),
    state: t.field({
      type: KeyFactorStateEnum,
      required: true,
      description: 'Whether the city has it; `NOT_ASSESSED` takes a judgement back.',
    }),
    assessment: t.string({
      description: 'Why, 2000 characters at most; must be given unless a judgement is taken back.',
    }),
    assessedOn: t.field({ type: 'Date', description: 'When, UTC, not in the future; left out: today.' }),
    expectedVersion: t.int({ description: CHANGE_INPUT.expectedVersion }),
    language: languageField(t),
  }),
  objectType: 'KeyFactor',
  shows: showFactor,
  async change(input, context, db) {
    const known = await steeredFactor(input.keyFactorId, context);
    const { programmeId } = known;
    const language = await languageOf(input.language, programmeId, db);
    const { state } = input;
    const isBack = state === 'NOT_ASSESSED';
    const assessment = isBack ? null : localOf(input.assessment, 'assessment', 2000, language);
    if (!isBack && assessment === null)
      throw new ChangeRefused('BAD_USER_INPUT', 'Say why it is judged so.', { path: 'assessment' });
    const day = pastDay(input.assessedOn ?? context.today, 'DAY', 'assessedOn', context).day;
    const after = { state, assessment, assessedOn: isBack ? null : day };
    const { factorsByIds: byIds } = context.benchmarks;
    const before = await lockRow(db, 'key_factor', { id: known.id, byIds }, input.expectedVersion);
    await updateRow(db, 'key_factor', before.id, after);
    const was = { state: before.state, assessment: before.assessment, assessedOn: before.assessedOn };
    return { objectId: before.id, audit: { what: 'KEY_FACTOR_ASSESSED', programmeId, before: was, after } };
  },
});

mutation({
  name: 'addKeyFactorEvidence',
  description: `Notes what is known of a key factor, with its source or the figure that says so. ${WHO_STEERS}`,
  asks: 'What is known, of which city, and from where.',
  input: (t) => ({
    keyFactorId: t.id({ required: true, description: 'The key factor of which it speaks.' }),
    statement: t.string({ required: true, description: 'What is known, 2000 characters at most.' }),
    city: t.string({
      description:
        'The city of which it speaks, 200 characters at most; left out: the own, or cities in general.',
    }),
    observationId: t.id({ description: 'The observation that says so, of the same programme.' }),
    sourceKey: sourceField(t, 'Where it is said; must be given when no observation says so.'),
    language: languageField(t),
  }),
  objectType: 'KeyFactor',
  shows: showFactor,
  async change(input, context, db) {
    const factor = await steeredFactor(input.keyFactorId, context);
    const { id: factorId, programmeId } = factor;
    const language = await languageOf(input.language, programmeId, db);
    const row = {
      ...{ programmeId, factorId, statement: needLocal(input.statement, 'statement', 2000, language) },
      city: textOf(input.city, 'city', 200),
      observationId: await observationOf(input.observationId, programmeId, context),
      sourceId: await sourceOf(input.sourceKey, programmeId, context),
    };
    if (row.observationId === null && row.sourceId === null)
      throw new ChangeRefused('BAD_USER_INPUT', 'Name the source, or the observation that says so.', {
        path: 'sourceKey',
      });
    await takeDefinitions(db, programmeId);
    const code = await freeCode(db, 'key_factor_evidence', programmeId, 'KE-');
    await insertRow(db, 'key_factor_evidence', { ...row, code });
    const after = { ...row, code };
    return {
      objectId: factorId,
      audit: { what: 'KEY_FACTOR_EVIDENCE_ADDED', programmeId, before: null, after },
    };
  },
});

async function observationOf(
  given: string | null | undefined,
  programmeId: string,
  { observations }: Context,
): Promise<string | null> {
  if (given == null) return null;
  const ofProgramme = async (ids: readonly string[]) =>
    new Map([...(await observations.byIds(ids))].filter(([, one]) => one.programmeId === programmeId));
  return (await needRow(given, 'observationId', 'observation in the programme', ofProgramme)).id;
}
