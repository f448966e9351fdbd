const PLACES = 8;

/** A decimal text as a whole number of hundred-millionths: the files allow eight decimals. */
export function toUnits(text: string): bigint {
  const [, sign = '', whole = '0', decimals = ''] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text) ?? [];
  return BigInt(`${sign}${whole}${decimals.padEnd(PLACES, '0').slice(0, PLACES)}`);
}

/** The reverse, without zeros that say nothing. */
export function fromUnits(units: bigint): string {
  const digits = String(units < 0n ? -units : units).padStart(PLACES + 1, '0');
  const number = `${digits.slice(0, -PLACES)}.${digits.slice(-PLACES)}`.replace(/\.?0+$/, '');
  return units < 0n ? `-${number}` : number;
}
