import { ChangeRefused, freeCode, idOf, needRow, type Queryable, textOf } from '@kapstok/kit';
import { type LocalText, RECORDED_REASONS, type RecordedReason } from '@kapstok/schema';
import { titled } from '../agreement/agreement-input-type.ts';
import { readYear } from '../budget/year.ts';
import { Language, MissingReason, mutation } from '../builder.ts';
import { currencyOf, maybeCents } from '../change/amount.ts';
import {
  type KnownProgramme,
  maybeAction,
  maybeDomain,
  maybeListed,
  needProgramme,
} from '../change/needs-type.ts';
import { insertRow, updateRow } from '../change/rows.ts';
import { lockLine, onlySteeringPlace, placeOf } from '../change/steering-type.ts';
import type { Context } from '../context.ts';
import { checkBinds } from './binding-type.ts';
import { commit } from './commit.ts';
import { actionsOfRows, divideRows, rowsOfLine, takeLedger } from './divide.ts';
import type { BudgetLine } from './ledger.ts';
import { BudgetCategoryEnum, BudgetCertaintyEnum, BudgetLineKindEnum } from './ledger-words.ts';
import { LINE_INPUT, SHOWS_LINE, shownLine } from './line-input-type.ts';
import { passageOf } from './place-actions.ts';

mutation({
  name: 'setBudgetLine',
  description: `Adds a budget line to a programme, or changes one. What becomes committed, is moved or is raised while committed passes the same checks as commitBudget. ${LINE_INPUT.who}`,
  asks: 'The line; what is left out of a line that is there stays, what is null is cleared.',
  input: (t) => ({
    programmeId: t.id({ required: true, description: 'The programme that it belongs to.' }),
    budgetLineId: t.id({ description: 'The line to change; left out: another one is added.' }),
    agreementId: t.id({ description: 'The agreement under which it falls.' }),
    actionId: t.id({ description: 'The action it is for; left out: its agreement divides it.' }),
    domainId: t.id({ description: 'The domain it is for; counts where no action is given.' }),
    year: t.int({ description: 'Year, 1900 to 2200; null: for the whole term.' }),
    kind: t.field({ type: BudgetLineKindEnum, description: 'Cost or revenue; needed for a new line.' }),
    category: t.field({
      type: BudgetCategoryEnum,
      description: 'What it is for, or where it comes from; needed for a new line.',
    }),
    title: t.string({ description: 'What it is, 1 to 300 characters; needed for a new line.' }),
    language: t.field({
      type: Language,
      description: 'The language of `title`; left out: the main language of the programme.',
    }),
    funderId: t.id({ description: 'Who gives it; an organisation that the programme lists.' }),
    sourceBudget: t.string({ description: 'The budget of the funder that it is taken from.' }),
    isInKind: t.boolean({ description: 'Whether it is given in kind; left out of a new line: it is not.' }),
    certainty: t.field({
      type: BudgetCertaintyEnum,
      description: 'Announced or decided; left out of a new line: INDICATIVE.',
    }),
    originalAmount: t.field({
      type: 'Decimal',
      description: 'Amount as first decided, in units of the currency, 0 or more, at most two decimals.',
    }),
    revisedAmount: t.field({ type: 'Decimal', description: 'Amount as last changed, in the same currency.' }),
    amountReason: t.field({
      type: MissingReason,
      description: 'Why there is no amount; only when neither amount is known.',
    }),
    currency: t.string({
      description: 'Currency, ISO 4217, needed for a new line. It stays once transactions hang on the line.',
    }),
    note: t.string({ description: 'A remark for those who steer, at most 2000 characters.' }),
    expectedVersion: t.int({ description: LINE_INPUT.expectedVersion }),
  }),
  objectType: 'BudgetLine',
  shows: SHOWS_LINE,
  async change(input, context, db) {
    const programme = await needProgramme(db, input.programmeId);
    const programmeId = programme.id;
    const before =
      input.budgetLineId == null
        ? null
        : await lockLine(input.budgetLineId, input.expectedVersion, context, db);
    if (before !== null && before.programmeId !== programmeId)
      throw new ChangeRefused('BAD_USER_INPUT', 'The line is of another programme.', { path: 'programmeId' });
    const given = await read(input, before, programme, context, db);
    const line = { ...(before ?? NEW), ...given };
    await onlySteeringPlace(context, db, programmeId, placeOf(line));
    await takeLedger(db);
    checkLine(line, before);
    if (before !== null && before.currency !== line.currency) await checkCurrencyIsFree(db, before);
    if (isCommitting(line, before)) await checkBinds(line.agreementId, context);
    const affected = before === null ? [] : await rowsOfLine(db, before.id);
    const touched = await actionsOfRows(db, affected);
    const code = before?.code ?? (await freeCode(db, 'budget_line', programmeId, 'BL-'));
    const write = async (): Promise<string> => {
      if (before !== null) {
        await updateRow(db, 'budget_line', before.id, columnsOf(line));
        return before.id;
      }
      return insertRow(db, 'budget_line', {
        programme_id: programmeId,
        code,
        is_derived: false,
        is_synthetic: false,
        ...columnsOf(line),
      });
    };
    const id = isCommitting(line, before)
      ? await commit(db, await passageOf(db, { ...line, programmeId }, context), write)
      : await write();
    await divideRows(db, programmeId, [id, ...affected]);
    return {
      objectId: id,
      audit: {
        what: before === null ? 'BUDGET_LINE_ADDED' : 'BUDGET_LINE_CHANGED',
        programmeId,
        before: before && shownLine(before),
        after: shownLine({ ...line, code } as BudgetLine),
      },
      tells: {
        programmeId,
        actionIds: [...touched, ...(await actionsOfRows(db, [id, ...affected])), ...named(line, before)],
      },
    };
  },
});

/** What people say of a line. */
type Content = Pick<
  BudgetLine,
  | 'agreementId'
  | 'actionId'
  | 'domainId'
  | 'year'
  | 'funderId'
  | 'sourceBudget'
  | 'isInKind'
  | 'certainty'
  | 'originalAmountCents'
  | 'revisedAmountCents'
  | 'amountReason'
  | 'note'
> & {
  readonly kind: BudgetLine['kind'] | null;
  readonly category: BudgetLine['category'] | null;
  readonly title: LocalText | null;
  readonly currency: string | null;
};

const NEW: Content = {
  agreementId: null,
  actionId: null,
  domainId: null,
  year: null,
  kind: null,
  category: null,
  title: null,
  funderId: null,
  sourceBudget: null,
  isInKind: false,
  certainty: 'INDICATIVE',
  originalAmountCents: null,
  revisedAmountCents: null,
  amountReason: null,
  currency: null,
  note: null,
};

interface Given {
  readonly agreementId?: string | null | undefined;
  readonly actionId?: string | null | undefined;
  readonly domainId?: string | null | undefined;
  readonly year?: number | null | undefined;
  readonly kind?: BudgetLine['kind'] | null | undefined;
  readonly category?: BudgetLine['category'] | null | undefined;
  readonly title?: string | null | undefined;
  readonly language?: string | null | undefined;
  readonly funderId?: string | null | undefined;
  readonly sourceBudget?: string | null | undefined;
  readonly isInKind?: boolean | null | undefined;
  readonly certainty?: BudgetLine['certainty'] | null | undefined;
  readonly originalAmount?: string | null | undefined;
  readonly revisedAmount?: string | null | undefined;
  readonly amountReason?: string | null | undefined;
  readonly currency?: string | null | undefined;
  readonly note?: string | null | undefined;
}

/** What the input says, without what it leaves out. */
async function read(
  input: Given,
  before: BudgetLine | null,
  programme: KnownProgramme,
  context: Context,
  db: Queryable,
): Promise<Partial<Content>> {
  const text = (given: string | null | undefined, path: string, longest: number) =>
    given === undefined ? undefined : textOf(given, path, longest);
  const amounts = {
    originalAmountCents: maybeCents(input.originalAmount, 'originalAmount'),
    revisedAmountCents: maybeCents(input.revisedAmount, 'revisedAmount'),
  };
  // An amount that becomes known needs no reason any more.
  const isKnown = amounts.originalAmountCents != null || amounts.revisedAmountCents != null;
  const read = {
    agreementId: await agreementOf(input.agreementId, programme.id, context),
    actionId: await maybeAction(db, input.actionId, 'actionId', programme.id),
    domainId: maybeDomain(input.domainId, 'domainId', programme),
    year: input.year === undefined ? undefined : readYear(input.year),
    kind: input.kind ?? undefined,
    category: input.category ?? undefined,
    title:
      input.title == null
        ? undefined
        : titled(input.title, input.language ?? programme.language, before?.title ?? null),
    funderId: await maybeListed(context, input.funderId, 'funderId', programme.id),
    sourceBudget: text(input.sourceBudget, 'sourceBudget', 200),
    isInKind: input.isInKind ?? undefined,
    certainty: input.certainty ?? undefined,
    ...amounts,
    amountReason: isKnown && input.amountReason === undefined ? null : reasonOf(input.amountReason),
    currency: input.currency == null ? undefined : currencyOf(input.currency),
    note: text(input.note, 'note', 2000),
  };
  return Object.fromEntries(Object.entries(read).filter(([, value]) => value !== undefined));
}

async function agreementOf(given: string | null | undefined, programmeId: string, { agreements }: Context) {
  if (given == null) return given;
  const agreement = await needRow(
    idOf(given, 'agreementId', 'agreement'),
    'agreementId',
    'agreement',
    agreements.byIds,
  );
  if (agreement.programmeId === programmeId) return agreement.id;
  throw new ChangeRefused('BAD_USER_INPUT', 'The agreement is of another programme.', {
    path: 'agreementId',
  });
}

function reasonOf(given: string | null | undefined): RecordedReason | null | undefined {
  if (given == null) return given;
  const reason = RECORDED_REASONS.find((one) => one === given);
  if (reason !== undefined) return reason;
  throw new ChangeRefused('BAD_USER_INPUT', `amountReason is one of ${RECORDED_REASONS.join(', ')}.`, {
    path: 'amountReason',
  });
}

/** Refuses a line that lacks what every line has. */
function checkLine(line: Content, before: BudgetLine | null): void {
  for (const path of ['kind', 'category', 'title', 'currency'] as const)
    if (line[path] === null) throw new ChangeRefused('BAD_USER_INPUT', `A new line needs ${path}.`, { path });
  const isKnown = line.originalAmountCents !== null || line.revisedAmountCents !== null;
  if (isKnown === (line.amountReason === null)) return;
  const message = 'A line has an amount, or a reason why it has none; never both, never neither.';
  throw new ChangeRefused('BAD_USER_INPUT', message, {
    path: 'amountReason',
    ...(before !== null && { objectId: before.id }),
  });
}

async function checkCurrencyIsFree(db: Queryable, { id, currency }: BudgetLine): Promise<void> {
  if ((await rowsOfLine(db, id)).length === 1) return;
  const message = `Transactions in ${currency} hang on the line: its currency stays. Make another line.`;
  throw new ChangeRefused('CONFLICT', message, { path: 'currency', objectId: id });
}

const amountOf = ({ originalAmountCents, revisedAmountCents }: Content) =>
  revisedAmountCents ?? originalAmountCents ?? 0n;

/** Whether money becomes committed that was not, or not to this. */
function isCommitting(line: Content, before: BudgetLine | null): boolean {
  if (line.kind !== 'COST' || line.certainty !== 'COMMITTED') return false;
  if (before === null || before.kind !== 'COST' || before.certainty !== 'COMMITTED') return true;
  const moved = (['agreementId', 'actionId', 'domainId'] as const).some((one) => line[one] !== before[one]);
  return moved || amountOf(line) > amountOf(before);
}

const columnsOf = (line: Content) => ({
  agreement_id: line.agreementId,
  action_id: line.actionId,
  domain_id: line.domainId,
  year: line.year,
  kind: line.kind,
  category: line.category,
  title: line.title,
  funder_id: line.funderId,
  source_budget: line.sourceBudget,
  is_in_kind: line.isInKind,
  certainty: line.certainty,
  original_amount_cents: line.originalAmountCents,
  revised_amount_cents: line.revisedAmountCents,
  amount_reason: line.amountReason,
  currency: line.currency,
  note: line.note,
});

/** Actions that the line names, or named. */
const named = (line: Content, before: BudgetLine | null): string[] =>
  [line.actionId, before?.actionId].filter((id) => id != null);
