import {
  type IndicatorDirection,
  type TrendObstacle,
  type TrendVerdict,
  UNCHANGED_BELOW_PERCENT,
} from '@kapstok/schema';
import { fromUnits, toUnits } from './decimal.ts';

/** One observation of the main series at one place, without breakdown, in its last known vintage. */
export interface HeadlinePoint {
  /** Null for a value that the hub calculated. */
  readonly observationId: string | null;
  readonly periodStart: string;
  readonly periodEnd: string;
  readonly version: number;
  readonly value: string | null;
  readonly isBreak: boolean;
}

/** A point that has a number. */
export type KnownPoint = HeadlinePoint & { readonly value: string };

/** Where a comparison starts when no day is asked for. */
export interface TrendStart {
  readonly periodStart: string;
  readonly periodEnd: string;
  readonly value: string | null;
}

/** What a trend is judged from. */
export interface TrendQuestion {
  readonly direction: IndicatorDirection;
  readonly baseline: TrendStart | null;
  readonly points: readonly HeadlinePoint[];
  /** The first value is sought from this day on, instead of the baseline. */
  readonly from?: string | null | undefined;
  /** Only periods that end by this day. */
  readonly to?: string | null | undefined;
}

/** A verdict with the points it rests on. */
export interface TrendJudgement {
  readonly verdict: TrendVerdict;
  /** Why no trend can be drawn; null when one can. */
  readonly obstacle: TrendObstacle | null;
  readonly firstObservationId: string | null;
  readonly lastObservationId: string | null;
  /** Last less first value; null when the two do not compare. */
  readonly change: string | null;
}

const isKnown = (point: HeadlinePoint): point is KnownPoint => point.value !== null;

/** Earlier periods first; of equal periods the older definition first. */
const byPeriod = (a: HeadlinePoint, b: HeadlinePoint): number =>
  compare(a.periodEnd, b.periodEnd) || compare(a.periodStart, b.periodStart) || a.version - b.version;
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** The last point that has a number; under the newest definition when several have one for the same period. */
export function lastKnown(points: readonly HeadlinePoint[], to?: string | null): KnownPoint | null {
  const eligible = points.filter(isKnown).filter(({ periodEnd }) => to == null || periodEnd <= to);
  return eligible.sort(byPeriod).at(-1) ?? null;
}

/** The last point that has a number; when none has one, the last point. */
export function lastPoint(points: readonly HeadlinePoint[]): HeadlinePoint | null {
  return lastKnown(points) ?? [...points].sort(byPeriod).at(-1) ?? null;
}

/** Judges a trend by the published rule (`TREND_RULE`). */
export function judgeTrend(question: TrendQuestion): TrendJudgement {
  const last = lastKnown(question.points, question.to);
  const first = firstValue(question, last);
  const found = {
    firstObservationId: first?.point?.observationId ?? null,
    lastObservationId: last?.observationId ?? null,
  };
  if (first === null) return obstructed('NO_FIRST_VALUE', found);
  if (last === null || last.periodEnd <= first.periodEnd) return obstructed('NO_LATER_VALUE', found);
  const between = question.points.filter(
    (p) => p.periodEnd > first.periodEnd && p.periodEnd <= last.periodEnd,
  );
  if (definitionChanged(first.point, last, between)) return obstructed('DEFINITION_CHANGED', found);
  if (between.some((p) => p.isBreak && p.version === last.version)) return obstructed('BREAK_BETWEEN', found);
  const [before, after] = [toUnits(first.value), toUnits(last.value)];
  const change = fromUnits(after - before);
  if (question.direction === 'NEITHER') return { ...obstructed('NO_DIRECTION', found), change };
  return { verdict: verdictOf(before, after, question.direction), obstacle: null, ...found, change };
}

interface FirstValue {
  readonly value: string;
  readonly periodEnd: string;
  /** The observation of that period; null for a baseline whose period was never observed. */
  readonly point: HeadlinePoint | null;
}

function firstValue({ baseline, points, from }: TrendQuestion, last: KnownPoint | null): FirstValue | null {
  const known = points.filter(isKnown);
  if (from != null) {
    const [earliest] = known.filter(({ periodStart }) => periodStart >= from).sort(byPeriod);
    return earliest === undefined ? null : preferred(known, earliest, last);
  }
  if (baseline === null || baseline.value === null) return null;
  const { value, periodEnd } = baseline;
  const same = points.find((point) => isSamePeriod(point, baseline));
  return { value, periodEnd, point: same === undefined ? null : preferred(points, same, last).point };
}

const isSamePeriod = (a: TrendStart, b: TrendStart): boolean =>
  a.periodStart === b.periodStart && a.periodEnd === b.periodEnd;

/** The point of the same period that bears the definition of the last one, if there is one. */
function preferred<P extends HeadlinePoint>(points: readonly P[], point: P, last: KnownPoint | null) {
  const twin = points.find((other) => isSamePeriod(other, point) && other.version === last?.version) ?? point;
  return { value: twin.value as P['value'], periodEnd: twin.periodEnd, point: twin };
}

/** Of a baseline that was never observed nobody knows the definition: then all that follow must be alike. */
function definitionChanged(
  first: HeadlinePoint | null,
  last: HeadlinePoint,
  between: readonly HeadlinePoint[],
): boolean {
  if (first !== null) return first.version !== last.version;
  return between.some(({ version }) => version !== last.version);
}

function verdictOf(
  before: bigint,
  after: bigint,
  direction: 'HIGHER_IS_BETTER' | 'LOWER_IS_BETTER',
): TrendVerdict {
  const change = after - before;
  const isSmall = 100n * absolute(change) < BigInt(UNCHANGED_BELOW_PERCENT) * absolute(before);
  if (change === 0n || isSmall) return 'UNCHANGED';
  return change > 0n === (direction === 'HIGHER_IS_BETTER') ? 'IMPROVING' : 'WORSENING';
}

const absolute = (number: bigint): bigint => (number < 0n ? -number : number);

function obstructed(
  obstacle: TrendObstacle,
  found: Pick<TrendJudgement, 'firstObservationId' | 'lastObservationId'>,
): TrendJudgement {
  return { verdict: 'NOT_COMPARABLE', obstacle, ...found, change: null };
}
