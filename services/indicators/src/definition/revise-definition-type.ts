import { CHANGE_INPUT, ChangeRefused, lockRow, textOf } from '@kapstok/kit';
import { mutation } from '../builder.ts';
import {
  languageField,
  languageOf,
  needLocal,
  sourceOf,
  steeredIndicator,
  takeDefinitions,
  takeFigures,
  WHO_STEERS,
} from '../change/needs-type.ts';
import { insertRow } from '../change/rows.ts';
import { tellsOf } from '../contribution/followed-actions.ts';
import { newestOf } from '../indicator/indicator.ts';
import { showIndicator } from './define-indicator-type.ts';
import {
  calculationOf,
  checkCalculations,
  isObserved,
  measureFields,
  type NewVersion,
  versionFields,
} from './definition-input-type.ts';
import { dimensionsOf } from './dimension-input-type.ts';

mutation({
  name: 'reviseIndicatorDefinition',
  description: `Adds a version to the definition of an indicator. Versions before stay as they are, and so do the figures measured under them; no trend is drawn from one to the other. ${WHO_STEERS}`,
  asks: 'What is measured from now on, and in what it differs.',
  input: (t) => ({
    indicatorId: t.id({ required: true, description: 'The indicator whose definition changes.' }),
    definition: t.string({
      required: true,
      description: 'What is counted or measured from now on, 5000 characters at most.',
    }),
    ...measureFields(t),
    ...versionFields(t),
    reason: t.string({ required: true, description: CHANGE_INPUT.reason }),
    language: languageField(t),
    expectedVersion: t.int({ description: CHANGE_INPUT.expectedVersion }),
  }),
  objectType: 'Indicator',
  shows: showIndicator,
  async change(input, context, db) {
    const { indicators } = context;
    const { id, programmeId } = await steeredIndicator(input.indicatorId, context);
    await takeDefinitions(db, programmeId);
    await takeFigures(db, [id]);
    const indicator = await lockRow(db, 'indicator', { id, byIds: indicators.byIds }, input.expectedVersion);
    const newest = newestOf((await indicators.definitions([id])).get(id) ?? []);
    const language = await languageOf(input.language, programmeId, db);
    const {
      unit = null,
      isCumulative = null,
      countBasis = null,
      placeLevel = null,
      validFrom = null,
    } = input;
    const version: NewVersion = {
      version: (newest?.version ?? 0) + 1,
      definition: needLocal(input.definition, 'definition', 5000, language),
      formula: textOf(input.formula, 'formula', 2000),
      calculation: calculationOf(input.calculation),
      dimensions: dimensionsOf(input.dimensions),
      ...{ unit, isCumulative, countBasis, placeLevel, validFrom },
      sourceId: await sourceOf(input.sourceKey, programmeId, context),
    };
    if (version.calculation !== null && (await isObserved(db, id)))
      throw new ChangeRefused('CONFLICT', OBSERVED, { path: 'calculation' });
    await checkCalculations(
      { ...version, code: indicator.code, unit: unit ?? indicator.unit },
      programmeId,
      context,
    );
    await insertRow(db, 'indicator_version', { programmeId, indicatorId: id, ...version });
    // The definition belongs to the indicator: whoever saw it before is told that it changed.
    await db.query('update indicator set version = version + 1 where id = $1', [id]);
    return {
      objectId: id,
      audit: {
        what: 'INDICATOR_DEFINITION_REVISED',
        programmeId,
        before: newest === null ? null : { ...newest },
        after: { ...version },
        reason: textOf(input.reason, 'reason', 1000),
      },
      tells: await tellsOf(db, programmeId, [id]),
    };
  },
});

const OBSERVED =
  'It has observed values, which a formula would put aside: define the calculation as an indicator of its own.';
