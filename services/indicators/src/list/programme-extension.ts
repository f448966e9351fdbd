import { ProgrammeRef } from '../refs.ts';
import { FigureReleaseRef } from '../release/release-type.ts';
import { IndicatorConnection, indicatorListArgs, loadIndicators } from './indicator-list-type.ts';

ProgrammeRef.implement({
  programmeOf: ({ id }) => id,
  externalFields: (t) => ({ id: t.id() }),
  fields: (t) => ({
    indicators: t.field({
      type: IndicatorConnection,
      nullable: true,
      description:
        'The indicators of the programme, by code. Null for who does not read its figures, or when the indicators service cannot be reached.',
      args: indicatorListArgs,
      reads: 'FIGURES',
      resolve: ({ id }, args, context) => loadIndicators('programme', id, args, context),
    }),
    figureReleases: t.field({
      type: [FigureReleaseRef],
      nullable: true,
      description:
        'What of its figures was shown outside, and what was withheld; the latest first. Null for who does not steer the programme, or when the indicators service cannot be reached.',
      reads: 'INTERNAL',
      resolve: async ({ id }, _args, { loaders, releases }) =>
        (await loaders.loadId('figure releases of programme', id, releases.byProgrammes)) ?? [],
    }),
  }),
});
