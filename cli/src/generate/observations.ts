import type { RecordedReason } from '@kapstok/schema';
import type { City } from './city.ts';
import { addMonths, endOfMonth } from './days.ts';
import { cyclic, Dice } from './dice.ts';
import { type Indicator, versionIn } from './indicators.ts';
import { CITY } from './places.ts';
import { SOURCE } from './programme.ts';
import { local, type Row } from './row.ts';
import { cellsOf, LAST_YEAR, partOf, placesOf, published, valueIn, YEARS, yearValues } from './series.ts';

interface Period {
  readonly year: number;
  readonly start: string;
  readonly end: string;
  /** Its share of the year, and whether it begins the year. */
  readonly first: boolean;
}

/** What one cell says beside where and when it is. */
interface Figure {
  readonly value: number;
  readonly dimensions?: string;
  readonly vintage: string;
  readonly series?: string;
  readonly version?: number;
  readonly isProvisional?: boolean;
  readonly more?: Row;
}

/** One after the other, never all at once: a large city has a million. */
export function* observationRows(city: City): Generator<Row> {
  let count = 0;
  const code = () => `O${++count}`;
  for (const [at, indicator] of city.indicators.entries()) {
    if (indicator.calculation !== undefined) continue;
    const dice = new Dice(city.seed, 'observations', indicator.code);
    for (const place of placesOf(indicator)) {
      const values = yearValues(city.seed, indicator, place);
      for (const period of periodsOf(dice, indicator)) {
        const total = valueIn(values, period.year);
        for (const figure of figuresOf(dice, indicator, at, place, period, total))
          yield toRow(code(), indicator, place, period, figure);
      }
    }
  }
  yield* impossibleRows(city, code);
}

/** No child is counted as a household of one: a nought by the rules, and not because nobody was found. */
function* impossibleRows({ indicators }: City, code: () => string): Generator<Row> {
  const start = `${LAST_YEAR}-01-01`;
  const period = { year: LAST_YEAR, start, end: `${LAST_YEAR}-12-31`, first: true };
  for (const indicator of indicators) {
    if (indicator.unit !== 'PERSONS' || indicator.frequency !== 'YEARLY') continue;
    if (indicator.calculation !== undefined) continue;
    yield toRow(code(), indicator, CITY, period, {
      value: 0,
      dimensions: 'age=0-17;household=alone',
      vintage: vintageOf(period, true),
      more: { is_structural_zero: true, is_break: false },
    });
  }
}

function periodsOf(dice: Dice, { frequency }: Indicator): Period[] {
  const years =
    frequency === 'THREE_YEARLY'
      ? YEARS.filter((year) => year % 3 === 1)
      : frequency === 'IRREGULAR'
        ? YEARS.filter((year) => year === 2019 || dice.chance(0.6))
        : YEARS;
  const months = frequency === 'MONTHLY' ? 1 : frequency === 'QUARTERLY' ? 3 : 12;
  return years.flatMap((year) =>
    Array.from({ length: 12 / months }, (_, i) => {
      const start = addMonths(`${year}-01-01`, i * months);
      return { year, start, end: endOfMonth(addMonths(start, months - 1)), first: i === 0 };
    }),
  );
}

function* figuresOf(
  dice: Dice,
  indicator: Indicator,
  at: number,
  place: string,
  period: Period,
  total: number,
): Generator<Figure> {
  const { year } = period;
  const isYear = period.end.slice(5) === '12-31' && period.start.slice(5) === '01-01';
  const now = isYear ? total : total * (1 + dice.noise() * 0.05);
  const vintage = vintageOf(period, isYear);
  if (place !== CITY || !isYear) {
    yield { value: now, vintage };
  } else if (dice.chance(0.04) && year < LAST_YEAR && year !== 2019) {
    // Only some other place or later year has a figure here.
    yield { value: Number.NaN, vintage, more: gapOf(dice) };
    return;
  } else {
    yield* revisions(dice, indicator, year, now);
  }
  if (place !== CITY) return;
  // In the year of the change both definitions were measured, so that readers see the step.
  if (isYear && indicator.changes.includes(year))
    yield { value: total * 0.95, vintage, version: versionIn(indicator, year) - 1 };
  if (isYear && at % 13 === 7 && year % 4 === 1)
    yield { value: total * 1.02, vintage, series: 'press', more: { note: 'As a newspaper had it.' } };
  for (const cell of cellsOf(indicator)) {
    const part = partOf(indicator, now, cell) * (1 + dice.noise() * 0.02);
    const isSmall = indicator.unit === 'PERSONS' && part < 25;
    yield {
      value: part,
      dimensions: cell.dimensions,
      vintage,
      ...(isSmall ? { more: { is_confidential: true } } : {}),
    };
  }
}

const vintageOf = ({ year, end }: Period, isYear: boolean): string =>
  isYear ? (year % 3 === 0 ? `${year + 1}` : `${year + 1}-06`) : endOfMonth(addMonths(end, 2));

/** Years from 2020 on were published more than once: provisional in spring, then final, at times corrected. */
function* revisions(dice: Dice, indicator: Indicator, year: number, value: number): Generator<Figure> {
  const parts = shareParts(dice, indicator, value);
  if (year < 2020) return yield { value, vintage: `${year + 1}-06-15`, ...parts };
  const early = value * (1 + dice.noise() * 0.03);
  yield { value: early, vintage: `${year + 1}-03`, isProvisional: true };
  if (year === LAST_YEAR) return;
  yield { value, vintage: `${year + 1}-10-01`, ...parts };
  if (dice.chance(0.2)) yield { value: value * 1.01, vintage: `${year + 2}-05-20` };
}

/** Of half of the percentages the numbers behind them are known. */
function shareParts(dice: Dice, { unit, level }: Indicator, value: number): { more?: Row } {
  if (unit !== 'PERCENT') return {};
  if (level === 'OUTPUT' || dice.chance(0.5)) return { more: { is_estimate: level === 'IMPACT' } };
  const denominator = dice.whole(800, 4200);
  return { more: { numerator: Math.round((value * denominator) / 100), denominator } };
}

const GAPS: readonly RecordedReason[] = ['NOT_MEASURED', 'NOT_PUBLISHED', 'LOST_IN_SOURCE', 'NOT_APPLICABLE'];
const SAID = {
  nl: 'Volgens het jaarverslag ongeveer gelijk gebleven.',
  fr: 'Selon le rapport annuel, à peu près stable.',
  en: 'About the same, says the yearly report.',
};

const gapOf = (dice: Dice): Row => ({
  value_reason: cyclic(GAPS, dice.whole(0, GAPS.length - 1)),
  ...(dice.chance(0.6) ? local('qualitative', SAID) : {}),
});

function toRow(code: string, indicator: Indicator, place: string, period: Period, figure: Figure): Row {
  const { year, start, end, first } = period;
  const { value, dimensions, vintage, series = 'main', more = {} } = figure;
  const numerator = Number(more['numerator'] ?? Number.NaN);
  // A percentage is what its two parts make, to the digit.
  const said = Number.isNaN(numerator) ? value : (100 * numerator) / Number(more['denominator']);
  const isNew = indicator.changes.includes(year) || indicator.breakYear === year;
  return {
    code,
    indicator: indicator.code,
    version: figure.version ?? versionIn(indicator, year),
    place,
    period_start: start,
    period_end: end,
    dimensions,
    series,
    value: Number.isNaN(said) ? undefined : published(indicator, said),
    vintage,
    is_break: isNew && first && figure.version === undefined,
    is_estimate: false,
    is_provisional: figure.isProvisional ?? false,
    is_confidential: false,
    is_derived: series === 'press',
    source: SOURCE,
    ...more,
  };
}
