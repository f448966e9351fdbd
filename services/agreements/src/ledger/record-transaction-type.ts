import { ChangeRefused, freeCode, needRow, type Queryable, textOf } from '@kapstok/kit';
import { mutation } from '../builder.ts';
import { centsOf, currencyOf, sameCurrency, shown } from '../change/amount.ts';
import { maybeListed, needAction, pastDay } from '../change/needs-type.ts';
import { insertRow } from '../change/rows.ts';
import { onlySteeringPlace } from '../change/steering-type.ts';
import type { Context } from '../context.ts';
import { checkBinds } from './binding-type.ts';
import { commit } from './commit.ts';
import { actionsOfRows, divideRows, takeLedger } from './divide.ts';
import type { BudgetLine } from './ledger.ts';
import { TransactionTypeEnum } from './ledger-words.ts';
import { LINE_INPUT, SHOWS_TRANSACTION } from './line-input-type.ts';
import { passageOf } from './place-actions.ts';

mutation({
  name: 'recordTransaction',
  description: `Records money that moved or was bindingly promised. ${LINE_INPUT.who}`,
  asks: 'What happened to which money, and what it was for: an agreement, a budget line, an action, or several.',
  input: (t) => ({
    type: t.field({ type: TransactionTypeEnum, required: true, description: 'What happened to the money.' }),
    amount: t.field({
      type: 'Decimal',
      required: true,
      description: 'Amount, at most two decimals, not 0; negative when it takes back an earlier one.',
    }),
    currency: t.string({ required: true, description: 'Currency, ISO 4217; that of the budget line.' }),
    transactedOn: t.field({ type: 'Date', description: 'The day, UTC, not to come; left out: today.' }),
    agreementId: t.id({ description: 'The agreement under which it falls.' }),
    budgetLineId: t.id({
      description: 'The budget line it draws on; it falls under the agreement of the line.',
    }),
    actionId: t.id({ description: 'The action it is for; left out: as the line, else as the agreement.' }),
    providerId: t.id({ description: 'Who gives, when known.' }),
    receiverId: t.id({ description: 'Who receives, when known.' }),
    note: t.string({ description: 'A remark for those who steer, at most 2000 characters.' }),
  }),
  objectType: 'Transaction',
  shows: SHOWS_TRANSACTION,
  async change(input, context, db) {
    const place = await readPlace(input, context, db);
    const { programmeId, line } = place;
    await onlySteeringPlace(context, db, programmeId, {
      agreementId: place.agreementId,
      actionIds: [place.actionId],
      domainId: place.domainId,
    });
    await takeLedger(db);
    const cents = centsOf(input.amount, 'amount', { from: 'ANY' });
    const currency = currencyOf(input.currency);
    if (line !== null) sameCurrency(currency, line.currency, 'The budget line');
    const values = {
      programme_id: programmeId,
      code: await freeCode(db, 'transaction', programmeId, 'TR-'),
      agreement_id: line === null ? place.agreementId : null,
      budget_line_id: line?.id ?? null,
      action_id: place.namedActionId,
      type: input.type,
      transacted_on: pastDay(input.transactedOn, 'transactedOn', context),
      transacted_on_precision: 'DAY',
      amount_cents: cents,
      currency,
      provider_id: await maybeListed(context, input.providerId, 'providerId', programmeId),
      receiver_id: await maybeListed(context, input.receiverId, 'receiverId', programmeId),
      is_synthetic: false,
      note: textOf(input.note, 'note', 2000),
    };
    const write = () => insertRow(db, 'transaction', values);
    // What takes back a commitment commits nothing.
    const isCommitting = input.type === 'COMMITMENT' && cents > 0n;
    if (isCommitting) await checkBinds(place.agreementId, context);
    const id = isCommitting ? await commit(db, await passageOf(db, place, context), write) : await write();
    await divideRows(db, programmeId, [id]);
    return {
      objectId: id,
      audit: {
        what: 'TRANSACTION_RECORDED',
        programmeId,
        before: null,
        after: { ...values, amount_cents: shown(cents) },
      },
      tells: { programmeId, actionIds: await actionsOfRows(db, [id]) },
    };
  },
});

/** What a transaction is for; what it does not name itself it has from its line. */
interface MovedPlace {
  readonly programmeId: string;
  readonly line: BudgetLine | null;
  readonly agreementId: string | null;
  readonly actionId: string | null;
  readonly domainId: string | null;
  /** The action that the transaction itself names. */
  readonly namedActionId: string | null;
}

async function readPlace(
  input: {
    readonly agreementId?: string | null | undefined;
    readonly budgetLineId?: string | null | undefined;
    readonly actionId?: string | null | undefined;
  },
  { agreements, budgetLines }: Context,
  db: Queryable,
): Promise<MovedPlace> {
  const line =
    input.budgetLineId == null
      ? null
      : await needRow(input.budgetLineId, 'budgetLineId', 'budget line', budgetLines.byIds);
  const agreement =
    input.agreementId == null
      ? null
      : await needRow(input.agreementId, 'agreementId', 'agreement', agreements.byIds);
  const known = line?.programmeId ?? agreement?.programmeId ?? null;
  const action = input.actionId == null ? null : await needAction(db, input.actionId, 'actionId', known);
  const programmeId = known ?? action?.programmeId;
  const bad = (message: string, path: string) => new ChangeRefused('BAD_USER_INPUT', message, { path });
  if (programmeId === undefined)
    throw bad('Money is for something: name an agreement, a budget line or an action.', 'agreementId');
  if (line !== null && agreement !== null && line.agreementId !== agreement.id)
    throw bad('The budget line does not fall under this agreement.', 'budgetLineId');
  const namedActionId = action?.id ?? null;
  return {
    programmeId,
    line,
    agreementId: line?.agreementId ?? agreement?.id ?? null,
    actionId: namedActionId ?? line?.actionId ?? null,
    domainId: namedActionId === null ? (line?.domainId ?? null) : null,
    namedActionId,
  };
}
