import { freeCode } from '@kapstok/kit';
import { mutation } from '../builder.ts';
import {
  checkPeriod,
  languageField,
  languageOf,
  localOf,
  needLocal,
  needProgramme,
  pastDay,
  precisionField,
  sourceField,
  sourceOf,
  steeredSubject,
  takeDefinitions,
  WHO_STEERS,
} from '../change/needs-type.ts';
import { insertRow } from '../change/rows.ts';
import { ExternalFactorRef } from './comparison-type.ts';

mutation({
  name: 'recordExternalFactor',
  description: `Records what happened outside the programme and may have moved figures. ${WHO_STEERS}`,
  asks: 'What happened, from when to when, and which indicator it may have moved.',
  input: (t) => ({
    programmeId: t.id({ required: true, description: 'The programme whose figures it may have moved.' }),
    indicatorId: t.id({ description: 'The indicator that it concerns; left out: all of the programme.' }),
    title: t.string({ required: true, description: 'Title, 500 characters at most.' }),
    description: t.string({ description: 'What happened and why it matters, 5000 characters at most.' }),
    fromOn: t.field({ type: 'Date', required: true, description: 'Begin, not in the future.' }),
    fromOnPrecision: precisionField(t, 'fromOn'),
    untilOn: t.field({ type: 'Date', description: 'End, not in the future; left out: it goes on.' }),
    untilOnPrecision: precisionField(t, 'untilOn'),
    sourceKey: sourceField(t, 'Where it is said.'),
    language: languageField(t),
  }),
  objectType: 'ExternalFactor',
  shows: {
    field: 'externalFactor',
    type: ExternalFactorRef,
    description: 'The factor that was recorded. Null when nothing was.',
    load: (id, { loaders, comparisons }) =>
      loaders.load('external factor', null, id, comparisons.factorsByIds),
  },
  async change(input, context, db) {
    const { id: programmeId } = await needProgramme(db, input.programmeId);
    const indicatorId = await steeredSubject(input.indicatorId, programmeId, context);
    const language = await languageOf(input.language, programmeId, db);
    const from = pastDay(input.fromOn, input.fromOnPrecision, 'fromOn', context);
    const until =
      input.untilOn == null ? null : pastDay(input.untilOn, input.untilOnPrecision, 'untilOn', context);
    if (until !== null) checkPeriod(from.day, until.day);
    const row = {
      ...{ programmeId, indicatorId, title: needLocal(input.title, 'title', 500, language) },
      description: localOf(input.description, 'description', 5000, language),
      ...{ fromOn: from.day, fromOnPrecision: from.precision },
      ...{ untilOn: until?.day ?? null, untilOnPrecision: until?.precision ?? null },
      sourceId: await sourceOf(input.sourceKey, programmeId, context),
    };
    await takeDefinitions(db, programmeId);
    const code = await freeCode(db, 'external_factor', programmeId, 'EF-');
    const objectId = await insertRow(db, 'external_factor', { ...row, code });
    const after = { ...row, code };
    return { objectId, audit: { what: 'EXTERNAL_FACTOR_RECORDED', programmeId, before: null, after } };
  },
});
