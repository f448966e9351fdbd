import { groupBy, mapBy, newId, toDomain } from '@kapstok/kit';
import { sql } from 'kysely';
import type { Tables } from '../database-types.ts';
import type { Publication } from './publication.ts';

/** What of programmes everybody may read. */
export class PublicationStore {
  readonly #tables: Tables;

  constructor(tables: Tables) {
    this.#tables = tables;
  }

  byIds = async (ids: readonly string[]): Promise<Map<string, Publication>> => {
    const rows = await this.#tables.prisma.publication.findMany({ where: { id: { in: [...ids] } } });
    return mapBy(rows.map(toDomain<Publication>), (publication) => publication.id);
  };

  byProgrammes = async (ids: readonly string[]): Promise<Map<string, Publication[]>> => {
    const rows = await this.#tables.prisma.publication.findMany({
      where: { programmeId: { in: [...ids] } },
      orderBy: { kind: 'asc' },
    });
    return groupBy(rows.map(toDomain<Publication>), (publication) => publication.programmeId);
  };

  /** The publication of a kind, which stays as it is until the change ends; undefined when it is not published. */
  lock = async (programmeId: string, kind: string): Promise<Publication | undefined> => {
    const { rows } = await sql<Publication>`
      select id, programme_id as "programmeId", kind, published_on::text as "publishedOn", note, version
      from publication where programme_id = ${programmeId} and kind = ${kind} for update`.execute(
      this.#tables.sql,
    );
    return rows[0];
  };

  /** Publishes, inside a change; null when somebody else did meanwhile. */
  add = async (row: Omit<Publication, 'id' | 'version'>): Promise<string | null> => {
    const added = await this.#tables.sql
      .insertInto('publication')
      .values({
        id: newId(),
        programme_id: row.programmeId,
        kind: row.kind,
        published_on: row.publishedOn,
        note: row.note,
      })
      .onConflict((conflict) => conflict.doNothing())
      .returning('id')
      .executeTakeFirst();
    return added?.id ?? null;
  };

  set = async (
    id: string,
    { publishedOn, note }: Pick<Publication, 'publishedOn' | 'note'>,
  ): Promise<void> => {
    const { numUpdatedRows } = await this.#tables.sql
      .updateTable('publication')
      .set((row) => ({ published_on: publishedOn, note, version: row('version', '+', 1) }))
      .where('id', '=', id)
      .executeTakeFirst();
    if (numUpdatedRows !== 1n) throw new Error('A publication that was locked could not be changed.');
  };

  remove = async (id: string): Promise<void> => {
    const { numDeletedRows } = await this.#tables.sql
      .deleteFrom('publication')
      .where('id', '=', id)
      .executeTakeFirst();
    if (numDeletedRows !== 1n) throw new Error('A publication that was locked could not be removed.');
  };
}
