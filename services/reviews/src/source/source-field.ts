import { programmesOf } from '@kapstok/kit';
import { Source } from '../builder.ts';
import type { Context } from '../context.ts';

/** The field `source` of a row; all sources of an answer are read together. */
export const sourceField = {
  type: Source,
  nullable: true,
  description: 'Where it is said. Null when no source is named, or the plan may not be read.',
  resolve: (
    { sourceId }: { readonly sourceId: string | null },
    _args: unknown,
    { loaders, sources, viewer }: Context,
  ) =>
    sourceId === null
      ? null
      : loaders.load('source', null, sourceId, (ids) => sources.byIds(programmesOf(viewer, 'PLAN'), ids)),
} as const;
