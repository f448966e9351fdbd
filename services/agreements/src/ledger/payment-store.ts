import { mapBy, type Page, type PageRequest, pagesInOrder, toDomain } from '@kapstok/kit';
import { type RawBuilder, sql } from 'kysely';
import type { Tables } from '../database-types.ts';
import type { Rights } from '../rights/rights.ts';
import { agreementRows } from '../rights/row-conditions.ts';
import type { ScheduledPayment } from './ledger.ts';

/** Which scheduled payments are wanted; what is left out does not restrict. */
export interface PaymentFilter {
  readonly from?: string | null | undefined;
  readonly until?: string | null | undefined;
  readonly isPaid?: boolean | null | undefined;
}

const OWNER = {
  agreement: sql`payment.agreement_id`,
  organisation: sql`payment.receiver_id`,
  programme: sql`payment.programme_id`,
} as const satisfies Record<string, RawBuilder<unknown>>;
/** Whose payments: those that an agreement foresees, or those that an organisation receives. */
export type PaymentOwner = keyof typeof OWNER;

const BY_DAY = {
  from: sql`scheduled_payment payment join agreement on agreement.id = payment.agreement_id`,
  id: sql`payment.id`,
  keys: [
    { by: sql`payment.due_on`, as: 'day' },
    { by: sql`payment.code`, as: 'text' },
  ],
} as const;

/** Which page of whose payments. */
export interface PaymentPage {
  readonly owner: PaymentOwner;
  readonly filter: PaymentFilter;
  readonly rights: Rights;
  readonly request: PageRequest;
}

/** Scheduled payments. */
export class PaymentStore {
  readonly #tables: Tables;

  constructor(tables: Tables) {
    this.#tables = tables;
  }

  byIds = async (ids: readonly string[]): Promise<Map<string, ScheduledPayment>> => {
    const rows = await this.#tables.prisma.scheduledPayment.findMany({ where: { id: { in: [...ids] } } });
    return mapBy(rows.map(toDomain<ScheduledPayment>), (payment) => payment.id);
  };

  /** One page of the payments of each owner, by the day on which they are due. */
  pages = (
    { owner, filter, rights, request }: PaymentPage,
    ids: readonly string[],
  ): Promise<Map<string, Page>> => {
    const where = sql`${agreementRows(rights)} and ${matches(filter)}`;
    return pagesInOrder(this.#tables.sql, { ...BY_DAY, parent: OWNER[owner], where }, request, ids);
  };
}

function matches({ from, until, isPaid }: PaymentFilter): RawBuilder<unknown> {
  const parts: RawBuilder<unknown>[] = [sql`true`];
  if (from != null) parts.push(sql`payment.due_on >= ${from}::date`);
  if (until != null) parts.push(sql`payment.due_on <= ${until}::date`);
  if (isPaid != null) parts.push(sql`(payment.paid_on is not null) = ${isPaid}`);
  return sql.join(parts, sql` and `);
}
