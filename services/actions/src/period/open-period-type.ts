import { ChangeRefused, needRow, needText, onlyFor } from '@kapstok/kit';
import { Language, mutation } from '../builder.ts';
import type { Context } from '../context.ts';
import { LANGUAGE_INPUT, languageOf, needLocal } from '../local-input.ts';
import { ReportingPeriodRef } from '../refs.ts';
import { checkDays } from './period.ts';

/** What every mutation of a period shows. */
export const SHOWS_PERIOD = {
  field: 'reportingPeriod',
  type: ReportingPeriodRef,
  description: 'The period as it is now. Null when it is not for you.',
  load: (id: string, { loaders, periods }: Context) => loaders.load('period', null, id, periods.byIds),
} as const;

export const ONLY_DIRECTORS = 'Only the director of the programme decides on its reporting periods.';
const CODE = /^[A-Za-z0-9][A-Za-z0-9._-]{0,39}$/;

mutation({
  name: 'openPeriod',
  description: 'Opens a time about which organisations report. For the director of the programme.',
  asks: 'Which time, and by when reports are expected.',
  input: (t) => ({
    programmeId: t.id({ required: true, description: 'The programme that it is of.' }),
    code: t.string({
      required: true,
      description: 'Code of your choice, such as `2026-Q3`: 1 to 40 letters, digits, dots, dashes.',
    }),
    title: t.string({ required: true, description: 'Name of the period, 200 characters at most.' }),
    language: t.field({ type: Language, description: LANGUAGE_INPUT }),
    startsOn: t.field({ type: 'Date', required: true, description: 'First day reported on.' }),
    endsOn: t.field({ type: 'Date', required: true, description: 'Last day reported on.' }),
    dueOn: t.field({ type: 'Date', required: true, description: 'By when reports are expected, UTC.' }),
  }),
  objectType: 'ReportingPeriod',
  shows: SHOWS_PERIOD,
  async change(input, context) {
    const { viewer, programmes, periods } = context;
    const programme = await needRow(input.programmeId, 'programmeId', 'programme', programmes.byIds);
    onlyFor(viewer, ['DIRECTOR'], programme.id, ONLY_DIRECTORS);
    const language = await languageOf(input.language, programme.id, context);
    const { startsOn, endsOn, dueOn } = input;
    const code = needText(input.code, 'code', 40);
    if (!CODE.test(code))
      throw new ChangeRefused('BAD_USER_INPUT', 'code has letters, digits, dots and dashes only.', {
        path: 'code',
      });
    checkDays({ startsOn, endsOn, dueOn });
    const days = { startsOn, endsOn, dueOn };
    const title = needLocal(input.title, 'title', 200, language);
    const id = await periods.open({ programmeId: programme.id, code, title, ...days });
    if (id === null)
      throw new ChangeRefused(
        'CONFLICT',
        `The programme has a period ${code} already. Choose another code.`,
        {
          path: 'code',
        },
      );
    return {
      objectId: id,
      audit: { what: 'PERIOD_OPENED', programmeId: programme.id, before: null, after: { code, ...days } },
    };
  },
});
