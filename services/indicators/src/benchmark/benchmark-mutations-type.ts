import { freeCode } from '@kapstok/kit';
import { mutation } from '../builder.ts';
import {
  languageField,
  languageOf,
  localOf,
  needLocal,
  needProgramme,
  sourceField,
  sourceOf,
  steeredSubject,
  takeDefinitions,
  WHO_STEERS,
} from '../change/needs-type.ts';
import { insertRow } from '../change/rows.ts';
import type { Context } from '../context.ts';
import { BenchmarkRef } from '../refs.ts';

mutation({
  name: 'recordBenchmark',
  description: `Notes what comparable cities reach and the own city wants to. ${WHO_STEERS}`,
  asks: 'What comparable cities reach, and by which indicator that can be seen.',
  input: (t) => ({
    programmeId: t.id({ required: true, description: 'The programme that wants it.' }),
    title: t.string({ required: true, description: 'Title, 500 characters at most.' }),
    description: t.string({ description: 'What comparable cities do or reach, 5000 characters at most.' }),
    indicatorId: t.id({
      description: 'The indicator by which it can be seen; left out: none, and the whole programme is meant.',
    }),
    sourceKey: sourceField(t, 'Where it is described.'),
    language: languageField(t),
  }),
  objectType: 'Benchmark',
  shows: {
    field: 'benchmark',
    type: BenchmarkRef,
    description: 'The benchmark as it is now. Null when it was refused.',
    load: (id: string, { loaders, benchmarks }: Context) =>
      loaders.load('benchmark', null, id, benchmarks.byIds),
  },
  async change(input, context, db) {
    const { id: programmeId } = await needProgramme(db, input.programmeId);
    const indicatorId = await steeredSubject(input.indicatorId, programmeId, context);
    const language = await languageOf(input.language, programmeId, db);
    const row = {
      ...{ programmeId, indicatorId, title: needLocal(input.title, 'title', 500, language) },
      description: localOf(input.description, 'description', 5000, language),
      sourceId: await sourceOf(input.sourceKey, programmeId, context),
    };
    await takeDefinitions(db, programmeId);
    const code = await freeCode(db, 'benchmark', programmeId, 'BM-');
    const objectId = await insertRow(db, 'benchmark', { ...row, code });
    const after = { ...row, code };
    return { objectId, audit: { what: 'BENCHMARK_RECORDED', programmeId, before: null, after } };
  },
});
