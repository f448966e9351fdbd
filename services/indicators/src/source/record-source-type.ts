import { ChangeRefused, needText, onlyFor, textOf } from '@kapstok/kit';
import { DatePrecision, mutation, Source } from '../builder.ts';
import { codeOf, needProgramme, pastDay, takeDefinitions, urlOf } from '../change/needs-type.ts';
import { insertRow } from '../change/rows.ts';

mutation({
  name: 'recordFigureSource',
  description:
    'Adds a source, such as a publication, which figures then name by its key. For the director and the coordinators of the programme.',
  asks: 'Where figures come from: who said it, where and when.',
  input: (t) => ({
    programmeId: t.id({ required: true, description: 'The programme whose figures name it.' }),
    key: t.string({ required: true, description: 'Short key, unique within the programme.' }),
    citation: t.string({
      required: true,
      description: 'Who said it, where, when: enough to find it again; 1000 characters at most.',
    }),
    url: t.string({ description: 'Web address, if it has one.' }),
    publishedOn: t.field({ type: 'Date', description: 'When it was published, UTC, not in the future.' }),
    publishedOnPrecision: t.field({
      type: DatePrecision,
      description: 'How much of `publishedOn` is known; left out: the day.',
    }),
    note: t.string({ description: 'What a reader should know of it, 2000 characters at most.' }),
  }),
  objectType: 'Source',
  shows: {
    field: 'source',
    type: Source,
    description: 'The source that was added, or that has the key. Null when nothing was added.',
    load: (id, { loaders, sources }) => loaders.load('source', null, id, sources.byIds),
  },
  async change(input, context, db) {
    const { id: programmeId } = await needProgramme(db, input.programmeId);
    onlyFor(
      context.viewer,
      ['DIRECTOR', 'COORDINATOR'],
      programmeId,
      'Only the director or a coordinator of the programme adds a source.',
    );
    const key = codeOf(input.key, 'key');
    await takeDefinitions(db, programmeId);
    const there = (await context.sources.idsByKeys(programmeId, [key])).get(key);
    if (there !== undefined)
      throw new ChangeRefused(
        'CONFLICT',
        `The programme has a source ${key} already; use it, or another key.`,
        {
          path: 'key',
          objectId: there,
        },
      );
    const published =
      input.publishedOn == null
        ? { day: null, precision: null }
        : pastDay(input.publishedOn, input.publishedOnPrecision, 'publishedOn', context);
    const row = {
      ...{ programmeId, key, citation: needText(input.citation, 'citation', 1000) },
      url: urlOf(input.url, 'url'),
      publishedOn: published.day,
      publishedOnPrecision: published.precision,
      note: textOf(input.note, 'note', 2000),
    };
    const objectId = await insertRow(db, 'source', row);
    return { objectId, audit: { what: 'SOURCE_RECORDED', programmeId, before: null, after: row } };
  },
});
