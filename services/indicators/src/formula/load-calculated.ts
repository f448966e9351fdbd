import type { Context } from '../context.ts';
import type { Indicator } from '../indicator/indicator.ts';
import type { NamedIndicator } from '../indicator/indicator-store.ts';
import type { CellRow } from './cell.ts';
import { allReferences, evaluate, type Input, type Known, type Outcome, referencesIn } from './evaluate.ts';
import type { Expression, Period, Reference } from './expression.ts';
import { type Fraction, toDecimal } from './fraction.ts';
import { FormulaError } from './parse-formula.ts';
import { periodBefore } from './period.ts';
import { resolveFormula } from './resolve-formula.ts';

/** Which results are wanted. */
export interface Wanted {
  readonly placeId: string | null;
  readonly from: string | null;
  readonly to: string | null;
  readonly asOf: string | null;
}

/** A result of a formula with what it rests on; never stored. */
export interface Calculated {
  readonly indicator: NamedIndicator;
  readonly placeId: string;
  readonly asOf: string | null;
  readonly period: Period;
  readonly outcome: Outcome;
  readonly inputs: readonly Input[];
}

const decimal = (value: Fraction | null): string | null => (value === null ? null : toDecimal(value));

/** The number of a result as figures are shown. */
export const calculatedFigure = ({ outcome, indicator }: Calculated) => ({
  value: decimal(outcome.value),
  reason: outcome.reason,
  numerator: decimal(outcome.numerator),
  denominator: decimal(outcome.denominator),
  unit: indicator.unit,
});

const MOST = 500;

/** The indicators of a programme as formulas know them, by code. */
export async function namedOf(
  programmeId: string,
  { loaders, indicators }: Context,
): Promise<ReadonlyMap<string, NamedIndicator>> {
  const all = (await loaders.load('named indicators', null, programmeId, indicators.named)) ?? [];
  return new Map(all.map((one) => [one.code, one]));
}

/** The formula of an indicator over observed values; null when its values are observed, or a formula does not hold. */
export function formulaOf(
  { code }: Pick<Indicator, 'code'>,
  programme: ReadonlyMap<string, NamedIndicator>,
): Expression | null {
  const own = programme.get(code);
  if (own?.calculation == null) return null;
  try {
    return resolveFormula(own, programme);
  } catch (error) {
    // What an import took away nobody can calculate with.
    if (error instanceof FormulaError) return null;
    throw error;
  }
}

/** The results of an indicator at one place, by period; all indicators of an answer share two statements. */
export async function calculate(
  indicator: Indicator,
  { placeId, from, to, asOf }: Wanted,
  context: Context,
): Promise<readonly Calculated[]> {
  if (!indicator.isCalculated) return [];
  const programme = await namedOf(indicator.programmeId, context);
  const own = programme.get(indicator.code);
  const formula = formulaOf(indicator, programme);
  if (formula === null || own === undefined || placeId === null) return [];
  const lines = await readLines(formula, { placeId, asOf }, programme, context);
  const known = knownOf(lines, own);
  return periodsOf(formula, lines)
    .filter(({ start, end }) => (from === null || start >= from) && (to === null || end <= to))
    .slice(-MOST)
    .map((period) => {
      const inputs: Input[] = [];
      const outcome = evaluate(formula, period, known, inputs);
      return { indicator: own, placeId, asOf, period, outcome, inputs };
    });
}

/** Cells by what names them in a formula. */
type Lines = ReadonlyMap<string, readonly CellRow[]>;
const nameOf = ({ code, dimensions }: Omit<Reference, 'kind'>): string => `${code} ${dimensions}`;

async function readLines(
  formula: Expression,
  { placeId, asOf }: Pick<Calculated, 'placeId' | 'asOf'>,
  programme: ReadonlyMap<string, NamedIndicator>,
  { loaders, cells }: Context,
): Promise<Lines> {
  const references = new Map(allReferences(formula).map((one) => [nameOf(one), one]));
  const read = [...references].map(async ([name, { code, dimensions }]): Promise<[string, CellRow[]]> => {
    const named = programme.get(code);
    const key = `${named?.id} ${placeId} ${dimensions}`;
    const rows = (await loaders.load('cells', asOf, key, (keys) => cells.lines(asOf, keys))) ?? [];
    // A value in another unit than the formula was checked with is none.
    return [
      name,
      rows.map((row) =>
        row.unit === named?.unit ? row : { ...row, value: null, reason: 'BREAK_IN_SERIES' },
      ),
    ];
  });
  return new Map(await Promise.all(read));
}

const isSame = (one: Period, other: Period): boolean => one.start === other.start && one.end === other.end;

function knownOf(lines: Lines, { frequency }: NamedIndicator): Known {
  const line = (code: string, dimensions: string) => lines.get(nameOf({ code, dimensions })) ?? [];
  return {
    cells: (code, dimensions, period) => line(code, dimensions).filter((cell) => isSame(cell, period)),
    breaks: (code, dimensions, version) =>
      line(code, dimensions).flatMap((cell) => (cell.isBreak && cell.version === version ? [cell.end] : [])),
    before: (period) => periodBefore(period, frequency),
  };
}

/** The periods of which some input is known, in order. */
function periodsOf(formula: Expression, lines: Lines): Period[] {
  const direct = referencesIn(formula);
  const read = direct.length > 0 ? direct : allReferences(formula);
  const periods = new Map<string, Period>();
  for (const reference of read)
    for (const { start, end } of lines.get(nameOf(reference)) ?? [])
      periods.set(`${end} ${start}`, { start, end });
  return [...periods].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, period]) => period);
}
