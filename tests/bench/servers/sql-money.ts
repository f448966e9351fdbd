/** Money of one parent, one row for each measure and currency. */
export interface MoneyRow {
  readonly parent: string | null;
  readonly measure: string;
  readonly currency: string;
  readonly amount: string | null;
  readonly unknown: number;
  readonly hasSynthetic: boolean;
}

/** The columns of a `MoneyRow` but its parent, over rows of `money_entry`; `counts` marks what is counted once. */
export const moneyColumns = (counts: string): string => `
  measure, currency, trim_scale(sum(cents) / 100)::text as amount,
  (count(*) filter (where ${counts} and cents is null and measure in ('COST', 'REVENUE')))::int as unknown,
  bool_or(is_synthetic) as "hasSynthetic"`;

/** The budget as the question asks for it. */
export function budgetOf(rows: readonly MoneyRow[] = []) {
  const of = (wanted: string) =>
    rows
      .filter(({ measure, amount }) => measure === wanted && amount !== null)
      .map(({ amount, currency }) => ({ amount, currency }));
  return {
    planned: of('COST'),
    revenue: of('REVENUE'),
    committed: of('COMMITMENT'),
    paid: of('PAYMENT'),
    spent: of('SPENDING'),
    unknownLineCount: rows.reduce((sum, { unknown }) => sum + unknown, 0),
    hasSynthetic: rows.some(({ hasSynthetic }) => hasSynthetic),
  };
}

/** A text in Dutch, else in another language. */
export const textOf = (column: string): string =>
  `coalesce(nullif(${column}->>'nl', ''), ${column}->>'fr', ${column}->>'en', ${column}->>'de')`;
