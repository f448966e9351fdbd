import { isSpoken, mapBy, newId, type Page, type PageRequest, pagesByParent, toDomain } from '@kapstok/kit';
import { spokenFor, type Viewer } from '@kapstok/schema';
import { type RawBuilder, sql } from 'kysely';
import type { Tables } from '../database-types.ts';
import { isSteered } from '../update/row-conditions.ts';
import type { Comment, FollowUpFlag, Subject } from './thread.ts';

/** By what a list is asked for. */
export type ThreadParent = 'action_id' | 'update_id';

const WITH_DOMAIN = { action: { select: { domainId: true } } } as const;

/** What is said about actions and reports, and what is to be followed up. */
export class ThreadStore {
  readonly #tables: Tables;

  constructor(tables: Tables) {
    this.#tables = tables;
  }

  comments = async (ids: readonly string[]): Promise<Map<string, Comment>> => {
    const rows = await this.#tables.prisma.comment.findMany({
      where: { id: { in: [...ids] } },
      include: WITH_DOMAIN,
    });
    const comments = rows.map(({ action, ...row }) => ({
      ...toDomain<Comment>({ ...row, domainId: action.domainId }),
      writtenAt: row.writtenAt,
    }));
    return mapBy(comments, ({ id }) => id);
  };

  flags = async (ids: readonly string[]): Promise<Map<string, FollowUpFlag>> => {
    const rows = await this.#tables.prisma.followUp.findMany({
      where: { id: { in: [...ids] } },
      include: WITH_DOMAIN,
    });
    const flags = rows.map(({ action, ...row }) => ({
      ...toDomain<FollowUpFlag>({ ...row, domainId: action.domainId }),
      flaggedAt: row.flaggedAt,
      resolvedAt: row.resolvedAt,
    }));
    return mapBy(flags, ({ id }) => id);
  };

  /** One page of comments per action or update, the oldest first. */
  commentPages = (
    viewer: Viewer,
    parent: ThreadParent,
    request: PageRequest,
    ids: readonly string[],
  ): Promise<Map<string, Page>> => {
    const rows = sql`
      select said.${sql.ref(parent)}, said.id, to_char(said.written_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS')
      from comment said join action on action.id = said.action_id
      where said.${sql.ref(parent)} = any (${ids}::uuid[]) and ${isFor(viewer)}`;
    return pagesByParent(this.#tables.sql, rows, request);
  };

  /** One page of follow-up flags per action or update, by day due. */
  flagPages = (
    viewer: Viewer,
    parent: ThreadParent,
    isOpen: boolean | null,
    request: PageRequest,
    ids: readonly string[],
  ): Promise<Map<string, Page>> => {
    const rows = sql`
      select said.${sql.ref(parent)}, said.id, said.due_on::text
      from follow_up said join action on action.id = said.action_id
      where said.${sql.ref(parent)} = any (${ids}::uuid[]) and ${isFor(viewer)}
        and ${isOpen === null ? sql`true` : sql`(said.resolved_at is null) = ${isOpen}`}`;
    return pagesByParent(this.#tables.sql, rows, request);
  };

  say = async (comment: Omit<Comment, 'id' | 'version'>): Promise<string> => {
    const id = newId();
    await this.#tables.sql
      .insertInto('comment')
      .values({
        ...subjectColumns(id, comment),
        body: comment.body,
        written_by: comment.writtenBy,
        written_at: comment.writtenAt,
      })
      .execute();
    return id;
  };

  withdraw = async (id: string, withdrawnAt: Date): Promise<void> => {
    await this.#tables.sql
      .updateTable('comment')
      .set({ body: null, withdrawn_at: withdrawnAt })
      .where('id', '=', id)
      .execute();
  };

  flag = async (
    flag: Omit<FollowUpFlag, 'id' | 'version' | 'answer' | 'resolvedBy' | 'resolvedAt'>,
  ): Promise<string> => {
    const id = newId();
    await this.#tables.sql
      .insertInto('follow_up')
      .values({
        ...subjectColumns(id, flag),
        role: flag.role,
        due_on: flag.dueOn,
        reason: flag.reason,
        flagged_by: flag.flaggedBy,
        flagged_at: flag.flaggedAt,
      })
      .execute();
    return id;
  };

  resolve = async (id: string, answer: string, resolvedBy: string, resolvedAt: Date): Promise<void> => {
    await this.#tables.sql
      .updateTable('follow_up')
      .set({ answer, resolved_by: resolvedBy, resolved_at: resolvedAt })
      .where('id', '=', id)
      .execute();
  };
}

const subjectColumns = (id: string, { programmeId, actionId, updateId, field, organisationId }: Subject) => ({
  id,
  programme_id: programmeId,
  action_id: actionId,
  update_id: updateId,
  field,
  organisation_id: organisationId,
});

/** `talks` of a list. */
function isFor(viewer: Viewer): RawBuilder<unknown> {
  const own = isSpoken(spokenFor(viewer), sql`said.organisation_id`, sql`said.programme_id`);
  return sql`(${own} or ${isSteered(viewer, sql`said.programme_id`, sql`action.domain_id`)})`;
}
