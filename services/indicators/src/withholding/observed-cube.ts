import type { IndicatorUnit } from '@kapstok/schema';
import { parseDimensions } from '../observation/dimensions.ts';
import type { Axis, Cube, CubeFigure, Division, DivisionKind, Formula } from './cube.ts';

/** An observation as far as withholding looks at it. */
export interface Observed {
  readonly id: string;
  /** Indicator, definition and series together: figures of different ones do not add up. */
  readonly measure: string;
  readonly unit: IndicatorUnit;
  readonly placeId: string;
  readonly periodStart: string;
  readonly periodEnd: string;
  readonly dimensions: string;
  readonly value: number | null;
  readonly numerator: number | null;
  readonly denominator: number | null;
  readonly isConfidential?: boolean;
  readonly isStructuralZero?: boolean;
}

/** Units in which people are counted, or things that may each stand for a person; how many one stands for. */
const PEOPLE: Partial<Record<IndicatorUnit, number>> = {
  PERSONS: 1,
  HOUSEHOLDS: 1,
  COUNT: 1,
  THOUSAND_PERSONS: 1000,
};

/** The units whose values are numbers of people by themselves. */
export const PEOPLE_UNITS = Object.keys(PEOPLE);

/** The numbers of people in an observation; null when there are none, and nothing is to be withheld. */
export function peopleIn({ unit, value, numerator, denominator }: Observed): CubeFigure['numbers'] | null {
  if (numerator !== null && denominator !== null) return [numerator, denominator];
  const scale = PEOPLE[unit];
  // Rounded, since 2.57 thousands are not quite 2570 in the arithmetic of machines.
  return scale === undefined || value === null ? null : [Math.round(value * scale * 1000) / 1000];
}

export interface CubeParts {
  readonly observed: readonly Observed[];
  readonly placeParents: ReadonlyMap<string, string | null>;
  readonly formulas?: readonly Formula[];
}

/** The cube of observations, one of each cell: places within places, periods within periods, breakdowns of a total. */
export function observedCube({ observed, placeParents, formulas = [] }: CubeParts): Cube {
  const names = [...new Set(observed.flatMap(({ dimensions }) => namesOf(dimensions)))].sort();
  const figures = observed.flatMap((one): CubeFigure[] => {
    const numbers = peopleIn(one);
    if (numbers === null) return [];
    const values = new Map((parseDimensions(one.dimensions) ?? []).map(({ name, value }) => [name, value]));
    const at = [one.placeId, periodOf(one), ...names.map((name) => values.get(name) ?? TOTAL)];
    const { id, measure, isConfidential = false, isStructuralZero = false } = one;
    return [{ id, measure, at, numbers, isConfidential, isStructuralZero }];
  });
  const axes = ['place', 'period', ...names].map((name, place): Axis => {
    const divisions = [...byMeasure(figures)].flatMap(([measure, own]) =>
      partsOf(place, new Set(own.map(({ at }) => at[place] ?? '')), placeParents).flatMap(
        ({ whole, parts }) =>
          kindsOf(own, place, whole, parts).map(
            (kind): Division => ({ whole, parts, kind, measures: [measure] }),
          ),
      ),
    );
    return { name, divisions };
  });
  return { axes, formulas, figures };
}

const TOTAL = '';
const namesOf = (dimensions: string) => (parseDimensions(dimensions) ?? []).map(({ name }) => name);
const periodOf = ({ periodStart, periodEnd }: Observed) => `${periodStart}/${periodEnd}`;

function byMeasure(figures: readonly CubeFigure[]): Map<string, CubeFigure[]> {
  const found = new Map<string, CubeFigure[]>();
  for (const figure of figures) {
    const own = found.get(figure.measure);
    if (own === undefined) found.set(figure.measure, [figure]);
    else own.push(figure);
  }
  return found;
}

interface Parts {
  readonly whole: string;
  readonly parts: readonly string[];
}

function partsOf(
  axis: number,
  members: ReadonlySet<string>,
  parents: ReadonlyMap<string, string | null>,
): Parts[] {
  if (axis === 0) return partsOfPlaces(members, parents);
  if (axis === 1) return partsOfPeriods([...members]);
  const parts = [...members].filter((member) => member !== TOTAL);
  return parts.length === 0 ? [] : [{ whole: TOTAL, parts }];
}

/** Each place under the nearest place above it that has figures: a city under the region when the province has none. */
function partsOfPlaces(members: ReadonlySet<string>, parents: ReadonlyMap<string, string | null>): Parts[] {
  const found = new Map<string, string[]>();
  for (const member of members) {
    let above = parents.get(member) ?? null;
    while (above !== null && !members.has(above)) above = parents.get(above) ?? null;
    if (above !== null) found.set(above, [...(found.get(above) ?? []), member]);
  }
  return [...found].map(([whole, parts]) => ({ whole, parts }));
}

/** Each period, and the longest ones that lie within it. */
function partsOfPeriods(members: readonly string[]): Parts[] {
  const periods = members.map((member) => {
    const [start = '', end = ''] = member.split('/');
    return { member, start, end };
  });
  type Period = (typeof periods)[number];
  const isWithin = (inner: Period, outer: Period) =>
    inner !== outer && inner.start >= outer.start && inner.end <= outer.end;
  return periods.flatMap((whole) => {
    const within = periods.filter((period) => isWithin(period, whole));
    const parts = within.filter((period) => !within.some((other) => isWithin(period, other)));
    return parts.length === 0 ? [] : [{ whole: whole.member, parts: parts.map(({ member }) => member) }];
  });
}

/**
 * How parts add up, as an attacker would find out: where the parts of any figure make up the whole, or nearly, they
 * are taken to do so everywhere, and what is missing to it to be known. Where parts of any are more than the whole they
 * may overlap, and a part is at most the whole: that is known too, also where they seemed to make it up by chance.
 */
function kindsOf(
  figures: readonly CubeFigure[],
  axis: number,
  whole: string,
  parts: readonly string[],
): readonly DivisionKind[] {
  const known = sumsOf(figures, axis, whole, parts);
  const isNear = known.some((sums) => {
    const last = sums.at(-1);
    return last !== undefined && Math.abs(last.parts - last.whole) <= Math.max(3, 0.02 * last.whole);
  });
  const overlaps = known.some((sums) => sums.some((sum) => sum.parts > sum.whole));
  if (isNear) return overlaps ? ['SUM', 'EACH_AT_MOST'] : ['SUM'];
  return [overlaps ? 'EACH_AT_MOST' : 'AT_MOST'];
}

interface Sum {
  readonly whole: number;
  parts: number;
}

/** For each number of each figure of a whole, what its parts come to; without those whose parts are nought or unknown. */
function sumsOf(
  figures: readonly CubeFigure[],
  axis: number,
  whole: string,
  parts: readonly string[],
): readonly Sum[][] {
  const isPart = new Set(parts);
  const key = ({ at }: CubeFigure) => at.with(axis, '').join(' ');
  const sums = new Map<string, Sum[]>();
  for (const figure of figures)
    if (figure.at[axis] === whole)
      sums.set(
        key(figure),
        figure.numbers.map((number) => ({ whole: number, parts: 0 })),
      );
  for (const figure of figures)
    if (isPart.has(figure.at[axis] ?? ''))
      for (const [i, sum] of (sums.get(key(figure)) ?? []).entries()) sum.parts += figure.numbers[i] ?? 0;
  return [...sums.values()].filter((sum) => (sum.at(-1)?.parts ?? 0) > 0);
}
