import { type Database, groupBy, newId, type Queryable } from '@kapstok/kit';
import type { Language, LocalText, ReminderStep } from '@kapstok/schema';
import { sql } from 'kysely';
import { owed } from '../worklist/row-conditions.ts';
import { digestText, stepOn } from './digest.ts';

/** A digest that waits to be delivered. */
export interface WaitingReminder {
  readonly id: string;
  readonly programmeId: string;
  readonly programme: string;
  readonly organisationId: string;
  readonly period: string;
  readonly step: ReminderStep;
  readonly remindedOn: string;
  readonly body: string;
}

interface OpenPeriod {
  readonly id: string;
  readonly programmeId: string;
  readonly code: string;
  readonly title: LocalText;
  readonly dueOn: string;
  readonly language: Language;
}
interface OwedAction {
  readonly organisationId: string;
  readonly code: string;
  readonly title: LocalText;
  readonly isReturned: boolean;
}

/**
 * Writes down, once for each period, organisation and step, what organisations are to be reminded of today; how many
 * are new. Call it every day, or as often as you like: it does nothing twice, by however many processes.
 */
export async function writeReminders(database: Database, today: string): Promise<number> {
  return database.change(async (db) => {
    const { rows } = await db.query<OpenPeriod>(
      `select period.id, period.programme_id as "programmeId", code, period.title, due_on as "dueOn",
         default_language as language
       from reporting_period period join programme on programme.id = period.programme_id
       where state = 'OPEN' and due_on <= $1::date + 21 order by due_on, period.id`,
      [today],
    );
    let written = 0;
    for (const period of rows) written += await writeForPeriod(db, database, period, today);
    return written;
  });
}

async function writeForPeriod(
  db: Queryable,
  database: Database,
  period: OpenPeriod,
  today: string,
): Promise<number> {
  const step = stepOn(period.dueOn, today);
  if (step === null) return 0;
  const byOrganisation = groupBy(await owedIn(db, database, period.id), (row) => row.organisationId);
  let written = 0;
  for (const [organisationId, actions] of byOrganisation) {
    const body = digestText(period, actions, today);
    const { rowCount } = await db.query(
      `insert into reminder (id, programme_id, period_id, organisation_id, step, reminded_on, body, action_count)
       values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict do nothing`,
      [newId(), period.programmeId, period.id, organisationId, step, today, body, actions.length],
    );
    written += rowCount ?? 0;
  }
  return written;
}

/** What organisations have not handed in yet, by code. */
async function owedIn(db: Queryable, database: Database, periodId: string): Promise<OwedAction[]> {
  const question = sql`
    select organisation_id as "organisationId", code, title, coalesce(state = 'RETURNED', false) as "isReturned"
    from (${owed(sql`period.id = ${periodId}`)}) due
    where coalesce(state, 'DRAFT') in ('DRAFT', 'RETURNED') order by organisation_id, code`;
  const { sql: text, parameters } = question.compile(database.kysely<unknown>());
  return (await db.query<OwedAction>(text, [...parameters])).rows;
}

/**
 * Hands every digest that waits to `deliver`, one after the other; how many there were. What fails waits for the next
 * time. After a crash between delivery and its note the same digest comes again, under the same id.
 */
export async function deliverReminders(
  database: Database,
  now: Date,
  deliver: (reminder: WaitingReminder) => Promise<void>,
): Promise<number> {
  return database.change(async (db) => {
    const { rows } = await db.query<WaitingReminder>(
      `select reminder.id, reminder.programme_id as "programmeId", programme.slug as programme,
         organisation_id as "organisationId", period.code as period, step, reminded_on as "remindedOn", body
       from reminder join reporting_period period on period.id = reminder.period_id
       join programme on programme.id = reminder.programme_id
       where spooled_at is null order by reminder.id for update of reminder skip locked`,
    );
    for (const reminder of rows) {
      await deliver(reminder);
      await db.query('update reminder set spooled_at = $2 where id = $1', [reminder.id, now]);
    }
    return rows.length;
  });
}
