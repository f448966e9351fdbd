import { mapBy, type Page, type PageRequest, pagesByParent, pagesInOrder, toDomain } from '@kapstok/kit';
import type { Language } from '@kapstok/schema';
import { type Insertable, type RawBuilder, sql, type Updateable } from 'kysely';
import type { Tables } from '../database-types.ts';
import type { DB } from '../generated/kysely/types.ts';
import type { Rights } from '../rights/rights.ts';
import { planRows, testRows } from '../rights/row-conditions.ts';
import type { PovertyTest, TestState } from './poverty-test.ts';

/** Which tests of a list are wanted; what is left out does not restrict. */
export interface TestFilter {
  readonly stage?: readonly string[] | null | undefined;
  readonly advice?: readonly string[] | null | undefined;
  readonly isOverdue?: boolean | null | undefined;
}

/** Whose tests. */
export type TestOwner = 'programme' | 'domain' | 'block' | 'action' | 'agreement';

const OWNER = {
  programme: sql`test.programme_id`,
  domain: sql`plan.domain_id`,
  block: sql`plan.block_id`,
  action: sql`test.action_id`,
  agreement: sql`test.agreement_id`,
} as const satisfies Record<TestOwner, RawBuilder<unknown>>;

const BY_REQUEST = {
  id: sql`test.id`,
  keys: [{ by: sql`test.requested_on`, as: 'day' }],
  direction: 'DESC',
} as const;

/** What a test is about. */
export interface TestSubject {
  readonly programmeId: string;
  readonly domainId: string;
}

/** How far what was tested moved since the verdict. */
export interface SubjectMove {
  readonly id: string;
  readonly share: number;
  readonly movedPercent: number | null;
  readonly isBudgetMoved: boolean;
  readonly isGroupChanged: boolean;
}

/** Which page of whose tests. */
export interface TestPage {
  readonly owner: TestOwner;
  readonly filter: TestFilter;
  readonly today: string;
  readonly rights: Rights;
  readonly request: PageRequest;
}

/** Poverty tests. */
export class PovertyTestStore {
  readonly #tables: Tables;

  constructor(tables: Tables) {
    this.#tables = tables;
  }

  byIds = async (ids: readonly string[]): Promise<Map<string, PovertyTest>> => {
    const rows = await this.#tables.prisma.povertyTest.findMany({ where: { id: { in: [...ids] } } });
    return mapBy(rows.map(toDomain<PovertyTest>), (test) => test.id);
  };

  states = async (today: string, ids: readonly string[]): Promise<Map<string, TestState>> => {
    const { rows } = await sql<TestState>`
      select id, is_valid as "isValid", is_negative as "isNegative", is_overdue as "isOverdue"
      from test_state(${today}::date) where id = any (${ids}::uuid[])`.execute(this.#tables.sql);
    return mapBy(rows, (state) => state.id);
  };

  /** Adds a test that was asked for. */
  add = async (row: Insertable<DB['poverty_test']>): Promise<void> => {
    await this.#tables.sql.insertInto('poverty_test').values(row).execute();
  };

  /** Changes a test that is locked. */
  set = async (id: string, values: Updateable<DB['poverty_test']>): Promise<void> => {
    await this.#tables.sql.updateTable('poverty_test').set(values).where('id', '=', id).execute();
  };

  /** Keeps what the action was at the time of the verdict: planned money and whom it is meant for. */
  keepSubject = async (id: string): Promise<void> => {
    await sql`
      update poverty_test test set tested_cents = money.planned_cents, tested_currency = money.planned_currency,
        tested_group_ids = subject.people_group_ids
      from (select 1) here
      left join action_money money on money.action_id =
        (select action_id from poverty_test where id = ${id})
      left join action_subject subject on subject.action_id =
        (select action_id from poverty_test where id = ${id})
      where test.id = ${id}`.execute(this.#tables.sql);
  };

  /** Where an action stands, for whoever asks for a test of it; with the main language of its programme. */
  subject = async (actionId: string): Promise<TestSubject | undefined> => {
    const { rows } = await sql<TestSubject>`
      select plan.programme_id as "programmeId", plan.domain_id as "domainId"
      from plan_action plan where plan.action_id = ${actionId}`.execute(this.#tables.sql);
    return rows[0];
  };

  /** The main language of a programme, as the plan says; Dutch where it has not said. */
  languageOf = async (programmeId: string): Promise<Language> => {
    const { rows } = await sql<{ language: Language }>`
      select language from action_subject where programme_id = ${programmeId} and language is not null limit 1`.execute(
      this.#tables.sql,
    );
    return rows[0]?.language ?? 'nl';
  };

  /** How far the subject of each test moved since its verdict. */
  moves = async (ids: readonly string[]): Promise<Map<string, SubjectMove>> => {
    const { rows } = await sql<SubjectMove>`
      select test.id, test.retest_share as share,
        case when test.tested_currency = money.planned_currency and test.tested_cents <> 0
          then round(100 * abs(money.planned_cents - test.tested_cents) / test.tested_cents)::int end as "movedPercent",
        test.tested_cents is not null and (money.planned_cents is null
          or money.planned_currency <> test.tested_currency
          or 100 * abs(money.planned_cents - test.tested_cents) > test.retest_share * abs(test.tested_cents))
          as "isBudgetMoved",
        (test.stage = 'SCREENED_OUT' or test.advice is not null) and test.tested_group_ids is not null and subject.people_group_ids is not null
          and not (test.tested_group_ids @> subject.people_group_ids
            and test.tested_group_ids <@ subject.people_group_ids) as "isGroupChanged"
      from poverty_test test
      left join action_money money on money.action_id = test.action_id
      left join action_subject subject on subject.action_id = test.action_id
      where test.id = any (${ids}::uuid[])`.execute(this.#tables.sql);
    return mapBy(rows, (row) => row.id);
  };

  /** One page of the tests of each owner, latest request first. */
  pages = (
    { owner, filter, today, rights, request }: TestPage,
    ids: readonly string[],
  ): Promise<Map<string, Page>> => {
    const { sql: db } = this.#tables;
    const parent = OWNER[owner];
    const where = sql`${testRows(rights)} and ${matches(filter)}`;
    if (owner !== 'domain' && owner !== 'block') {
      const from = sql`test_state(${today}::date) test`;
      return pagesInOrder(db, { ...BY_REQUEST, from, parent, where }, request, ids);
    }
    const rows = sql`
      select ${parent}, test.id, test.requested_on::text
      from test_state(${today}::date) test
      join plan_action plan on plan.action_id = test.action_id and ${planRows(rights)}
      where ${parent} = any (${ids}::uuid[]) and ${where}`;
    return pagesByParent(db, rows, request, 'DESC');
  };
}

function matches({ stage, advice, isOverdue }: TestFilter): RawBuilder<unknown> {
  const parts: RawBuilder<unknown>[] = [sql`true`];
  if (stage != null) parts.push(sql`test.stage = any (${stage}::text[])`);
  if (advice != null) parts.push(sql`test.advice = any (${advice}::text[])`);
  if (isOverdue != null) parts.push(sql`test.is_overdue = ${isOverdue}`);
  return sql.join(parts, sql` and `);
}
