import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Cell, evaluate, type Input, type Known } from './evaluate.ts';
import type { Expression, Period } from './expression.ts';
import { toDecimal } from './fraction.ts';
import { FormulaError, parseFormula } from './parse-formula.ts';
import { periodBefore } from './period.ts';
import { checkFormula, type Named, resolveFormula } from './resolve-formula.ts';

const RUNS = process.env['KAPSTOK_SOAK'] === '1' ? 20_000 : 300;
const year = (y: number): Period => ({ start: `${y}-01-01`, end: `${y}-12-31` });

/** Values by `code year`, `code;dims year`; a value may be a whole cell. */
function knownOf(values: Record<string, string | Partial<Cell>[]>): Known {
  const cells = (code: string, dimensions: string, { start }: Period): Cell[] => {
    const name = dimensions === '' ? code : `${code};${dimensions}`;
    const found = values[`${name} ${start.slice(0, 4)}`];
    const list = typeof found === 'string' ? [{ value: found }] : (found ?? []);
    const base = { observationId: `${name} ${start}`, version: 1, value: null, reason: null, isBreak: false };
    return list.map((one) => ({ ...base, ...one }));
  };
  return {
    cells,
    breaks: (code, dimensions, version) =>
      Array.from({ length: 40 }, (_, i) => year(2000 + i)).flatMap((period) =>
        cells(code, dimensions, period).some((cell) => cell.isBreak && cell.version === version)
          ? [period.end]
          : [],
      ),
    before: (period) => periodBefore(period, 'YEARLY'),
  };
}

const ask = (text: string, values: Parameters<typeof knownOf>[0], y = 2020) => {
  const inputs: Input[] = [];
  const { value, numerator, denominator, reason, cause } = evaluate(
    parseFormula(text),
    year(y),
    knownOf(values),
    inputs,
  );
  const decimal = (one: typeof value) => (one === null ? null : toDecimal(one));
  return {
    value: decimal(value),
    numerator: decimal(numerator),
    denominator: decimal(denominator),
    reason,
    cause: cause === null ? null : `${cause.code} ${cause.period.start.slice(0, 4)}`,
    inputs: inputs.length,
  };
};

describe('results', () => {
  test.each([
    ['sums are exact', '"a" + 0.2', { 'a 2020': '0.1' }, { value: '0.3', reason: null }],
    [
      'a ratio keeps its parts',
      'ratio("a", "b")',
      { 'a 2020': '2', 'b 2020': '3' },
      { value: '0.66666667', numerator: '2', denominator: '3' },
    ],
    [
      'so does a percentage',
      'percent("a", "b")',
      { 'a 2020': '1', 'b 2020': '8' },
      { value: '12.5', numerator: '1', denominator: '8' },
    ],
    [
      'a division by zero is missing, with its parts',
      '"a" / "b"',
      { 'a 2020': '2', 'b 2020': '0' },
      { value: null, numerator: '2', denominator: '0', reason: 'DIVISION_BY_ZERO', cause: null },
    ],
    [
      'an input without number makes the result missing, and is named',
      '"a" + "b"',
      { 'a 2020': '2', 'b 2020': [{ reason: 'NOT_MEASURED' }] },
      { value: null, reason: 'NOT_MEASURED', cause: 'b 2020' },
    ],
    [
      'so does one that nobody recorded',
      '"a" + "b"',
      { 'a 2020': '2' },
      { reason: 'NOT_PUBLISHED', cause: 'b 2020' },
    ],
    [
      'growth takes the year before',
      '"a" - previous("a")',
      { 'a 2019': '7', 'a 2020': '9' },
      { value: '2', inputs: 2 },
    ],
    ['an index has its base', 'index("a", "2015")', { 'a 2015': '8', 'a 2020': '9' }, { value: '112.5' }],
    [
      'there is no growth across a break',
      '"a" - previous("a")',
      { 'a 2019': '7', 'a 2020': [{ value: '9', isBreak: true }] },
      { value: null, reason: 'BREAK_IN_SERIES', cause: 'a 2020' },
    ],
    [
      'nor from one definition to another',
      'index("a", "2015")',
      { 'a 2015': '8', 'a 2020': [{ value: '9', version: 2 }] },
      { value: null, reason: 'BREAK_IN_SERIES' },
    ],
    [
      'of two definitions side by side each compares with itself',
      '"a" - previous("a")',
      {
        'a 2019': [{ value: '7' }, { value: '70', version: 2 }],
        'a 2020': [{ value: '9' }, { value: '90', version: 2 }],
      },
      { value: '20' },
    ],
    [
      'the least and the greatest',
      'max("a", "b") - min("a", "b")',
      { 'a 2020': '2', 'b 2020': '5' },
      { value: '3' },
    ],
    ['a part of a breakdown', 'part("a", "sex=women") * 2', { 'a;sex=women 2020': '4' }, { value: '8' }],
    ['minus', '-"a" * (1 - 3)', { 'a 2020': '4' }, { value: '8' }],
  ])('%s', (_claim, text, values, expected) => {
    expect(ask(text, values as never)).toMatchObject(expected);
  });

  test('at least three of six criteria: the share, with both numbers', () => {
    const programme = new Map<string, Named>([
      ['c', { code: 'c', unit: 'PERSONS', dimensions: 'criteria=0,1,2,3,4,5,6', calculation: null }],
    ]);
    const own: Named = {
      code: 's',
      unit: 'PERCENT',
      dimensions: null,
      calculation: 'shareAtLeast("c", "criteria", 3)',
    };
    checkFormula(own, programme);
    const formula = resolveFormula(own, programme);
    const counts = ['500', '100', '80', '60', '40', '15', '5'];
    const values = Object.fromEntries(counts.map((value, k) => [`c;criteria=${k} 2020`, value]));
    const outcome = evaluate(formula, year(2020), knownOf(values));
    expect(
      [outcome.value, outcome.numerator, outcome.denominator].map((one) => one && toDecimal(one)),
    ).toEqual(['15', '120', '800']);
    delete values['c;criteria=4 2020'];
    expect(evaluate(formula, year(2020), knownOf(values))).toMatchObject({
      value: null,
      reason: 'NOT_PUBLISHED',
      cause: { dimensions: 'criteria=4' },
    });
  });
});

describe('what is no formula', () => {
  test.each([
    'process.exit()',
    'constructor("a")',
    '"a".length',
    '"a"["b"]',
    'x',
    '"a" ? 1 : 2',
    '"a" && "b"',
    '[1]',
    '"a" ** 2',
    '1e3 * "a"',
    '0x10 * "a"',
    '"a"; "b"',
    '',
    '"a',
    'this',
    'true',
    'previous()',
    'index("a", "spring")',
    'part("a", "sex")',
    '`a`',
    '"a"\n+ 1',
    '"__proto__"()',
    `${'('.repeat(900)}1${')'.repeat(90)}`,
    `${'-'.repeat(900)}1`,
    '1'.repeat(1001),
  ])('%s', (text) => {
    expect(() => parseFormula(text)).toThrow(FormulaError);
  });

  test('whatever is typed, it is a formula or is told not to be', () => {
    const letters = fc.string({ unit: fc.constantFrom(...'"ab1.+-*/(), []{}?:\\'), maxLength: 40 });
    fc.assert(
      fc.property(fc.oneof(letters, fc.string({ maxLength: 60 })), (text) => {
        try {
          parseFormula(text);
        } catch (error) {
          expect(error).toBeInstanceOf(FormulaError);
        }
      }),
      { numRuns: RUNS },
    );
  });
});

describe('units', () => {
  const units: Record<string, Named['unit']> = {
    p: 'PERSONS',
    q: 'PERSONS',
    e: 'EURO',
    s: 'PERCENT',
    r: 'RATIO',
  };
  const programme = new Map(
    Object.entries(units).map(([code, unit]) => [code, { code, unit, dimensions: null, calculation: null }]),
  );
  const check = (calculation: string, unit: Named['unit']) =>
    checkFormula({ code: 'own', unit, dimensions: null, calculation }, programme);

  test.each<[string, Named['unit']]>([
    ['"p" + "q"', 'PERSONS'],
    ['2 * "p"', 'PERSONS'],
    ['"p" / "q"', 'RATIO'],
    ['ratio("p", "e")', 'RATIO'],
    ['percent("p", "q")', 'PERCENT'],
    ['"e" / "p"', 'EURO'],
    ['"p" * "r"', 'PERSONS'],
    ['index("p", "2015")', 'PERCENT'],
    ['previous("s") - "s"', 'PERCENT'],
  ])('%s is in %s', (text, unit) => {
    expect(() => check(text, unit)).not.toThrow();
    expect(() => check(text, 'MEALS')).toThrow(FormulaError);
  });

  test.each([
    '"p" + "e"',
    '"p" + 1',
    '"p" * "e"',
    '1 / "p"',
    '"s" / "p"',
    '"unknown"',
    '1 + 1',
    'sum("p", "s")',
    'ratio(1, "p")',
  ])('%s is refused', (text) => {
    for (const unit of ['PERSONS', 'EURO', 'RATIO', 'PERCENT', 'COUNT'] as const)
      expect(() => check(text, unit)).toThrow(FormulaError);
  });

  test('a ring is refused, however long', () => {
    const ring = new Map(
      ['a', 'b', 'c'].map((code, i, all) => [
        code,
        { code, unit: 'PERSONS' as const, dimensions: null, calculation: `"${all[(i + 1) % 3]}"` },
      ]),
    );
    for (const one of ring.values()) expect(() => checkFormula(one, ring)).toThrow(/ring: /);
    const self = { code: 'own', unit: 'PERSONS' as const, dimensions: null, calculation: '"own" + 1' };
    expect(() => checkFormula(self, programme)).toThrow(/ring: own → own/);
  });

  test('formulas that double at each step are told to be too large', () => {
    const tower = new Map<string, Named>([
      ['t0', { code: 't0', unit: 'PERSONS', dimensions: null, calculation: null }],
    ]);
    for (let i = 1; i <= 60; i += 1)
      tower.set(`t${i}`, {
        code: `t${i}`,
        unit: 'PERSONS',
        dimensions: null,
        calculation: `"t${i - 1}" + "t${i - 1}"`,
      });
    expect(() => checkFormula(tower.get('t60') as Named, tower)).toThrow(/too large/);
  });
});

describe('beside an evaluator that never reduces a fraction', () => {
  /** A tree with the text of its formula and its value, worked out apart. */
  interface Sample {
    readonly text: string;
    readonly value: readonly [n: bigint, d: bigint] | null;
  }
  const CODES = ['a', 'b', 'c'] as const;
  const decimals = fc.record({
    units: fc.integer({ min: -5000, max: 5000 }),
    places: fc.integer({ min: 0, max: 3 }),
  });
  const written = ({ units, places }: { units: number; places: number }): string => {
    const digits = String(Math.abs(units)).padStart(places + 1, '0');
    const text = places === 0 ? digits : `${digits.slice(0, -places)}.${digits.slice(-places)}`;
    return units < 0 ? `-${text}` : text;
  };
  const apply = (op: string, x: Sample['value'], y: Sample['value']): Sample['value'] => {
    if (x === null || y === null) return null;
    const [[a, b], [c, d]] = [x, y];
    if (op === '+') return [a * d + c * b, b * d];
    if (op === '-') return [a * d - c * b, b * d];
    if (op === '*') return [a * c, b * d];
    return c === 0n ? null : [a * d, b * c];
  };
  const trees = (values: readonly { units: number; places: number }[]) =>
    fc.letrec<{ tree: Sample }>((tie) => ({
      tree: fc.oneof(
        { maxDepth: 5, withCrossShrink: true },
        fc.constantFrom(0, 1, 2).map((i): Sample => {
          const { units, places } = values[i] ?? { units: 0, places: 0 };
          return { text: `"${CODES[i]}"`, value: [BigInt(units), 10n ** BigInt(places)] };
        }),
        fc.integer({ min: 0, max: 99 }).map((n): Sample => ({ text: String(n), value: [BigInt(n), 1n] })),
        fc.tuple(fc.constantFrom('+', '-', '*', '/'), tie('tree'), tie('tree')).map(
          ([op, x, y]): Sample => ({
            text: `(${x.text} ${op} ${y.text})`,
            value: apply(op, x.value, y.value),
          }),
        ),
        tie('tree').map((x): Sample => ({ text: `(-${x.text})`, value: apply('-', [0n, 1n], x.value) })),
        fc
          .tuple(tie('tree'), tie('tree'))
          .map(
            ([x, y]): Sample => ({ text: `sum(${x.text}, ${y.text})`, value: apply('+', x.value, y.value) }),
          ),
      ),
    })).tree;

  test('every formula comes to the same, rounded once at the end', () => {
    const samples = fc
      .array(decimals, { minLength: 3, maxLength: 3 })
      .chain((values) => fc.record({ values: fc.constant(values), tree: trees(values) }));
    fc.assert(
      fc.property(samples, ({ values, tree }) => {
        if (tree.text.length > 1000) return;
        const given = Object.fromEntries(values.map((value, i) => [`${CODES[i]} 2020`, written(value)]));
        const result = ask(tree.text, given);
        if (tree.value === null) expect(result).toMatchObject({ value: null, reason: 'DIVISION_BY_ZERO' });
        else expect(result.value).toBe(roundedText(tree.value));
      }),
      { numRuns: RUNS },
    );
  });

  /** Eight places, halves away from zero, by long division. */
  function roundedText([n, d]: readonly [bigint, bigint]): string {
    const isNegative = n < 0n !== d < 0n && n !== 0n;
    const [a, b] = [n < 0n ? -n : n, d < 0n ? -d : d];
    let units = (a * 100_000_000n) / b;
    if (2n * ((a * 100_000_000n) % b) >= b) units += 1n;
    const whole = units / 100_000_000n;
    const rest = String(units % 100_000_000n)
      .padStart(8, '0')
      .replace(/0+$/, '');
    const text = rest === '' ? String(whole) : `${whole}.${rest}`;
    return isNegative && units !== 0n ? `-${text}` : text;
  }
});

test('the period before is as far apart as values are expected', () => {
  expect(periodBefore({ start: '2020-03-01', end: '2020-03-31' }, 'MONTHLY')).toEqual({
    start: '2020-02-01',
    end: '2020-02-29',
  });
  expect(periodBefore(year(2020), 'THREE_YEARLY')).toEqual(year(2017));
  expect(periodBefore({ start: '2020-01-01', end: '2020-06-30' }, 'IRREGULAR')).toEqual({
    start: '2019-07-01',
    end: '2019-12-31',
  });
  expect(periodBefore({ start: '2020-01-02', end: '2020-06-30' }, 'YEARLY')).toBeNull();
});

test('nothing of an expression is lost when it is written out', () => {
  const formula: Expression = parseFormula('sum("a", 2) / -"b"');
  expect(formula).toMatchObject({ kind: 'binary', operator: '/', right: { kind: 'negative' } });
});
