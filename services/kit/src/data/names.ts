import type { BulkSession } from '../bulk/bulk-session.ts';

/** What rows name by id, in the words of the file. */
export type Names = (id: string) => string;

/**
 * Names for ids, read once: an export of a million rows joins nothing, so that it comes in the order of an index,
 * from the first row on. There are as many names as a programme has indicators and sources, not as it has figures.
 */
export async function namesOf(session: BulkSession, select: string): Promise<Names> {
  const { rows } = await session.query<{ id: string; name: string }>(select);
  const names = new Map(rows.map(({ id, name }) => [id, name]));
  return (id) => names.get(id) ?? '';
}
