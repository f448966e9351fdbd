import type { IndicatorFrequency, IndicatorUnit, QualityWarningCode } from '@kapstok/schema';
import type { DeclaredDimension } from '../indicator/declared-dimensions.ts';
import { type Dimension, parseDimensions, writeDimensions } from '../observation/dimensions.ts';
import { fromUnits, toUnits } from '../trend/decimal.ts';
import { isOutlier, looksScaled } from './robust.ts';
import { STALE_AFTER } from './stale-indicator.ts';

/** A figure of one indicator at one place, as the checks see it. */
export interface CheckedFigure {
  readonly periodStart: string;
  readonly periodEnd: string;
  readonly dimensions: string;
  readonly series: string;
  readonly version: number;
  readonly unit: IndicatorUnit;
  readonly value: string | null;
  readonly vintage: string;
  readonly isBreak: boolean;
  readonly sourceId: string | null;
}

/** What is known of the indicator. */
export interface CheckedIndicator {
  readonly frequency: IndicatorFrequency;
  readonly isCumulative: boolean;
  /** Declared breakdowns of the definition; null: none. */
  readonly declared: readonly DeclaredDimension[] | null;
}

/** Something odd, for a person to look at. */
export interface Finding {
  readonly code: QualityWarningCode;
  readonly message: string;
  /** The field of the input that it is about. */
  readonly path: string;
}

/** Units of which parts add up. */
const ADDITIVE: readonly IndicatorUnit[] = [
  'PERSONS',
  'HOUSEHOLDS',
  'PLACES',
  'EURO',
  'FTE',
  'MEALS',
  'COUNT',
  'THOUSAND_PERSONS',
];

/**
 * What is odd about a figure beside the others of its indicator and place, by the published rule (`QUALITY_RULE`).
 * `others` are the figures known, each line in its last vintage; the figure itself is not among them.
 */
export function checkFigure(
  figure: CheckedFigure,
  others: readonly CheckedFigure[],
  indicator: CheckedIndicator,
): Finding[] {
  return [
    ...outsidePercentages(figure),
    ...stale(figure, indicator),
    ...duplicate(figure, others),
    ...againstHistory(figure, others, indicator),
    ...sums(figure, others, indicator),
  ];
}

function outsidePercentages({ unit, value }: CheckedFigure): Finding[] {
  if (unit !== 'PERCENT' || value === null) return [];
  const units = toUnits(value);
  if (units >= 0n && units <= toUnits('100')) return [];
  return [
    { code: 'OUTSIDE_PERCENTAGES', path: 'value', message: `${value} is no percentage from 0 to 100.` },
  ];
}

function stale({ periodEnd, vintage }: CheckedFigure, { frequency }: CheckedIndicator): Finding[] {
  const days = Math.round((Date.parse(vintage) - Date.parse(periodEnd)) / 86_400_000);
  const most = STALE_AFTER[frequency];
  if (most === null || days <= most) return [];
  const message = `Its period ended ${days} days before it was published; that is more than ${most}.`;
  return [{ code: 'STALE', path: 'vintage', message }];
}

const isSamePeriod = (one: CheckedFigure, other: CheckedFigure): boolean =>
  one.periodStart === other.periodStart && one.periodEnd === other.periodEnd;
const isSameNumber = (one: string | null, other: string | null): boolean =>
  one !== null && other !== null && toUnits(one) === toUnits(other);

function duplicate(figure: CheckedFigure, others: readonly CheckedFigure[]): Finding[] {
  const twin = others.find(
    (other) =>
      isSamePeriod(other, figure) &&
      other.dimensions === figure.dimensions &&
      other.version === figure.version &&
      isSameNumber(other.value, figure.value) &&
      (other.series === figure.series || other.sourceId === figure.sourceId),
  );
  if (twin === undefined) return [];
  const where =
    twin.series === figure.series ? `was published on ${twin.vintage}` : `is in series ${twin.series}`;
  return [{ code: 'DUPLICATE', path: 'value', message: `The same figure ${where} already.` }];
}

function againstHistory(
  figure: CheckedFigure,
  others: readonly CheckedFigure[],
  indicator: CheckedIndicator,
): Finding[] {
  const line = others
    .filter(({ dimensions, series }) => dimensions === figure.dimensions && series === figure.series)
    .filter(({ periodEnd }) => periodEnd < figure.periodStart)
    .sort((a, b) => (a.periodEnd < b.periodEnd ? -1 : 1));
  const last = line.at(-1);
  if (last === undefined) return [];
  const own = sinceBreak(line.filter(({ version }) => version === figure.version));
  const latest = line.filter(({ periodEnd }) => periodEnd === last.periodEnd);
  if (!latest.some(({ version }) => version === figure.version)) return definitionChanged(figure, last);
  if (figure.value === null || figure.isBreak) return [];
  const values = own.flatMap(({ value }) => (value === null ? [] : [toUnits(value)]));
  const value = toUnits(figure.value);
  if (looksScaled(value, values)) {
    const message = `${figure.value} looks as if it was given in another unit than the values before: look at thousands and hundredths.`;
    return [{ code: 'UNIT_CHANGED', path: 'value', message }];
  }
  return outlier(figure, value, values, indicator);
}

/** What comes after the last break, from the period with which it begins. */
function sinceBreak(line: readonly CheckedFigure[]): readonly CheckedFigure[] {
  const from = line.findLastIndex(({ isBreak }) => isBreak);
  return from < 0 ? line : line.slice(from);
}

function definitionChanged(figure: CheckedFigure, last: CheckedFigure): Finding[] {
  const jump: Finding = {
    code: 'DEFINITION_CHANGED',
    path: 'definitionVersion',
    message: `The value of the period before was measured under version ${last.version}: no trend is drawn from it.`,
  };
  if (last.unit === figure.unit) return [jump];
  const message = `Values are in ${figure.unit} now; the one before is in ${last.unit}.`;
  return [jump, { code: 'UNIT_CHANGED', path: 'definitionVersion', message }];
}

function outlier(
  { value: given }: CheckedFigure,
  value: bigint,
  values: readonly bigint[],
  { isCumulative }: CheckedIndicator,
): Finding[] {
  const growth = values.slice(1).map((one, i) => one - (values[i] ?? 0n));
  const [judged, history] = isCumulative ? [value - (values.at(-1) ?? 0n), growth] : [value, values];
  const far = isOutlier(judged, history);
  if (far === null) return [];
  const what = isCumulative ? `A growth of ${fromUnits(judged)}` : given;
  const message = `${what} lies far from the median, ${fromUnits(far.median)}, of ${history.length} earlier values.`;
  return [{ code: 'OUTLIER', path: 'value', message }];
}

/** Sums in which the figure takes part: as a part of a total, or as the total of parts. */
function sums(
  figure: CheckedFigure,
  others: readonly CheckedFigure[],
  indicator: CheckedIndicator,
): Finding[] {
  if (!ADDITIVE.includes(figure.unit) || figure.value === null) return [];
  const cells = [...others, figure].filter(
    (other) =>
      isSamePeriod(other, figure) && other.series === figure.series && other.version === figure.version,
  );
  const by = new Map(cells.map((cell) => [cell.dimensions, cell]));
  const own = parseDimensions(figure.dimensions) ?? [];
  const names = new Set(cells.flatMap(({ dimensions }) => namesIn(dimensions)));
  for (const name of names) {
    const total = own.some((one) => one.name === name) ? own.filter((one) => one.name !== name) : own;
    const finding = compareSum(name, total, by, indicator);
    if (finding !== null) return [finding];
  }
  return [];
}

const namesIn = (dimensions: string): string[] => (parseDimensions(dimensions) ?? []).map(({ name }) => name);

function compareSum(
  name: string,
  total: readonly Dimension[],
  by: ReadonlyMap<string, CheckedFigure>,
  { declared }: CheckedIndicator,
): Finding | null {
  const whole = by.get(writeDimensions(total))?.value ?? null;
  const dimension = declared?.find((one) => one.name === name);
  if (whole === null || dimension?.isOverlapping === true) return null;
  const parts = [...by.values()].filter((cell) => {
    const dimensions = parseDimensions(cell.dimensions) ?? [];
    const rest = dimensions.filter((one) => one.name !== name);
    return rest.length === dimensions.length - 1 && writeDimensions(rest) === writeDimensions(total);
  });
  const values = parts.flatMap(({ value }) => (value === null ? [] : [value]));
  if (values.length === 0) return null;
  const isComplete = dimension !== undefined && values.length === dimension.values.length;
  const sum = values.reduce((all, value) => all + toUnits(value), 0n);
  const difference = sum - toUnits(whole);
  const rounding = roundingOf([whole, ...values]);
  if (difference <= rounding && (!isComplete || difference >= -rounding)) return null;
  const message = `The parts by ${name} add up to ${fromUnits(sum)}, the total is ${whole}.`;
  return { code: 'SUM_DIFFERS', path: 'value', message };
}

/** How far a sum can be off because each number was rounded: half of its last place each. */
function roundingOf(values: readonly string[]): bigint {
  return values.reduce((sum, value) => {
    const places = value.split('.')[1]?.length ?? 0;
    return sum + (places === 0 ? 0n : toUnits('1') / 10n ** BigInt(places) / 2n);
  }, 0n);
}
