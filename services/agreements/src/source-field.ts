import { programmesOf, type SourceValue } from '@kapstok/kit';
import { Source } from './builder.ts';
import type { Context } from './context.ts';

/** The source of a row; all sources of an answer are read together. */
function loadSource(
  row: { readonly sourceId: string | null },
  { loaders, sources, viewer }: Context,
): Promise<SourceValue | null> | null {
  const plan = programmesOf(viewer, 'PLAN');
  return row.sourceId === null
    ? null
    : loaders.load('source', null, row.sourceId, (ids) => sources.byIds(plan, ids));
}

/** The field `source` of a row that names one. */
export const sourceField = {
  type: Source,
  nullable: true,
  description: 'Where it is said. Null when no source is named, or the plan may not be read.',
  resolve: (row: { readonly sourceId: string | null }, _args: unknown, context: Context) =>
    loadSource(row, context),
} as const;
