import {
  BUDGET_CATEGORY,
  type BudgetCategory,
  type BudgetLineKind,
  type RecordedReason,
} from '@kapstok/schema';
import type { Agreement } from './agreements.ts';
import type { City } from './city.ts';
import { BUDGET_YEARS } from './days.ts';
import { cyclic, Dice } from './dice.ts';
import { DOMAINS } from './domains/index.ts';
import { theCity } from './organisations.ts';
import { SOURCE } from './programme.ts';
import { inThree, local, numbered, type Row } from './row.ts';

/** What a line says of its own; the rest is the same for all. */
interface Line {
  readonly agreement?: string;
  readonly action?: string;
  readonly domain?: string;
  readonly year: number | undefined;
  readonly kind: BudgetLineKind;
  readonly category: BudgetCategory;
  readonly funder?: string;
  readonly sourceBudget?: string;
  readonly amount: number;
  readonly isInKind?: boolean;
}

export const moneyOf = (euros: number): string => euros.toFixed(2);

/** Codes of the lines of an agreement of which money is paid: known without drawing the lines again. */
export const lineCode = (agreement: string, year: number | undefined, part: string): string =>
  `BL-${agreement.slice(3)}-${year ?? 'ALL'}-${part}`;

export function* budgetRows(city: City): Generator<Row> {
  const dice = new Dice(city.seed, 'budget-lines');
  let count = 0;
  for (const agreement of city.agreements)
    for (const [code, line] of linesOf(dice, agreement, theCity(city.organisations).code))
      yield toRow(dice, count++, code, line);
  for (const [i, { code, actualStart, plannedEnd }] of city.actions.entries()) {
    if (i % 4 !== 0 || actualStart === undefined) continue;
    for (const year of BUDGET_YEARS.filter(
      (y) => `${y}-12-31` >= actualStart && `${y}` <= plannedEnd.slice(0, 4),
    )) {
      const line = { action: code, year, amount: dice.whole(4, 90) * 250, category: dice.weighted(COSTS) };
      yield toRow(dice, count++, numbered('BL-A', count, 5), { ...line, kind: 'COST' });
    }
  }
  for (const { code } of DOMAINS)
    for (const year of BUDGET_YEARS) {
      const amount = dice.whole(160, 320) * 500 * city.scale;
      const funder = theCity(city.organisations).code;
      const shared = { domain: code, year, amount };
      yield toRow(dice, count++, `BL-${code}-${year}-C`, { ...shared, kind: 'COST', category: 'OVERHEAD' });
      yield toRow(dice, count++, `BL-${code}-${year}-R`, {
        ...shared,
        kind: 'REVENUE',
        category: 'OWN_MEANS',
        funder,
        sourceBudget: `voorbeeld-begroting-${year}-${code}`,
      });
    }
}

/** What a year costs beside staff. */
const COSTS = {
  OPERATIONS: 4,
  INFRASTRUCTURE: 2,
  EQUIPMENT: 2,
  TRANSPORT: 1,
  FOOD: 1,
  ALLOWANCES: 1,
  OVERHEAD: 2,
  OTHER: 1,
} as const;

function* linesOf(dice: Dice, one: Agreement, city: string): Generator<[string, Line]> {
  if (one.yearly === 0) return;
  // What begins after the budgeted years has one line for its whole term.
  const years: (number | undefined)[] = one.years.length > 0 ? [...one.years] : [undefined];
  for (const year of years) {
    const shared = { agreement: one.code, year };
    const staff = Math.round((one.yearly * dice.whole(55, 75)) / 100);
    const rest = one.yearly - staff;
    yield [lineCode(one.code, year, 'S'), { ...shared, kind: 'COST', category: 'STAFF', amount: staff }];
    const category = dice.weighted(COSTS);
    const isInKind = category === 'INFRASTRUCTURE' && dice.chance(0.7);
    const inKind = isInKind ? { isInKind, funder: city } : {};
    yield [lineCode(one.code, year, 'C'), { ...shared, kind: 'COST', category, amount: rest, ...inKind }];
    const income = dice.chance(0.25) ? Math.round(one.yearly / 10) : 0;
    const category2 = one.funder.isInternal ? 'OWN_MEANS' : 'SUBSIDY';
    yield [
      lineCode(one.code, year, 'R'),
      {
        ...shared,
        kind: 'REVENUE',
        category: category2,
        funder: one.funder.code,
        amount: one.yearly - income,
        sourceBudget: sourceBudget(dice, one, year),
      },
    ];
    const own = dice.weighted({ CUSTOMER_INCOME: 4, OTHER: 1 });
    if (income > 0)
      yield [lineCode(one.code, year, 'I'), { ...shared, kind: 'REVENUE', category: own, amount: income }];
  }
}

/** Mostly one of its own; some name a pot that others draw on too, which the hub reports. */
const sourceBudget = (dice: Dice, { code, funder }: Agreement, year: number | undefined): string =>
  dice.chance(0.06) ? `${funder.code}-pot-${year ?? 2027}` : `${funder.code}-${code}-${year ?? 2027}`;

const GAPS: readonly RecordedReason[] = ['NOT_PUBLISHED', 'NOT_MEASURED', 'LOST_IN_SOURCE', 'NOT_APPLICABLE'];

function toRow(dice: Dice, index: number, code: string, line: Line): Row {
  const isMissing = index % 28 === 27;
  const revised = dice.chance(0.2) ? Math.round((line.amount * dice.whole(85, 118)) / 100) : undefined;
  const title = inThree(
    (_pick, language) =>
      `${capital(BUDGET_CATEGORY[line.category][language])}${line.year ? ` ${line.year}` : ''}`,
  );
  return {
    code,
    agreement: line.agreement,
    action: line.action,
    domain: line.domain,
    year: line.year,
    kind: line.kind,
    category: line.category,
    ...local('title', title),
    funder: line.funder,
    source_budget: line.sourceBudget,
    is_in_kind: line.isInKind ?? false,
    certainty: (line.year ?? 2027) > 2024 && dice.chance(0.5) ? 'INDICATIVE' : 'COMMITTED',
    original_amount: isMissing ? undefined : moneyOf(line.amount),
    revised_amount: isMissing || revised === undefined ? undefined : moneyOf(revised),
    amount_reason: isMissing ? cyclic(GAPS, Math.floor(index / 28)) : undefined,
    currency: 'EUR',
    is_derived: dice.chance(0.03),
    is_synthetic: true,
    note: line.isInKind ? 'Premises at no rent; the amount is what they are worth.' : undefined,
    source: SOURCE,
  };
}

const capital = (text: string): string => `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`;
