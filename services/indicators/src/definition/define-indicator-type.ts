import { freeCode, idOf, notThere, type Queryable, textOf } from '@kapstok/kit';
import { mutation } from '../builder.ts';
import {
  codeOf,
  type KnownProgramme,
  languageField,
  languageOf,
  needFreeCode,
  needLocal,
  needProgramme,
  onlySteeringFigures,
  sourceOf,
  takeDefinitions,
  WHO_STEERS,
} from '../change/needs-type.ts';
import { insertRow } from '../change/rows.ts';
import type { Context } from '../context.ts';
import {
  CountBasisEnum,
  DirectionEnum,
  FrequencyEnum,
  ResultLevelEnum,
  UnitEnum,
} from '../indicator/indicator-words.ts';
import { IndicatorRef } from '../refs.ts';
import { calculationOf, checkCalculations, type NewVersion, versionFields } from './definition-input-type.ts';
import { dimensionsOf } from './dimension-input-type.ts';

export const showIndicator = {
  field: 'indicator',
  type: IndicatorRef,
  description: 'The indicator as it is now. Null when it is not for you.',
  load: (id: string, { loaders, indicators }: Context) =>
    loaders.load('indicator', null, id, indicators.byIds),
};

mutation({
  name: 'defineIndicator',
  description: `Adds an indicator with the first version of its definition. ${WHO_STEERS}`,
  asks: 'What is to be watched, how it is measured, and which way is progress.',
  input: (t) => ({
    programmeId: t.id({ required: true, description: 'The programme that watches it.' }),
    code: t.string({ description: 'Code, unique within the programme; left out: the next free one.' }),
    title: t.string({ required: true, description: 'Title, 500 characters at most.' }),
    definition: t.string({
      required: true,
      description: 'What is counted or measured, 5000 characters at most.',
    }),
    level: t.field({
      type: ResultLevelEnum,
      required: true,
      description: 'What kind of result it measures; impact is never computed from outputs.',
    }),
    unit: t.field({ type: UnitEnum, required: true, description: 'In what its values are given.' }),
    direction: t.field({ type: DirectionEnum, required: true, description: 'Which way is progress.' }),
    isCumulative: t.boolean({
      required: true,
      description: 'Whether each value includes those of the periods before.',
    }),
    countBasis: t.field({
      type: CountBasisEnum,
      required: true,
      description: 'How persons or things that occur twice are counted.',
    }),
    frequency: t.field({
      type: FrequencyEnum,
      required: true,
      description: 'How often a new value is expected.',
    }),
    domainId: t.id({ description: 'The policy domain that it speaks of; left out: the whole programme.' }),
    note: t.string({ description: 'What a reader should know of it, 5000 characters at most.' }),
    ...versionFields(t),
    language: languageField(t),
  }),
  objectType: 'Indicator',
  shows: showIndicator,
  async change(input, context, db) {
    const programme = await needProgramme(db, input.programmeId);
    const programmeId = programme.id;
    const domainId = domainOf(input.domainId, programme);
    onlySteeringFigures(context, programmeId, domainId);
    const language = await languageOf(input.language, programmeId, db);
    const sourceId = await sourceOf(input.sourceKey, programmeId, context);
    await takeDefinitions(db, programmeId);
    const { level, unit, direction, isCumulative, countBasis, frequency } = input;
    const row = {
      ...{ programmeId, code: await newCode(input.code, programmeId, db), domainId, sourceId },
      ...{ level, unit, direction, isCumulative, countBasis, frequency },
      title: needLocal(input.title, 'title', 500, language),
      note: textOf(input.note, 'note', 5000),
    };
    const version: NewVersion = {
      version: 1,
      definition: needLocal(input.definition, 'definition', 5000, language),
      formula: textOf(input.formula, 'formula', 2000),
      calculation: calculationOf(input.calculation),
      dimensions: dimensionsOf(input.dimensions),
      ...{ unit: null, isCumulative: null, countBasis: null, sourceId },
      placeLevel: input.placeLevel ?? null,
      validFrom: input.validFrom ?? null,
    };
    await checkCalculations({ ...version, code: row.code, unit }, programmeId, context);
    const objectId = await insertRow(db, 'indicator', row);
    await insertRow(db, 'indicator_version', { programmeId, indicatorId: objectId, ...version });
    const after = { ...row, definition: version };
    return { objectId, audit: { what: 'INDICATOR_DEFINED', programmeId, before: null, after } };
  },
});

function domainOf(given: string | null | undefined, { domainIds }: KnownProgramme): string | null {
  if (given == null) return null;
  const id = idOf(given, 'domainId', 'policy domain of the programme');
  if (domainIds.includes(id)) return id;
  throw notThere('domainId', 'policy domain of the programme');
}

async function newCode(
  given: string | null | undefined,
  programmeId: string,
  db: Queryable,
): Promise<string> {
  if (given == null) return freeCode(db, 'indicator', programmeId, 'IND-');
  const code = codeOf(given, 'code');
  await needFreeCode(db, 'indicator', programmeId, code);
  return code;
}
