/** Earlier values that it takes to call another one far off. */
const LEAST_VALUES = 5;
/** Five deviations, each scaled by 1.4826 as for a normal distribution: 7.413, in thousandths. */
const FAR = 7413n;
/** A deviation is taken as at least a twentieth of the median, or a series that hardly moves would warn of anything. */
const LEAST_SHARE = 20n;

const absolute = (number: bigint): bigint => (number < 0n ? -number : number);

/** Twice the median, so that it is a whole number also between two values. */
export function doubledMedian(values: readonly bigint[]): bigint {
  const sorted = [...values].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  const at = (index: number): bigint => sorted[index] ?? 0n;
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? 2n * at(middle) : at(middle - 1) + at(middle);
}

/** The median of the history when a value lies far from it, by the published rule; else null. */
export function isOutlier(value: bigint, history: readonly bigint[]): { readonly median: bigint } | null {
  if (history.length < LEAST_VALUES) return null;
  const median2 = doubledMedian(history);
  const mad4 = doubledMedian(history.map((one) => absolute(2n * one - median2)));
  const distance4 = 2n * absolute(2n * value - median2);
  // Four times the deviation, or four times a twentieth of the median: twice the doubled median by twenty.
  const least = 2n * absolute(median2);
  const deviation = mad4 * LEAST_SHARE > least ? mad4 * LEAST_SHARE : least;
  return distance4 * 1000n * LEAST_SHARE > FAR * deviation ? { median: median2 / 2n } : null;
}

/** Whether a value fits the history only when it is multiplied or divided by a hundred or a thousand. */
export function looksScaled(value: bigint, history: readonly bigint[]): boolean {
  const sizes = history.map(absolute).filter((one) => one > 0n);
  const size = absolute(value);
  if (sizes.length < 3 || size === 0n) return false;
  const low = sizes.reduce((one, other) => (one < other ? one : other));
  const high = sizes.reduce((one, other) => (one > other ? one : other));
  const fits = (one: bigint) => 2n * one >= low && one <= 2n * high;
  return !fits(size) && [100n, 1000n].some((by) => fits(size * by) || fits(size / by));
}
