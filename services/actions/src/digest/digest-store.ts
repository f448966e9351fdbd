import { type Database, newId, type Queryable, runSql } from '@kapstok/kit';
import type { RoleAssignment, Viewer } from '@kapstok/schema';
import { sql } from 'kysely';
import { workOf } from '../worklist/row-conditions.ts';
import { digestOf, newsOf, type WaitingItem } from './digest-text.ts';

/** Somebody who can be told what waits for them. */
export interface ToldPerson {
  /** Id of the account. */
  readonly subject: string;
  readonly name: string | null;
  readonly roles: readonly RoleAssignment[];
}

/** A digest that waits to be delivered. */
export interface WaitingDigest {
  readonly id: string;
  readonly subject: string;
  readonly writtenOn: string;
  readonly body: string;
}

/**
 * Writes down for each person, once a day, what waits for them, when something of it is new to them. Call it as often
 * as you like, from however many processes. How many were written.
 */
export async function writeDigests(
  database: Database,
  people: readonly ToldPerson[],
  today: string,
): Promise<number> {
  let written = 0;
  for (const person of people) written += await database.change((db) => writeDigest(db, person, today));
  return written;
}

async function writeDigest(db: Queryable, person: ToldPerson, today: string): Promise<number> {
  const items = (await waitingFor(db, person, today)).flatMap((item) => {
    const news = newsOf(item, today);
    return news === null ? [] : [{ item, news }];
  });
  if (items.length === 0) return 0;
  const told = items.map(({ news }) => news);
  const { rowCount } = await db.query(
    `insert into digest (id, subject, written_on, body, item_count, told)
     select $1, $2, $3, $4, $5, $6::text[] where exists (
       select from unnest($6::text[]) news where not exists (
         select from digest former where former.subject = $2 and news = any (former.told)))
     on conflict do nothing`,
    [
      newId(),
      person.subject,
      today,
      digestOf(
        items.map(({ item }) => item),
        today,
      ),
      items.length,
      told,
    ],
  );
  return rowCount ?? 0;
}

/** What is in the worklists of a person, by programme and day due. */
function waitingFor(db: Queryable, { subject, roles }: ToldPerson, today: string): Promise<WaitingItem[]> {
  const viewer: Viewer = {
    subject,
    roles,
    published: [],
    mayWrite: false,
    languages: [],
    correlationId: 'hub',
  };
  return runSql(
    db,
    sql<WaitingItem>`
      select work.id, work.kind, programme.title as programme, programme.default_language as language, action.code,
        action.title, period.code as period, work.due_on::text as "dueOn",
        case work.kind when 'FOLLOW_UP' then work.id::text when 'REPORT' then work.id::text
          when 'FINISH' then work.id::text else work.update_id || '/' || work.content_version end as news
      from (${workOf({ viewer, today }, null)}) work
      join programme on programme.id = work.programme_id
      join action on action.id = work.action_id
      left join reporting_period period on period.id = work.period_id
      order by programme.slug, work.due_on, action.code, work.id`,
  );
}

/** Hands every digest that waits to `deliver`; how many there were. After a crash the same one may come again. */
export async function deliverDigests(
  database: Database,
  now: Date,
  deliver: (digest: WaitingDigest) => Promise<void>,
): Promise<number> {
  return database.change(async (db) => {
    const { rows } = await db.query<WaitingDigest>(
      `select id, subject, written_on::text as "writtenOn", body from digest
       where spooled_at is null order by id for update skip locked`,
    );
    for (const digest of rows) {
      await deliver(digest);
      await db.query('update digest set spooled_at = $2 where id = $1', [digest.id, now]);
    }
    return rows.length;
  });
}
