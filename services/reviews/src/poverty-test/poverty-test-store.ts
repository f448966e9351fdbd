import { mapBy, type Page, type PageRequest, pagesByParent, toDomain } from '@kapstok/kit';
import { type RawBuilder, sql } from 'kysely';
import type { Tables } from '../database-types.ts';
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

  /** One page of the tests of each owner, latest request first. */
  pages = (
    { owner, filter, today, rights, request }: TestPage,
    ids: readonly string[],
  ): Promise<Map<string, Page>> => {
    const rows = sql`
      select ${OWNER[owner]}, test.id, test.requested_on::text
      from test_state(${today}::date) test
      left join plan_action plan on plan.action_id = test.action_id and ${planRows(rights)}
      where ${OWNER[owner]} = any (${ids}::uuid[]) and ${testRows(rights)} and ${matches(filter)}`;
    return pagesByParent(this.#tables.sql, rows, request, 'DESC');
  };
}

function matches({ stage, advice, isOverdue }: TestFilter): RawBuilder<unknown> {
  const parts: RawBuilder<unknown>[] = [sql`true`];
  if (stage != null) parts.push(sql`test.stage = any (${stage}::text[])`);
  if (advice != null) parts.push(sql`test.advice = any (${advice}::text[])`);
  if (isOverdue != null) parts.push(sql`test.is_overdue = ${isOverdue}`);
  return sql.join(parts, sql` and `);
}
