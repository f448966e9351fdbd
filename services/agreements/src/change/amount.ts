import { ChangeRefused, centsToDecimal } from '@kapstok/kit';

/** The amount of an input as cents. Up to thirteen digits before the dot, as in the files. */
export function centsOf(
  given: string,
  path: string,
  { from }: { readonly from: 'ANY' | 'ZERO' | 'CENT' },
): bigint {
  const match = /^(-?)(\d{1,13})(?:\.(\d{1,2}))?$/.exec(given);
  if (match === null)
    throw badAmount(path, `${given} is no amount: at most 13 digits, and at most two decimals after a dot.`);
  const [, sign = '', whole = '', rest = ''] = match;
  const cents = BigInt(`${sign}${whole}${rest.padEnd(2, '0')}`);
  if (from === 'ANY' && cents !== 0n) return cents;
  if (from === 'ZERO' && cents >= 0n) return cents;
  if (from === 'CENT' && cents > 0n) return cents;
  const right = { ANY: 'is not 0', ZERO: 'is 0 or more', CENT: 'is more than 0' }[from];
  throw badAmount(path, `${given} is no amount here: one that ${right}.`);
}

/** As `centsOf`, where it may be left out: undefined stays, null clears. */
export const maybeCents = (given: string | null | undefined, path: string): bigint | null | undefined =>
  given == null ? given : centsOf(given, path, { from: 'ZERO' });

export function currencyOf(given: string, path = 'currency'): string {
  if (/^[A-Z]{3}$/.test(given)) return given;
  throw badAmount(path, `${given.slice(0, 20)} is no currency: three capitals such as EUR.`);
}

/** Amounts that are added up are in one currency. */
export function sameCurrency(given: string, expected: string, of: string): void {
  if (given === expected) return;
  throw badAmount('currency', `${of} is in ${expected}, so this is too; you gave ${given}.`);
}

/** Cents for the audit trail. */
export const shown = (cents: bigint | null): string | null => (cents === null ? null : centsToDecimal(cents));

const badAmount = (path: string, message: string) => new ChangeRefused('BAD_USER_INPUT', message, { path });
