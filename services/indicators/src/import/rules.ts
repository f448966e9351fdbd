import { type CsvRow, partialDate, type RowRule as Rule } from '@kapstok/kit';
import type { IndicatorUnit } from '@kapstok/schema';
import { FormulaError } from '../formula/parse-formula.ts';
import { checkFormula, type Named } from '../formula/resolve-formula.ts';

/** A place is not inside itself. */
export const placesDoNotCircle: Rule = (rows) => {
  const parentOf = new Map(rows.map(({ cells }) => [cells['nis_code'] ?? '', cells['parent'] ?? '']));
  return rows.flatMap((row) => {
    const own = row.cells['nis_code'] ?? '';
    const seen = new Set<string>();
    for (let at = parentOf.get(own) ?? ''; at !== '' && !seen.has(at); at = parentOf.get(at) ?? '')
      seen.add(at);
    return seen.has(own) ? [{ row, column: 'parent', message: 'puts the place inside itself' }] : [];
  });
};

/** A ratio has both its parts or neither. */
export const ratiosAreWhole: Rule = (rows) =>
  rows
    .filter(({ cells }) => !cells['numerator'] !== !cells['denominator'])
    .map((row) => {
      const column = row.cells['numerator'] ? 'denominator' : 'numerator';
      return {
        row,
        column,
        message: 'is empty although the other part of the ratio is given: give both or neither',
      };
    });

/** Nobody can be counted: the figure is nought, and has no parts. */
export const structuralZerosAreNought: Rule = (rows) =>
  rows
    .filter(
      ({ cells }) =>
        cells['is_structural_zero'] === 'true' &&
        (!isNought(cells['value'] ?? '') || cells['numerator'] || cells['denominator']),
    )
    .map((row) => ({ row, column: 'is_structural_zero', message: NOT_NOUGHT }));

/** What is wrong with a structural zero that is none. */
export const NOT_NOUGHT =
  'is for a figure of 0 without numerator and denominator, where nobody can ever be counted';
export const isNought = (value: string): boolean => /^-?0+(\.0*)?$/.test(value);

const CELL = ['indicator', 'version', 'place', 'period_start', 'period_end', 'dimensions', 'series'];

/** One publication says one thing of a cell: a second figure is another series or a later vintage. */
export const figuresAreToldApart: Rule = (rows) => {
  const first = new Map<string, CsvRow>();
  return rows.flatMap((row) => {
    const key = JSON.stringify([
      ...CELL.map((name) => row.cells[name] ?? ''),
      lastDay(row.cells['vintage'] ?? ''),
    ]);
    const other = first.get(key);
    if (other === undefined) {
      first.set(key, row);
      return [];
    }
    const message = `repeats line ${other.line}: same ${CELL.join(', ')} and vintage; a figure that another source gives is another series, a revision has a later vintage`;
    return [{ row, column: 'vintage', message }];
  });
};

/** The day that a partly known date stands for; the cell itself when it is no date, which is told elsewhere. */
function lastDay(cell: string): string {
  try {
    return String(partialDate.read([cell], () => undefined)[0]);
  } catch {
    return cell;
  }
}

/** A link that no source states says what it rests on. */
export const derivedLinksAreExplained: Rule = (rows) =>
  rows
    .filter(
      ({ cells }) =>
        cells['basis'] === 'DERIVED' && !['nl', 'fr', 'en', 'de'].some((l) => cells[`assumption_${l}`]),
    )
    .map((row) => ({
      row,
      column: 'assumption_nl',
      message: 'is empty; a derived link says what it rests on',
    }));

/** The block of an indicator is one of its domain. */
export const blocksAreInTheDomain: Rule = (rows, rowsOf) => {
  const domainOf = new Map(rowsOf('blocks.csv').map(({ cells }) => [cells['code'], cells['domain']]));
  return rows
    .filter(({ cells }) => {
      const domain = domainOf.get(cells['block']);
      return domain !== undefined && domain !== cells['domain'];
    })
    .map((row) => ({ row, column: 'block', message: 'is a block of another domain' }));
};

/** A formula can be read, its units fit, and it names indicators that are there and not in a ring. */
export const calculationsHold: Rule = (rows, rowsOf) => {
  const newest = new Map<string, CsvRow>();
  for (const row of rows) {
    const before = newest.get(row.cells['indicator'] ?? '');
    if (before === undefined || Number(row.cells['version']) > Number(before.cells['version']))
      newest.set(row.cells['indicator'] ?? '', row);
  }
  const named = rowsOf('indicators.csv').map(({ cells }): Named => {
    const code = cells['code'] ?? '';
    const own = newest.get(code)?.cells ?? {};
    const unit = (own['unit'] || cells['unit']) as IndicatorUnit;
    return { code, unit, dimensions: own['dimensions'] || null, calculation: own['calculation'] || null };
  });
  const programme = new Map(named.map((one) => [one.code, one]));
  return [...newest].flatMap(([code, row]) => {
    const own = programme.get(code);
    const message = own === undefined ? null : whyNot(own, programme);
    return message === null ? [] : [{ row, column: 'calculation', message }];
  });
};

function whyNot(own: Named, programme: ReadonlyMap<string, Named>): string | null {
  try {
    checkFormula(own, programme);
    return null;
  } catch (error) {
    if (error instanceof FormulaError) return `does not hold: ${error.message}`;
    throw error;
  }
}

const SIMILAR = [
  'similar_indicator',
  'similar_place',
  'similar_start',
  'similar_end',
  'similar_within_percent',
];

/** A rule by which places were chosen says all of it or nothing. */
export const similarRulesAreWhole: Rule = (rows) =>
  rows.flatMap((row) => {
    const empty = SIMILAR.filter((name) => !row.cells[name]);
    if (empty.length === 0 || empty.length === SIMILAR.length) return [];
    return [{ row, column: empty[0] ?? '', message: `is empty; a rule has all of ${SIMILAR.join(', ')}` }];
  });

/** A published number is traced to an observation or it is not. */
export const figuresAreTracedOrNot: Rule = (rows) =>
  rows
    .filter(({ cells }) => cells['observation'] && cells['untraceable'])
    .map((row) => ({ row, column: 'untraceable', message: 'is filled although an observation is named' }));

/** A key factor that was judged says when, one that was not has no such day. */
export const judgedFactorsHaveADay: Rule = (rows) =>
  rows
    .filter(({ cells }) => (cells['state'] === 'NOT_ASSESSED') !== !cells['assessed_on'])
    .map((row) => ({
      row,
      column: 'assessed_on',
      message:
        row.cells['state'] === 'NOT_ASSESSED'
          ? 'is given, but nobody judged it: leave it empty, or say what was judged'
          : 'is empty: a factor that was judged says when',
    }));

/** Evidence names its source, or the observation that says so. */
export const evidenceRestsOnSomething: Rule = (rows) =>
  rows
    .filter(({ cells }) => !cells['source'] && !cells['observation'])
    .map((row) => ({ row, column: 'source', message: 'is empty: evidence has a source or an observation' }));
