import { ROLE, type Role, wordsOf } from '@kapstok/schema';
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

const ROLES = wordsOf(ROLE).filter((role) => role !== 'PUBLIC');

/** Reads the name of a role, in whatever case. */
export function roleOption(given: string): Role {
  const role = ROLES.find((one) => one === given.toUpperCase());
  if (role !== undefined) return role;
  throw new InvalidArgumentError(`It must be one of ${ROLES.join(', ').toLowerCase()}.`);
}

/** Reads `director`, `director:kortrijk-2020`, `partner:vzw-x` or `partner:kortrijk-2020/vzw-x`. */
export function personaOption(given: string) {
  const [, name = '', place = null] = /^([^:]*)(?::(.+))?$/s.exec(given) ?? [];
  const role = roleOption(name);
  if (role !== 'PARTNER' && role !== 'ASSOCIATION') {
    if (role === 'ADMINISTRATOR' && place !== null)
      throw new InvalidArgumentError('An administrator keeps the whole hub: give no programme.');
    return { role, programme: place === null ? null : slugOption(place), organisation: null };
  }
  const [, programme = null, organisation = null] = /^(?:([^/]+)\/)?([^/]+)$/.exec(place ?? '') ?? [];
  if (organisation === null)
    throw new InvalidArgumentError(
      `Say for which organisation, by its code: ${name}:CODE, or ${name}:PROGRAMME/CODE for one programme.`,
    );
  return { role, programme: programme === null ? null : slugOption(programme), organisation };
}
