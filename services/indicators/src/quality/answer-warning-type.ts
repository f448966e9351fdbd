import { CHANGE_INPUT, ChangeRefused, lockRow, needRow } from '@kapstok/kit';
import { mutation } from '../builder.ts';
import {
  languageField,
  languageOf,
  needLocal,
  onlySteeringFigures,
  WHO_STEERS,
} from '../change/needs-type.ts';
import { updateRow } from '../change/rows.ts';
import { QualityWarningRef } from '../refs.ts';

mutation({
  name: 'answerQualityWarning',
  description: `Says why a figure that looked odd is right all the same, or what is done about it. The answer stays. ${WHO_STEERS}`,
  asks: 'Which warning is answered, and how.',
  input: (t) => ({
    warningId: t.id({ required: true, description: 'The warning that is answered.' }),
    answer: t.string({
      required: true,
      description: 'Why it is right all the same, or what is done about it; 2000 characters at most.',
    }),
    language: languageField(t),
    expectedVersion: t.int({ description: CHANGE_INPUT.expectedVersion }),
  }),
  objectType: 'QualityWarning',
  shows: {
    field: 'warning',
    type: QualityWarningRef,
    description: 'The warning with its answer. Null when it is not for you.',
    load: (id, { loaders, quality }) => loaders.load('quality warning', null, id, quality.byIds),
  },
  async change(input, context, db) {
    const { quality, observations, indicators, today } = context;
    const known = await needRow(input.warningId, 'warningId', 'warning', quality.byIds);
    const { programmeId, observationId } = known;
    const observation = (await observations.byIds([observationId])).get(observationId);
    const indicatorId = observation?.indicatorId ?? '';
    const indicator = (await indicators.byIds([indicatorId])).get(indicatorId);
    onlySteeringFigures(context, programmeId, indicator?.domainId);
    const answer = needLocal(input.answer, 'answer', 2000, await languageOf(input.language, programmeId, db));
    const of = { id: known.id, byIds: quality.byIds };
    const { id, code, answeredOn } = await lockRow(db, 'quality_warning', of, input.expectedVersion);
    if (answeredOn !== null)
      throw new ChangeRefused(
        'CONFLICT',
        `It was answered on ${answeredOn}; an answer stays as it was given.`,
        {
          path: 'warningId',
          objectId: id,
        },
      );
    await updateRow(db, 'quality_warning', id, { answer, answeredOn: today });
    const after = { observationId, code, answer };
    return {
      objectId: id,
      audit: { what: 'QUALITY_WARNING_ANSWERED', programmeId, before: null, after },
    };
  },
});
