import { inProgrammes, type KitContext, organisationsOf, programmesOf, reads, speaks } from '@kapstok/kit';
import type { Programmes, Viewer } from '@kapstok/schema';
import { type RawBuilder, sql } from 'kysely';
import type { Agreement } from '../agreement/agreement.ts';

/**
 * What a viewer reads, for the conditions of statements: what a list counts and what a sum adds up is decided there. The
 * policies of the tables say the same a second time.
 */
export interface Rights {
  readonly plan: Programmes;
  readonly money: Programmes;
  readonly drafts: Programmes;
  /** Organisations for which the viewer speaks, and the agreements to which one of them is party. */
  readonly organisations: readonly string[];
  readonly agreements: readonly string[];
}

export async function rightsOf({ viewer, own }: KitContext): Promise<Rights> {
  return {
    plan: programmesOf(viewer, 'PLAN'),
    money: programmesOf(viewer, 'MONEY'),
    drafts: programmesOf(viewer, 'DRAFTS'),
    organisations: organisationsOf(viewer),
    agreements: speaks(viewer) ? [...(await own())] : [],
  };
}

type Row = Pick<Agreement, 'id' | 'programmeId' | 'status'>;

/** Whether an agreement is for the viewer: by the money of its programme, a draft by the drafts too, or as an own one. */
export function readsAgreement(row: Row, { viewer, own }: KitContext): boolean | Promise<boolean> {
  const isOpen = row.status !== 'DRAFT' || reads(viewer, 'DRAFTS', row.programmeId);
  if (isOpen && reads(viewer, 'MONEY', row.programmeId)) return true;
  return speaks(viewer) && own().then((ids) => ids.has(row.id));
}

/** Whether a viewer reads drafts and money of a programme: whatever belongs to its agreements, signed or not. */
export const readsDrafts = (viewer: Viewer, programmeId: string): boolean =>
  reads(viewer, 'MONEY', programmeId) && reads(viewer, 'DRAFTS', programmeId);

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
