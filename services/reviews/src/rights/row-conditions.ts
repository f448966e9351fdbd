import { inProgrammes, isSpoken } from '@kapstok/kit';
import { type RawBuilder, sql } from 'kysely';
import type { Rights } from './rights.ts';

/** Rows of `test_state(…)` or `poverty_test` under the name `test` that may be read. */
export function testRows({ tests, own }: Rights): RawBuilder<unknown> {
  if (tests === '*') return sql`true`;
  return sql`(${inProgrammes(tests, sql`test.programme_id`)} or test.action_id = any (${own}::uuid[])
    or test.id = any (${own}::uuid[]))`;
}

/** Of those, the ones of which the content may be read. */
export function toldRows({ drafts }: Rights): RawBuilder<unknown> {
  return sql`(is_decided(test.stage) or ${inProgrammes(drafts, sql`test.programme_id`)})`;
}

/** Rows of `recommendation` that may be read, with their `test` beside them. */
export function recommendationRows(rights: Rights): RawBuilder<unknown> {
  return sql`(${testRows(rights)} and ${toldRows(rights)}
    or ${isSpoken(rights.spoken, sql`recommendation.owner_id`, sql`recommendation.programme_id`)})`;
}

/** Rows of `plan_action plan` that may be read. */
export const planRows = ({ plan }: Rights): RawBuilder<unknown> => inProgrammes(plan, sql`plan.programme_id`);
