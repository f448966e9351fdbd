import type { IndicatorUnit } from '@kapstok/schema';
import { Dice } from './dice.ts';
import type { Indicator } from './indicators.ts';
import { CITY, COUNTRY, NEIGHBOURS, REGION } from './places.ts';

/** Years of which there are figures. */
export const FIRST_YEAR = 2014;
export const LAST_YEAR = 2025;
export const YEARS = Array.from({ length: LAST_YEAR - FIRST_YEAR + 1 }, (_, i) => FIRST_YEAR + i);

const DECIMALS: Readonly<Record<IndicatorUnit, number>> = {
  PERCENT: 1,
  PERSONS: 0,
  HOUSEHOLDS: 0,
  PLACES: 0,
  EURO: 0,
  FTE: 1,
  MEALS: 0,
  COUNT: 0,
  RATIO: 2,
  THOUSAND_PERSONS: 2,
};

/** As it is published: rounded, never below nothing, shares never above a whole. */
export const published = ({ unit }: Indicator, value: number): string =>
  Math.min(Math.max(value, 0), unit === 'PERCENT' ? 100 : Number.MAX_SAFE_INTEGER).toFixed(DECIMALS[unit]);

/** How much larger the same thing is elsewhere; shares only shift a little. */
const sizeOf = (unit: IndicatorUnit, place: string, dice: Dice): number => {
  const shift = 0.85 + dice.unit() * 0.3;
  if (unit === 'PERCENT' || unit === 'RATIO' || place === CITY) return place === CITY ? 1 : shift;
  if (place === REGION) return 62 * shift;
  return place === COUNTRY ? 108 * shift : 0.35 * shift;
};

/** The yearly values of an indicator at a place, before rounding: a trend, a dip or rise around 2020, some noise. */
export function yearValues(seed: number, indicator: Indicator, place: string): readonly number[] {
  const dice = new Dice(seed, 'series', indicator.code, place);
  const { start, trend, unit, changes, breakYear } = indicator;
  const size = start * sizeOf(unit, place, dice);
  const slope = (place === CITY ? trend : trend * (0.4 + dice.unit() * 0.5)) / 100;
  const shock = dice.noise() * 0.06;
  const steps = [...changes, ...(breakYear === undefined ? [] : [breakYear])];
  return YEARS.map((year) => {
    const covid = year === 2020 ? shock : year === 2021 ? shock / 2 : 0;
    const step = steps.filter((at) => at <= year).length * 0.05;
    return size * (1 + slope * (year - 2019) + covid + step + dice.noise() * 0.012);
  });
}

export const valueIn = (values: readonly number[], year: number): number => values[year - FIRST_YEAR] ?? 0;

/** Places of which an indicator has figures: what the city itself does is known of the city only. */
export const placesOf = ({ level, frequency }: Indicator): readonly string[] =>
  level === 'OUTPUT' || frequency === 'MONTHLY' || frequency === 'QUARTERLY'
    ? [CITY]
    : [CITY, REGION, COUNTRY, ...NEIGHBOURS];

/** A share of the whole, and by how much a percentage differs in that group. */
interface Cell {
  readonly dimensions: string;
  readonly share: number;
  readonly factor: number;
}

const AGES: readonly Cell[] = [
  { dimensions: 'age=0-17', share: 0.24, factor: 1.25 },
  { dimensions: 'age=18-64', share: 0.58, factor: 0.94 },
  { dimensions: 'age=65+', share: 0.18, factor: 0.87 },
];
const SEXES: readonly Cell[] = [
  { dimensions: 'sex=f', share: 0.52, factor: 1.05 },
  { dimensions: 'sex=m', share: 0.48, factor: 0.95 },
];
const HOUSEHOLDS: readonly Cell[] = [
  { dimensions: 'household=alone', share: 0.34, factor: 1.15 },
  { dimensions: 'household=couple', share: 0.29, factor: 0.7 },
  { dimensions: 'household=family', share: 0.24, factor: 0.8 },
  { dimensions: 'household=lone-parent', share: 0.13, factor: 1.7 },
];
const CROSSED: readonly Cell[] = AGES.flatMap((age) =>
  SEXES.map((sex) => ({
    dimensions: `${age.dimensions};${sex.dimensions}`,
    share: age.share * sex.share,
    factor: age.factor * sex.factor,
  })),
);

/** The breakdowns that a unit allows, of the city only. */
export function cellsOf({ unit, frequency, isDetailed }: Indicator): readonly Cell[] {
  if (frequency === 'MONTHLY') return isDetailed ? [...AGES, ...SEXES] : unit === 'PERSONS' ? SEXES : [];
  if (frequency === 'QUARTERLY' || frequency === 'IRREGULAR') return [];
  if (unit === 'HOUSEHOLDS') return HOUSEHOLDS;
  if (unit !== 'PERCENT' && unit !== 'PERSONS' && unit !== 'THOUSAND_PERSONS') return [];
  return [...AGES, ...SEXES, ...HOUSEHOLDS, ...(isDetailed ? CROSSED : [])];
}

/** The part of a total that falls to a group. */
export const partOf = ({ unit }: Indicator, total: number, { share, factor }: Cell): number =>
  unit === 'PERCENT' ? total * factor : total * share;
