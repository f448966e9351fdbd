import { parsePartialDate } from '@kapstok/kit';
import jsep from 'jsep';
import { parseDimensions, writeDimensions } from '../observation/dimensions.ts';
import type { Expression, Period, Reference } from './expression.ts';
import { ofDecimal } from './fraction.ts';

/** Why a text is no formula, in a sentence that says what would be right. */
export class FormulaError extends Error {}

const LONGEST = 1000;
const DEEPEST = 40;

const wrong = (message: string): never => {
  throw new FormulaError(message);
};

/**
 * Reads a formula. The text is parsed by a library that makes a tree and evaluates nothing; of that tree only numbers,
 * quoted codes, the four operations and our own functions pass.
 */
export function parseFormula(text: string): Expression {
  if (text.length > LONGEST) wrong(`A formula has ${LONGEST} characters at most.`);
  if (/[^\x20-\x7e\p{L}\p{N}]/u.test(text)) wrong('A formula is one line of letters, digits and signs.');
  checkDepth(text);
  return read(treeOf(text), 0);
}

/** Before it is parsed: a parser that calls itself for each bracket would end in a heap of calls. */
function checkDepth(text: string): void {
  let depth = 0;
  for (const sign of text.replaceAll(/"[^"]*"|'[^']*'/g, '')) {
    if ('([{'.includes(sign)) depth += 1;
    else if (')]}'.includes(sign)) depth -= 1;
    if (depth > DEEPEST) wrong(`A formula has ${DEEPEST} brackets inside one another at most.`);
  }
}

function treeOf(text: string): jsep.Expression {
  try {
    return jsep(text);
  } catch (error) {
    const why = error instanceof Error ? error.message : '';
    return wrong(`This is no formula: ${why.slice(0, 200)}.`);
  }
}

function read(node: jsep.Expression, depth: number): Expression {
  if (depth > 2 * DEEPEST)
    wrong('The formula is nested too deeply: calculate a part of it in an indicator of its own.');
  const inner = (one: jsep.Expression) => read(one, depth + 1);
  if (isKind(node, 'Literal')) return literal(node);
  if (isKind(node, 'UnaryExpression') && node.operator === '-')
    return { kind: 'negative', of: inner(node.argument) };
  if (isKind(node, 'BinaryExpression')) {
    const { operator } = node;
    if (operator === '+' || operator === '-' || operator === '*' || operator === '/')
      return { kind: 'binary', operator, left: inner(node.left), right: inner(node.right) };
    return wrong(`${operator} is no operation of formulas: use + - * or /.`);
  }
  if (isKind(node, 'CallExpression')) return call(node, inner);
  if (isKind(node, 'Identifier'))
    return wrong(
      `Write the code of an indicator in quotes: "${node.name}". Functions are ${NAMES.join(', ')}.`,
    );
  return wrong('A formula has numbers, codes in quotes, + - * / and functions, nothing else.');
}

interface Kinds {
  Literal: jsep.Literal;
  UnaryExpression: jsep.UnaryExpression;
  BinaryExpression: jsep.BinaryExpression;
  CallExpression: jsep.CallExpression;
  Identifier: jsep.Identifier;
}
const isKind = <K extends keyof Kinds>(node: jsep.Expression, kind: K): node is Kinds[K] =>
  node.type === kind;

/** A number as it was written, never as a double; a text is the code of an indicator. */
function literal({ value, raw }: jsep.Literal): Expression {
  if (typeof value === 'string') return { kind: 'indicator', code: codeOf(value), dimensions: '' };
  if (/^\d{1,15}(\.\d{1,8})?$/.test(raw)) return { kind: 'number', value: ofDecimal(raw) };
  return wrong(`${raw} is no number of formulas: digits, with a dot before at most 8 decimals.`);
}

function codeOf(text: string): string {
  return /^[\p{L}\p{N}][\p{L}\p{N}._+:-]{0,79}$/u.test(text)
    ? text
    : wrong(`"${text.slice(0, 80)}" is not the code of an indicator.`);
}

type Read = (node: jsep.Expression) => Expression;
const FUNCTIONS: Readonly<Record<string, (args: readonly jsep.Expression[], read: Read) => Expression>> = {
  ratio: (args, inner) => share('ratio', args, inner),
  percent: (args, inner) => share('percent', args, inner),
  sum: (args, inner) => several('sum', args, inner),
  min: (args, inner) => several('min', args, inner),
  max: (args, inner) => several('max', args, inner),
  previous: (args, inner) => ({ kind: 'previous', of: inner(only(args, 1, 'previous(value)')[0] as never) }),
  index: (args, inner) => {
    const [of, base] = only(args, 2, 'index(value, "2015")');
    return { kind: 'index', of: inner(of as never), base: periodOf(textIn(base, 'index(value, "2015")')) };
  },
  part: (args) => part(only(args, 2, 'part("code", "sex=women")')),
  shareAtLeast: (args) => shareAtLeast(only(args, 3, 'shareAtLeast("code", "items", 3)')),
};
const NAMES = Object.keys(FUNCTIONS);

function call({ callee, arguments: args }: jsep.CallExpression, inner: Read): Expression {
  const name = isKind(callee, 'Identifier') ? callee.name : '';
  const make = Object.hasOwn(FUNCTIONS, name) ? FUNCTIONS[name] : undefined;
  return make === undefined
    ? wrong(`${name === '' ? 'This' : name} is no function of formulas: they are ${NAMES.join(', ')}.`)
    : make(args, inner);
}

function only(args: readonly jsep.Expression[], count: number, example: string): readonly jsep.Expression[] {
  return args.length === count ? args : wrong(`A function has another number of arguments: ${example}.`);
}

function textIn(node: jsep.Expression | undefined, example: string): string {
  if (node !== undefined && isKind(node, 'Literal') && typeof node.value === 'string') return node.value;
  return wrong(`A text in quotes is missing: ${example}.`);
}

function share(name: 'ratio' | 'percent', args: readonly jsep.Expression[], inner: Read): Expression {
  const [part, whole] = only(args, 2, `${name}(part, whole)`).map(inner);
  return { kind: 'share', name, part: part as Expression, whole: whole as Expression };
}

function several(name: 'sum' | 'min' | 'max', args: readonly jsep.Expression[], inner: Read): Expression {
  return args.length > 0 ? { kind: 'of', name, parts: args.map(inner) } : wrong(`${name} needs a value.`);
}

function part([code, dimensions]: readonly jsep.Expression[]): Reference {
  const example = 'part("code", "sex=women")';
  const found = parseDimensions(textIn(dimensions, example));
  if (found === null || found.length === 0) return wrong(`A part is named by its breakdown: ${example}.`);
  return {
    kind: 'indicator',
    code: codeOf(textIn(code, example)),
    dimensions: writeDimensions(found),
  };
}

function shareAtLeast([code, dimension, least]: readonly jsep.Expression[]): Expression {
  const example = 'shareAtLeast("code", "items", 3)';
  const raw = least !== undefined && isKind(least, 'Literal') ? least.raw : '';
  if (!/^\d{1,3}$/.test(raw)) wrong(`The least number of items is a whole number: ${example}.`);
  return {
    kind: 'shareAtLeast',
    code: codeOf(textIn(code, example)),
    dimension: textIn(dimension, example),
    least: Number(raw),
    values: null,
  };
}

/** A year, a month or a day as a period. */
function periodOf(text: string): Period {
  const known = parsePartialDate(text);
  if (known === null)
    return wrong(`"${text.slice(0, 20)}" is no period: write a year such as "2015", or a month.`);
  const { date, precision } = known;
  const start = precision === 'YEAR' ? `${date.slice(0, 4)}-01-01` : `${date.slice(0, 7)}-01`;
  return { start: precision === 'DAY' ? date : start, end: date };
}
