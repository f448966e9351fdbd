/** An exact number: whole numbers of any size, one divided by the other. Always in lowest terms, the lower one above 0. */
export interface Fraction {
  readonly n: bigint;
  readonly d: bigint;
}

/** Decimals that a result keeps; the files and the graph allow as many. */
const PLACES = 8;

export function fraction(n: bigint, d = 1n): Fraction {
  if (d === 0n) throw new Error('A fraction has no denominator 0: ask before dividing.');
  const divisor = greatestDivisor(n < 0n ? -n : n, d < 0n ? -d : d);
  return d < 0n ? { n: -n / divisor, d: -d / divisor } : { n: n / divisor, d: d / divisor };
}

function greatestDivisor(a: bigint, b: bigint): bigint {
  let [one, other] = [a, b];
  while (other !== 0n) [one, other] = [other, one % other];
  return one === 0n ? 1n : one;
}

/** A decimal text, such as `12.9`, exactly. */
export function ofDecimal(text: string): Fraction {
  const [, sign = '', whole = '0', decimals = ''] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text) ?? [];
  return fraction(BigInt(`${sign}${whole}${decimals}`), 10n ** BigInt(decimals.length));
}

/** As decimal text, rounded to eight places, halves away from zero; without zeros that say nothing. */
export function toDecimal({ n, d }: Fraction): string {
  const scaled = (n < 0n ? -n : n) * 10n ** BigInt(PLACES);
  const units = (2n * scaled + d) / (2n * d);
  const digits = String(units).padStart(PLACES + 1, '0');
  const number = `${digits.slice(0, -PLACES)}.${digits.slice(-PLACES)}`.replace(/\.?0+$/, '');
  return n < 0n && number !== '0' ? `-${number}` : number;
}

export const plus = (a: Fraction, b: Fraction): Fraction => fraction(a.n * b.d + b.n * a.d, a.d * b.d);
export const minus = (a: Fraction, b: Fraction): Fraction => fraction(a.n * b.d - b.n * a.d, a.d * b.d);
export const times = (a: Fraction, b: Fraction): Fraction => fraction(a.n * b.n, a.d * b.d);
/** Null where the second is zero. */
export const over = (a: Fraction, b: Fraction): Fraction | null =>
  b.n === 0n ? null : fraction(a.n * b.d, a.d * b.n);
/** Below 0, 0 or above: as a sort wants it. */
export function compare(a: Fraction, b: Fraction): number {
  const difference = a.n * b.d - b.n * a.d;
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

export const ZERO = fraction(0n);
export const HUNDRED = fraction(100n);
