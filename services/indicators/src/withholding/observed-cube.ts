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
      partsOf(place, new Set(own.map(({ at }) => at[place] ?? '')), placeParents).map(
        ({ whole, parts }): Division => ({
          whole,
          parts,
          kind: kindOf(own, place, whole, parts),
          measures: [measure],
        }),
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
  const bounds = (member: string) => member.split('/') as [string, string];
  const isWithin = (inner: string, outer: string) => {
    const [[start, end], [from, to]] = [bounds(inner), bounds(outer)];
    return inner !== outer && start >= from && end <= to;
  };
  return members.flatMap((whole) => {
    const within = members.filter((member) => isWithin(member, whole));
    const parts = within.filter((member) => !within.some((other) => isWithin(member, other)));
    return parts.length === 0 ? [] : [{ whole, parts }];
  });
}

/**
 * How parts add up, as an attacker would find out: where the parts of any figure make up the whole, or nearly, they
 * are taken to do so everywhere, and what is missing to it to be known.
 */
function kindOf(
  figures: readonly CubeFigure[],
  axis: number,
  whole: string,
  parts: readonly string[],
): DivisionKind {
  const isPart = new Set(parts);
  const sums = new Map<string, { whole: number | null; parts: number }>();
  for (const { at, numbers } of figures) {
    const member = at[axis] ?? '';
    if (member !== whole && !isPart.has(member)) continue;
    const key = at.with(axis, '').join(' ');
    const sum = sums.get(key) ?? { whole: null, parts: 0 };
    if (member === whole) sum.whole = numbers.at(-1) ?? 0;
    else sum.parts += numbers.at(-1) ?? 0;
    sums.set(key, sum);
  }
  const known = [...sums.values()].filter((sum) => sum.whole !== null && sum.parts > 0);
  const isNear = known.some(
    (sum) => Math.abs(sum.parts - (sum.whole ?? 0)) <= Math.max(3, 0.02 * (sum.whole ?? 0)),
  );
  if (isNear) return 'SUM';
  return known.some((sum) => sum.parts > (sum.whole ?? 0)) ? 'EACH_AT_MOST' : 'AT_MOST';
}
