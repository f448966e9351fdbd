import type { IndicatorUnit } from '@kapstok/schema';
import type { Expression } from './expression.ts';
import { FormulaError } from './parse-formula.ts';

/** In what a part of a formula is given; a NUMBER stands for itself alone, such as the 2 in `2 * "code"`. */
export type FormulaUnit = IndicatorUnit | 'NUMBER';
/** The unit of an indicator of the programme. */
export type UnitOf = (code: string) => IndicatorUnit;

const wrong = (message: string): never => {
  throw new FormulaError(message);
};
const name = (unit: FormulaUnit): string => (unit === 'NUMBER' ? 'a number' : unit);
/** What is counted or paid, rather than a part of it. */
const isAmount = (unit: FormulaUnit): boolean => !['NUMBER', 'PERCENT', 'RATIO'].includes(unit);

/** The unit of a formula; throws FormulaError with what would be right. */
export function unitOfFormula(expression: Expression, unitOf: UnitOf): FormulaUnit {
  const inner = (one: Expression) => unitOfFormula(one, unitOf);
  switch (expression.kind) {
    case 'number':
      return 'NUMBER';
    case 'indicator':
      return unitOf(expression.code);
    case 'negative':
    case 'previous':
      return inner(expression.of);
    case 'of':
      return expression.parts.map(inner).reduce((one, other) => same(one, other, expression.name));
    case 'index':
      return inner(expression.of) === 'NUMBER'
        ? wrong('index() is of an indicator, not of a number.')
        : 'PERCENT';
    case 'share':
      return shareOf(expression.name, inner(expression.part), inner(expression.whole));
    case 'shareAtLeast':
      return isAmount(unitOf(expression.code))
        ? 'PERCENT'
        : wrong(`shareAtLeast() adds up numbers; "${expression.code}" is in ${unitOf(expression.code)}.`);
    case 'binary':
      return ofOperation(expression.operator, inner(expression.left), inner(expression.right));
  }
}

function same(one: FormulaUnit, other: FormulaUnit, doing: string): FormulaUnit {
  if (one === other) return one;
  return wrong(`${doing} takes values of one unit, not ${name(one)} and ${name(other)}.`);
}

function shareOf(kind: 'ratio' | 'percent', part: FormulaUnit, whole: FormulaUnit): FormulaUnit {
  if (part === 'NUMBER' || whole === 'NUMBER')
    return wrong(`${kind}() divides an indicator by an indicator.`);
  return kind === 'percent' ? 'PERCENT' : 'RATIO';
}

function ofOperation(operator: '+' | '-' | '*' | '/', left: FormulaUnit, right: FormulaUnit): FormulaUnit {
  if (operator === '+' || operator === '-') return same(left, right, operator);
  if (right === 'NUMBER') return left;
  if (operator === '*') {
    if (left === 'NUMBER') return right;
    if (left === 'RATIO') return right;
    if (right === 'RATIO') return left;
    return wrong(`${left} times ${right} is nothing that people count: multiply by a number or a ratio.`);
  }
  if (left === 'NUMBER') return wrong(`A number divided by ${right} has no unit: divide an indicator by it.`);
  if (left === right) return 'RATIO';
  // Euro for each person stays euro; the title of the indicator says for each what.
  return isAmount(left) && isAmount(right) ? left : wrong(`${left} is not divided by ${right}.`);
}
