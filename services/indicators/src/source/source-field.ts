import type { SourceValue } from '@kapstok/kit';
import type { Context } from '../context.ts';

/** The source of a row; all sources of an answer are read together. */
export function loadSource(
  row: { readonly sourceId: string | null },
  { loaders, sources }: Context,
): Promise<SourceValue | null> | null {
  return row.sourceId === null ? null : loaders.load('source', null, row.sourceId, sources.byIds);
}
