import type { CsvRow } from '@kapstok/kit';
import { describe, expect, test } from 'vitest';
import {
  amountOrReason,
  costIsWhole,
  divideOwnAgreement,
  doesNotCircle,
  linksTwo,
  sharesAreWhole,
} from './rules.ts';

/** These rules look at their own file only. */
const noRows = () => [];

/** Rows as they stand in a file with these columns. */
const rows = (columns: string, ...lines: readonly string[]): CsvRow[] =>
  lines.map((line, i) => {
    const cells = line.split(' ');
    const names = columns.split(' ');
    return {
      line: i + 2,
      cells: Object.fromEntries(names.map((name, at) => [name, (cells[at] ?? '').replace('-', '')])),
    };
  });
const linesOf = (breaches: readonly { row: CsvRow }[]): number[] => breaches.map(({ row }) => row.line);

describe('the shares of an agreement', () => {
  const columns = 'agreement action share_percent';
  test.each([
    ['may be a whole', ['G a 100'], []],
    ['may be several that add to a whole', ['G a 33.33', 'G b 33.3', 'G c 33.37'], []],
    ['must add to 100 %: too little', ['G a 60', 'G b 30'], [3]],
    ['must add to 100 %: too much, by a hundredth', ['G a 60', 'G b 40.01'], [3]],
    ['are added for each agreement apart', ['G a 100', 'H a 50', 'H b 50'], []],
    ['are not nothing', ['G a 100', 'G b 0'], [3]],
    ['are left to the cell check when they are no numbers', ['G a 60', 'G b much'], []],
  ])('%s', (_claim, lines, expected) => {
    expect(linesOf(sharesAreWhole(rows(columns, ...lines), noRows))).toEqual(expected);
  });

  test('that do not add up are told with their sum', () => {
    const [breach] = sharesAreWhole(rows(columns, 'G a 60', 'G b 30.5'), noRows);
    expect(breach?.message).toBe('makes the shares of G add to 90.5 %; they must add to 100 %');
  });
});

describe('the shares of a cost', () => {
  const columns = 'code agreement parent share_numerator share_denominator';
  test.each([
    ['may be thirds', ['1 G - 1 3', '2 G - 2 3'], []],
    ['add to a whole at each level', ['1 G - 3 5', '2 G - 2 5', '3 G 2 1 3', '4 G 2 2 3'], []],
    ['must add to a whole', ['1 G - 1 3', '2 G - 1 3'], [3]],
    ['must add to a whole below, too', ['1 G - 5 5', '2 G 1 1 3'], [3]],
  ])('%s', (_claim, lines, expected) => {
    expect(linesOf(costIsWhole(rows(columns, ...lines), noRows))).toEqual(expected);
  });

  test('divide shares of their own agreement only', () => {
    const found = divideOwnAgreement(rows('code agreement parent', '1 G -', '2 G 1', '3 H 1'), noRows);
    expect(linesOf(found)).toEqual([4]);
  });
});

test('a budget line has an amount or a reason, never both and never neither', () => {
  const columns = 'original_amount revised_amount amount_reason';
  const found = amountOrReason(rows(columns, '5 - -', '- 5 -', '- - LOST', '- - -', '5 - LOST'), noRows);
  expect(linesOf(found)).toEqual([5, 6]);
});

test('a row is never its own ancestor', () => {
  expect(linesOf(doesNotCircle(rows('code parent', 'a -', 'b a', 'c b'), noRows))).toEqual([]);
  expect(linesOf(doesNotCircle(rows('code parent', 'a c', 'b a', 'c b', 'd a'), noRows))).toEqual([2, 3, 4]);
});

test('an organisation does not come from itself', () => {
  expect(linesOf(linksTwo(rows('predecessor successor', 'a b', 'a a'), noRows))).toEqual([3]);
});
