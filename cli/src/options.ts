import { InvalidArgumentError } from 'commander';

/** Reads an option that is a whole number of a range. */
export const wholeNumber = (from: number, to: number) => (given: string) => {
  const number = /^\d{1,10}$/.test(given) ? Number(given) : Number.NaN;
  if (number >= from && number <= to) return number;
  throw new InvalidArgumentError(`It must be a whole number from ${from} to ${to}.`);
};

/** Reads an option that names a programme in addresses. */
export function slugOption(given: string): string {
  if (/^[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?$/.test(given)) return given;
  throw new InvalidArgumentError('It must be lower-case letters, digits and hyphens, at most 40.');
}
