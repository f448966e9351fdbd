import { csvText, isId } from '@kapstok/kit';
import { builder } from '../builder.ts';
import type { Context } from '../context.ts';
import { ProgrammeRef } from '../refs.ts';
import type { ListedUpdate } from '../update/update-store.ts';
import { contentCells } from './file-cells.ts';
import { PROGRESS_FILE } from './progress-file.ts';

const MOST_ROWS = 5000;
const HEADERS = Object.keys(PROGRESS_FILE.columns);

interface UpdatesFile {
  readonly text: string;
  readonly rowCount: number;
  readonly totalCount: number;
}

const UpdatesFileRef = builder.objectRef<UpdatesFile>('ProgressUpdatesFile').implement({
  description: 'Progress updates as CSV, to work on elsewhere and import again.',
  fields: (t) => ({
    text: t.exposeString('text', {
      description: `The text, UTF-8, one line for each update below the headers ${HEADERS.join(', ')}. What is withheld from you is empty.`,
    }),
    rowCount: t.exposeInt('rowCount', { description: `How many lines it has, ${MOST_ROWS} at most.` }),
    totalCount: t.exposeInt('totalCount', {
      description:
        'How many updates there are for you; more than `rowCount` when the file was cut: ask by period.',
    }),
  }),
});

builder.objectField(ProgrammeRef, 'progressUpdatesCsv', (t) =>
  t.field({
    type: UpdatesFileRef,
    description: `The progress updates that you may read, as a file: by period, action and organisation, the latest period first, ${MOST_ROWS} at most. \`importProgressUpdates\` takes it; unchanged it has no effect.`,
    args: { periodId: t.arg.id({ description: 'Only of this period; of every period when left out.' }) },
    resolve: async ({ id }, { periodId }, context) => {
      const { viewer, loaders, updates } = context;
      if (periodId != null && !isId(periodId)) return fileOf([], context);
      const rows = await loaders.load('updates of programme', periodId ?? null, id, (ids) =>
        updates.listed(viewer, periodId ?? null, MOST_ROWS, ids),
      );
      return fileOf(rows ?? [], context);
    },
  }),
);

async function fileOf(
  rows: readonly ListedUpdate[],
  { viewer, updates, loaders }: Context,
): Promise<UpdatesFile> {
  const found = await Promise.all(
    rows.map(({ id }) => loaders.load('progress update', null, id, updates.byIds)),
  );
  const lines = rows.flatMap(({ actionCode, title, periodCode }, i) => {
    const update = found[i];
    if (update == null) return [];
    const cells: Readonly<Record<string, string>> = {
      action_code: actionCode,
      action_title: title,
      organisation_id: update.organisationId,
      period_code: periodCode,
      ...contentCells(update, viewer),
      state: update.state,
      version: String(update.version),
    };
    return [HEADERS.map((header) => cells[header] ?? '')];
  });
  return { text: csvText(HEADERS, lines), rowCount: lines.length, totalCount: rows[0]?.totalCount ?? 0 };
}
