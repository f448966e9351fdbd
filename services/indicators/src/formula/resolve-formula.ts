import type { IndicatorUnit } from '@kapstok/schema';
import { parseDeclared } from '../indicator/declared-dimensions.ts';
import { parseDimensions } from '../observation/dimensions.ts';
import { unitOfFormula } from './check-units.ts';
import { codesIn, type Expression, sizeOf } from './expression.ts';
import { FormulaError, parseFormula } from './parse-formula.ts';

/** What a formula must know of an indicator that it names. */
export interface Named {
  readonly code: string;
  readonly unit: IndicatorUnit;
  /** Declared breakdowns of its newest definition; null: any. */
  readonly dimensions: string | null;
  /** Its own formula; null when its values are observed. */
  readonly calculation: string | null;
}
/** The indicators of a programme by their codes. */
export type Programme = ReadonlyMap<string, Named>;

const LARGEST = 2000;

const wrong = (message: string): never => {
  throw new FormulaError(message);
};

/** Checks the formula of an indicator, its units included; throws FormulaError with what would be right. */
export function checkFormula(own: Named, programme: Programme): void {
  if (own.calculation === null) return;
  const all = new Map([...programme, [own.code, own]]);
  const expanded = expand(own, all, []);
  if (codesIn(expanded).length === 0) wrong('A formula names an indicator; a number alone is none.');
  const unit = unitOfFormula(parseFormula(own.calculation), (code) => named(code, all).unit);
  if (unit !== own.unit)
    wrong(`The formula gives ${unit === 'NUMBER' ? 'a number' : unit}, but the indicator is in ${own.unit}.`);
}

/**
 * The formula of an indicator with the formulas of the calculated indicators that it names put in their places, so that
 * it reads observed values alone. Throws FormulaError where that cannot be, such as in a ring.
 */
export function resolveFormula(own: Named, programme: Programme): Expression {
  return expand(own, programme, []);
}

function named(code: string, programme: Programme): Named {
  return programme.get(code) ?? wrong(`The programme has no indicator with the code ${code}.`);
}

function expand(own: Named, programme: Programme, above: readonly string[]): Expression {
  if (above.includes(own.code)) wrong(`The formula goes in a ring: ${[...above, own.code].join(' → ')}.`);
  const expression = put(parseFormula(own.calculation ?? ''), programme, [...above, own.code]);
  if (sizeOf(expression) > LARGEST) wrong('The formula is too large with those that it names.');
  return expression;
}

function put(expression: Expression, programme: Programme, above: readonly string[]): Expression {
  const inner = (one: Expression) => put(one, programme, above);
  switch (expression.kind) {
    case 'number':
      return expression;
    case 'indicator': {
      const indicator = named(expression.code, programme);
      if (indicator.calculation === null) return checkPart(expression, indicator);
      if (expression.dimensions !== '')
        wrong(`${expression.code} is calculated: it has a total, and no parts.`);
      return expand(indicator, programme, above);
    }
    case 'shareAtLeast':
      return { ...expression, values: itemsOf(expression, named(expression.code, programme)) };
    case 'binary':
      return { ...expression, left: inner(expression.left), right: inner(expression.right) };
    case 'share':
      return { ...expression, part: inner(expression.part), whole: inner(expression.whole) };
    case 'of':
      return { ...expression, parts: expression.parts.map(inner) };
    default:
      return { ...expression, of: inner(expression.of) };
  }
}

/** A part must be one that the definition declares. */
function checkPart(reference: Extract<Expression, { kind: 'indicator' }>, { code, dimensions }: Named) {
  const declared = dimensions === null ? null : parseDeclared(dimensions);
  for (const { name, value } of declared === null ? [] : (parseDimensions(reference.dimensions) ?? [])) {
    const isThere = declared?.find((one) => one.name === name)?.values.includes(value) ?? false;
    if (!isThere) wrong(`${code} declares no breakdown ${name}=${value}.`);
  }
  return reference;
}

/** The numbers of items that are counted apart: 0, 1, 2 … without gaps, or the share would leave somebody out. */
function itemsOf(
  { code, dimension, least }: Extract<Expression, { kind: 'shareAtLeast' }>,
  { dimensions, calculation }: Named,
): readonly string[] {
  if (calculation !== null) wrong(`${code} is calculated: shareAtLeast() adds up observed numbers.`);
  const declared = (dimensions === null ? null : parseDeclared(dimensions))?.find(
    ({ name }) => name === dimension,
  );
  if (declared === undefined || declared.isOverlapping)
    return wrong(
      `${code} declares no breakdown ${dimension} without overlap: one value for each number of items.`,
    );
  const isCount = declared.values.every((value, index) => value === String(index));
  if (!isCount) wrong(`The values of ${dimension} are 0, 1, 2 and so on, in this order.`);
  if (least < 1 || least >= declared.values.length)
    wrong(`At least ${least} of ${declared.values.length - 1} items says nothing.`);
  return declared.values;
}
