import {
  CHANGE_INPUT,
  ChangeRefused,
  freeCode,
  lockRow,
  needRow,
  needText,
  onlyFor,
  textOf,
} from '@kapstok/kit';
import { mutation } from '../builder.ts';
import {
  type InputBuilder,
  languageField,
  languageOf,
  needLocal,
  needProgramme,
  pastDay,
  precisionField,
  sourceField,
  sourceOf,
  takeDefinitions,
  urlOf,
} from '../change/needs-type.ts';
import { insertRow, updateRow } from '../change/rows.ts';
import type { Context } from '../context.ts';
import { PublishedFigureRef } from '../refs.ts';

const WHO = 'For the director and the coordinators of the programme.';
const onlySteering = ({ viewer }: Context, programmeId: string) =>
  onlyFor(
    viewer,
    ['DIRECTOR', 'COORDINATOR'],
    programmeId,
    'Only the director or a coordinator of the programme keeps the register of published figures.',
  );
const show = {
  field: 'publishedFigure',
  type: PublishedFigureRef,
  description: 'The number as it stands in the register. Null when it is not for you.',
  load: (id: string, { loaders, published }: Context) =>
    loaders.load('published figure', null, id, published.byIds),
};
const traceFields = (t: InputBuilder) => ({
  observationId: t.id({ description: 'The observation behind it, of the same programme.' }),
  untraceable: t.string({
    description: 'Instead: why no observation stands behind it, 1000 characters at most.',
  }),
});

mutation({
  name: 'registerPublishedFigure',
  description: `Notes a number that was printed or said, and what stands behind it. With neither observation nor reason nobody looked yet. ${WHO}`,
  asks: 'Which number was said, in which words, where and when.',
  input: (t) => ({
    programmeId: t.id({ required: true, description: 'The programme that it is about.' }),
    quote: t.string({ required: true, description: 'The words, 2000 characters at most.' }),
    value: t.field({ type: 'Decimal', description: 'The number in them, when they give one.' }),
    saidIn: t.string({
      required: true,
      description: 'Where: the speech, page or article; 500 characters at most.',
    }),
    saidOn: t.field({ type: 'Date', description: 'When, UTC, not in the future; left out: not known.' }),
    saidOnPrecision: precisionField(t, 'saidOn'),
    url: t.string({ description: 'Web address, if it has one.' }),
    ...traceFields(t),
    sourceKey: sourceField(t, 'In which it was said.'),
    language: languageField(t),
  }),
  objectType: 'PublishedFigure',
  shows: show,
  async change(input, context, db) {
    const { id: programmeId } = await needProgramme(db, input.programmeId);
    onlySteering(context, programmeId);
    const language = await languageOf(input.language, programmeId, db);
    const said =
      input.saidOn == null ? null : pastDay(input.saidOn, input.saidOnPrecision, 'saidOn', context);
    const row = {
      ...{ programmeId, quote: needLocal(input.quote, 'quote', 2000, language), value: input.value ?? null },
      ...{ saidIn: needText(input.saidIn, 'saidIn', 500), url: urlOf(input.url, 'url') },
      ...{ saidOn: said?.day ?? null, saidOnPrecision: said?.precision ?? null },
      ...(await traceFrom(input, programmeId, context)),
      sourceId: await sourceOf(input.sourceKey, programmeId, context),
    };
    await takeDefinitions(db, programmeId);
    const code = await freeCode(db, 'published_figure', programmeId, 'PF-');
    const objectId = await insertRow(db, 'published_figure', { ...row, code });
    const after = { ...row, code };
    return { objectId, audit: { what: 'PUBLISHED_FIGURE_REGISTERED', programmeId, before: null, after } };
  },
});

mutation({
  name: 'tracePublishedFigure',
  description: `Says which observation stands behind a published number, or why none does. ${WHO}`,
  asks: 'Which number is traced to what.',
  input: (t) => ({
    publishedFigureId: t.id({ required: true, description: 'The number of the register.' }),
    ...traceFields(t),
    expectedVersion: t.int({ description: CHANGE_INPUT.expectedVersion }),
  }),
  objectType: 'PublishedFigure',
  shows: show,
  async change(input, context, db) {
    const { byIds } = context.published;
    const known = await needRow(input.publishedFigureId, 'publishedFigureId', 'published figure', byIds);
    const { programmeId } = known;
    onlySteering(context, programmeId);
    const trace = await traceFrom(input, programmeId, context);
    if (trace.observationId === null && trace.untraceable === null)
      throw new ChangeRefused('BAD_USER_INPUT', 'Name an observation, or say why there is none.', {
        path: 'observationId',
      });
    const before = await lockRow(db, 'published_figure', { id: known.id, byIds }, input.expectedVersion);
    await updateRow(db, 'published_figure', before.id, trace);
    const { observationId, untraceable } = before;
    return {
      objectId: before.id,
      audit: {
        ...{ what: 'PUBLISHED_FIGURE_TRACED', programmeId, after: trace },
        before: { observationId, untraceable },
      },
    };
  },
});

/** What stands behind a number: an observation of the programme, or the reason why none does. */
async function traceFrom(
  input: {
    readonly observationId?: string | null | undefined;
    readonly untraceable?: string | null | undefined;
  },
  programmeId: string,
  { observations }: Context,
): Promise<{ readonly observationId: string | null; readonly untraceable: string | null }> {
  const untraceable = textOf(input.untraceable, 'untraceable', 1000);
  if (input.observationId == null) return { observationId: null, untraceable };
  if (untraceable !== null)
    throw new ChangeRefused('BAD_USER_INPUT', 'It is traced or it is not: give one of the two.', {
      path: 'untraceable',
    });
  const ofProgramme = async (ids: readonly string[]) =>
    new Map([...(await observations.byIds(ids))].filter(([, one]) => one.programmeId === programmeId));
  const what = 'observation in the programme';
  const { id } = await needRow(input.observationId, 'observationId', what, ofProgramme);
  return { observationId: id, untraceable: null };
}
