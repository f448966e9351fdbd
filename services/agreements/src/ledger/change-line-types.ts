import { CHANGE_INPUT, ChangeRefused, freeCode, needText, type Queryable } from '@kapstok/kit';
import { mutation } from '../builder.ts';
import { centsOf } from '../change/amount.ts';
import { maybeListed, pastDay } from '../change/needs-type.ts';
import { insertRow, updateRow } from '../change/rows.ts';
import { lockLine } from '../change/steering-type.ts';
import type { Context } from '../context.ts';
import { checkBinds } from './binding-type.ts';
import { commit } from './commit.ts';
import { actionsOfRows, divideRows, rowsOfLine } from './divide.ts';
import { amountOf, type BudgetLine } from './ledger.ts';
import { LINE_INPUT, SHOWS_LINE, shownLine } from './line-input-type.ts';
import { passageOf } from './place-actions.ts';

mutation({
  name: 'commitBudget',
  description: `Makes an indicative line firm. Of a cost, the commitment is recorded as a transaction of its whole amount. ${LINE_INPUT.who}`,
  asks: 'Which line is decided, and when.',
  input: (t) => ({
    budgetLineId: t.id({ required: true, description: LINE_INPUT.budgetLineId }),
    committedOn: t.field({
      type: 'Date',
      description: 'The day of the decision, not to come; left out: today.',
    }),
    receiverId: t.id({ description: 'Who is to receive the money, when that is known.' }),
    expectedVersion: t.int({ description: LINE_INPUT.expectedVersion }),
  }),
  objectType: 'BudgetLine',
  shows: SHOWS_LINE,
  async change(input, context, db) {
    const line = await lockLine(input.budgetLineId, input.expectedVersion, context, db);
    const transactedOn = pastDay(input.committedOn, 'committedOn', context);
    const receiverId = await maybeListed(context, input.receiverId, 'receiverId', line.programmeId);
    if (line.certainty === 'COMMITTED')
      throw new ChangeRefused('CONFLICT', 'The line is committed already.', { objectId: line.id });
    await checkBinds(line.agreementId, context);
    const write = async () => {
      await updateRow(db, 'budget_line', line.id, { certainty: 'COMMITTED' });
      if (line.kind === 'COST') await recordWhole(db, line, transactedOn, receiverId ?? null);
    };
    if (line.kind === 'COST') await commit(db, await passageOf(db, line, context), write);
    else await write();
    return finish(db, context, line, 'BUDGET_COMMITTED');
  },
});

async function recordWhole(db: Queryable, line: BudgetLine, on: string, receiverId: string | null) {
  const amount = amountOf(line);
  if (amount === null || amount.cents === 0n)
    throw new ChangeRefused(
      'CONFLICT',
      'The line has no amount: nothing can be committed. Revise it first.',
      {
        objectId: line.id,
      },
    );
  await insertRow(db, 'transaction', {
    programme_id: line.programmeId,
    code: await freeCode(db, 'transaction', line.programmeId, 'TR-'),
    budget_line_id: line.id,
    type: 'COMMITMENT',
    transacted_on: on,
    transacted_on_precision: 'DAY',
    amount_cents: amount.cents,
    currency: amount.currency,
    provider_id: line.funderId,
    receiver_id: receiverId,
    is_synthetic: false,
  });
}

mutation({
  name: 'reviseBudgetLine',
  description: `Gives a line another amount; the original stays beside it. ${LINE_INPUT.who}`,
  asks: 'Which amount counts from now on, and why.',
  input: (t) => ({
    budgetLineId: t.id({ required: true, description: LINE_INPUT.budgetLineId }),
    amount: t.field({
      type: 'Decimal',
      required: true,
      description: 'The amount, in the currency of the line, 0 or more, at most two decimals.',
    }),
    reason: t.string({ required: true, description: CHANGE_INPUT.reason }),
    expectedVersion: t.int({ description: LINE_INPUT.expectedVersion }),
  }),
  objectType: 'BudgetLine',
  shows: SHOWS_LINE,
  async change(input, context, db) {
    const line = await lockLine(input.budgetLineId, input.expectedVersion, context, db);
    const cents = centsOf(input.amount, 'amount', { from: 'ZERO' });
    const reason = needText(input.reason, 'reason', 1000);
    const write = () =>
      updateRow(db, 'budget_line', line.id, { revised_amount_cents: cents, amount_reason: null });
    const isRaised = cents > (amountOf(line)?.cents ?? 0n);
    if (line.kind === 'COST' && line.certainty === 'COMMITTED' && isRaised)
      await commit(db, await passageOf(db, line, context), write);
    else await write();
    return finish(db, context, line, 'BUDGET_LINE_REVISED', reason);
  },
});

/** Divides what changed, and tells it. */
async function finish(
  db: Queryable,
  { budgetLines }: Context,
  line: BudgetLine,
  what: string,
  reason: string | null = null,
) {
  const { id, programmeId } = line;
  const rows = await rowsOfLine(db, id);
  await divideRows(db, programmeId, rows);
  const after = (await budgetLines.byIds([id])).get(id) ?? line;
  return {
    objectId: id,
    audit: { what, programmeId, before: shownLine(line), after: shownLine(after), reason },
    tells: { programmeId, actionIds: await actionsOfRows(db, rows) },
  };
}

mutation({
  name: 'removeBudgetLine',
  description: `Removes a line on which no transaction hangs. ${LINE_INPUT.who}`,
  asks: 'Which line was a mistake, and why.',
  input: (t) => ({
    budgetLineId: t.id({ required: true, description: LINE_INPUT.budgetLineId }),
    reason: t.string({ required: true, description: CHANGE_INPUT.reason }),
    expectedVersion: t.int({ description: LINE_INPUT.expectedVersion }),
  }),
  objectType: 'BudgetLine',
  shows: SHOWS_LINE,
  async change(input, context, db) {
    const line = await lockLine(input.budgetLineId, input.expectedVersion, context, db);
    const reason = needText(input.reason, 'reason', 1000);
    const { id, programmeId } = line;
    const hanging = (await rowsOfLine(db, id)).length - 1;
    if (hanging > 0) {
      const message = `Transactions that hang on the line: ${hanging}. It stays; revise it to 0 instead.`;
      throw new ChangeRefused('CONFLICT', message, { objectId: id });
    }
    const touched = [...(await actionsOfRows(db, [id])), ...(line.actionId === null ? [] : [line.actionId])];
    await db.query('delete from budget_line where id = $1', [id]);
    await divideRows(db, programmeId, [id]);
    return {
      objectId: id,
      audit: { what: 'BUDGET_LINE_REMOVED', programmeId, before: shownLine(line), after: null, reason },
      tells: { programmeId, actionIds: touched },
    };
  },
});
