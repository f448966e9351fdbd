import { inProgrammes } from '@kapstok/kit';
import { type RawBuilder, sql } from 'kysely';
import type { Rights } from './rights.ts';

/** Rows of `agreement` that may be read. */
export function agreementRows({ money, drafts, agreements }: Rights): RawBuilder<unknown> {
  if (money === '*' && drafts === '*') return sql`true`;
  const programme = sql`agreement.programme_id`;
  return sql`((agreement.status <> 'DRAFT' or ${inProgrammes(drafts, programme)}) and ${inProgrammes(money, programme)}
    or agreement.id = any (${agreements}::uuid[]))`;
}

/** Rows of `money_entry entry` that may be read. */
export function moneyRows({ money, agreements }: Rights): RawBuilder<unknown> {
  if (money === '*') return sql`true`;
  return sql`(${inProgrammes(money, sql`entry.programme_id`)} or entry.agreement_id = any (${agreements}::uuid[]))`;
}

/** Rows of `plan_action plan` that may be read. */
export const planRows = ({ plan }: Rights): RawBuilder<unknown> => inProgrammes(plan, sql`plan.programme_id`);

/** Rows of `organisation` under this name that may be read: those that a programme lists whose plan may be. */
export function organisationRows({ plan, organisations }: Rights, name: string): RawBuilder<unknown> {
  if (plan === '*') return sql`true`;
  const id = sql.ref(`${name}.id`);
  return sql`(${id} = any (${organisations}::uuid[]) or exists (
    select from shared_listing listing where listing.row_id = ${id} and listing.table_name = 'organisation'
      and ${inProgrammes(plan, sql`listing.programme_id`)}))`;
}
