import { EMPTY_PAGE, enumValues, loadPage, pageRequest } from '@kapstok/kit';
import { IMPORT_OUTCOME, type ImportOutcome, UPDATE_IMPORT_STATE } from '@kapstok/schema';
import { builder, connectionType } from '../builder.ts';
import type { Context } from '../context.ts';
import { ProgrammeRef, ProgressUpdateRef, ReportingPeriodRef } from '../refs.ts';
import type { RowProblem, UpdateImport, UpdateImportRow } from './update-import.ts';

const State = builder.enumType('UpdateImportState', {
  description: 'How an import stands.',
  values: enumValues(UPDATE_IMPORT_STATE),
});
const Outcome = builder.enumType('ImportOutcome', {
  description: 'What became of a line of a file, or in a dry run would.',
  values: enumValues(IMPORT_OUTCOME),
});

const ProblemRef = builder.objectRef<RowProblem>('ImportProblem').implement({
  description: 'What is wrong with a line of a file, and what would be right.',
  fields: (t) => ({
    column: t.exposeString('column', {
      nullable: true,
      description: 'Header of the column. Null when it is about the whole line.',
    }),
    message: t.exposeString('message', { description: 'What was wrong and what would be right.' }),
  }),
});

const RowRef = builder.objectRef<UpdateImportRow>('UpdateImportRow').implement({
  description: 'What became of one line of a file.',
  fields: (t) => ({
    line: t.exposeInt('line', {
      description:
        'Where it ends in the file; the headers are line 1, and a text in a cell can take several.',
    }),
    outcome: t.field({
      type: Outcome,
      description: 'What became of it, or in a dry run would.',
      resolve: ({ outcome }) => outcome,
    }),
    changedColumns: t.field({
      type: ['String'],
      description:
        'Columns that differ from what was there, in the order of the file; empty when it was refused.',
      resolve: ({ changed }) => [...changed],
    }),
    problems: t.field({
      type: [ProblemRef],
      description: 'Why it was refused; empty when it was not.',
      resolve: ({ problems }) => [...problems],
    }),
    progressUpdate: t.field({
      type: ProgressUpdateRef,
      nullable: true,
      description: 'The update that it is about, as it is now. Null when there is none that is for you.',
      resolve: ({ updateId }, _args, { loaders, updates }) =>
        updateId === null ? null : loaders.load('progress update', null, updateId, updates.byIds),
    }),
  }),
});
const RowConnection = connectionType('UpdateImportRow', 'lines of a file', RowRef);

const countsOf = async ({ id }: UpdateImport, { loaders, updateImports }: Context) =>
  (await loaders.load('import counts', null, id, updateImports.counts)) ?? {};

const COUNTS: readonly [string, ImportOutcome, string][] = [
  ['createdCount', 'CREATED', 'How many drafts were made, or in a dry run would be.'],
  ['changedCount', 'CHANGED', 'How many drafts were changed, or in a dry run would be.'],
  ['submittedCount', 'SUBMITTED', 'How many updates were submitted, or in a dry run would be.'],
  ['unchangedCount', 'UNCHANGED', 'How many lines said what was there already.'],
  ['refusedCount', 'REFUSED', 'How many lines were refused.'],
];

const UpdateImportRef = builder.objectRef<UpdateImport>('UpdateImport').implement({
  description:
    'A file of progress updates that somebody sent. The hub carries it out in the background; ask again until it is DONE or FAILED.',
  isReadable: ({ askedBy }, { viewer }) => askedBy === viewer.subject,
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Stable identifier, opaque.' }),
    period: t.field({
      type: ReportingPeriodRef,
      nullable: true,
      description: 'The only period of which rows are taken. Null when they are taken of any.',
      resolve: ({ periodId }, _args, { loaders, periods }) =>
        periodId === null ? null : loaders.load('period', null, periodId, periods.byIds),
    }),
    state: t.field({ type: State, description: 'How it stands.', resolve: ({ state }) => state }),
    isDryRun: t.exposeBoolean('isDryRun', {
      description: 'Whether it is only tried out and changes nothing.',
    }),
    isSubmitting: t.exposeBoolean('isSubmitting', { description: 'Whether what is saved is submitted too.' }),
    fileHash: t.exposeString('fileHash', { description: 'SHA-256 of the text as UTF-8, in hex.' }),
    askedAt: t.field({
      type: 'DateTime',
      description: 'When it was sent, UTC.',
      resolve: (row) => row.askedAt,
    }),
    endedAt: t.field({
      type: 'DateTime',
      nullable: true,
      description: 'When it ended, UTC. Null while it did not.',
      resolve: ({ endedAt }) => endedAt,
    }),
    failure: t.exposeString('failure', {
      nullable: true,
      description: 'Why it was given up. Null when it was not.',
    }),
    rowCount: t.exposeInt('rowCount', { description: 'How many lines the file has, headers left out.' }),
    doneCount: t.int({
      description: 'How many lines were looked at so far.',
      resolve: async (row, _args, context) =>
        Object.values(await countsOf(row, context)).reduce((sum, n) => sum + n, 0),
    }),
    ...Object.fromEntries(
      COUNTS.map(([name, outcome, description]) => [
        name,
        t.int({
          description,
          resolve: async (row, _args, context) => (await countsOf(row, context))[outcome] ?? 0,
        }),
      ]),
    ),
    rows: t.field({
      type: RowConnection,
      description: 'What became of the lines so far, in the order of the file.',
      args: {
        outcomes: t.arg({ type: [Outcome], description: 'Only lines that came to this; all when left out.' }),
        first: t.arg.int({ description: 'How many rows, 1 to 100; 20 when left out.' }),
        after: t.arg.string({ description: 'Start after this cursor; from the beginning when left out.' }),
      },
      resolve: async ({ id }, { outcomes, ...args }, { loaders, updateImports }) => {
        const request = pageRequest(args);
        const page = await loaders.load('import rows', [outcomes ?? null, request], id, (ids) =>
          updateImports.rowPages(outcomes ?? null, request, ids),
        );
        return loadPage(page ?? EMPTY_PAGE, (key) =>
          loaders.load('import row', null, key, updateImports.rowsByIds),
        );
      },
    }),
  }),
});
const UpdateImportConnection = connectionType('UpdateImport', 'imports of progress updates', UpdateImportRef);

builder.objectFields(ProgrammeRef, (t) => ({
  updateImports: t.field({
    type: UpdateImportConnection,
    description: 'The files of progress updates that you sent for it, the latest first.',
    args: {
      first: t.arg.int({ description: 'How many rows, 1 to 100; 20 when left out.' }),
      after: t.arg.string({ description: 'Start after this cursor; from the beginning when left out.' }),
    },
    resolve: async ({ id }, args, { viewer, loaders, updateImports }) => {
      const request = pageRequest(args);
      const page = await loaders.load('update imports', request, id, (ids) =>
        updateImports.pages(viewer, request, ids),
      );
      return loadPage(page ?? EMPTY_PAGE, (key) =>
        loaders.load('update import', null, key, updateImports.byIds),
      );
    },
  }),
  updateImport: t.field({
    type: UpdateImportRef,
    nullable: true,
    description:
      'One such file, to see how far it is. Null when you sent none with this id for the programme.',
    args: { id: t.arg.id({ required: true, description: 'Id of the import.' }) },
    resolve: async ({ id: programmeId }, { id }, { loaders, updateImports }) => {
      const found = await loaders.loadId('update import', id, updateImports.byIds);
      return found?.programmeId === programmeId ? found : null;
    },
  }),
}));

/** What the mutation shows. */
export const SHOWS_IMPORT = {
  field: 'updateImport',
  type: UpdateImportRef,
  description: 'The import as it stands now. Null when the file was not taken.',
  load: (id: string, { loaders, updateImports }: Context) =>
    loaders.load('update import', null, id, updateImports.byIds),
} as const;
