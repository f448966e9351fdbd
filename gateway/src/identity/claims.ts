import type { ClaimedRole, Identity, Role } from '@kapstok/schema';

/** Where an identity provider puts what the hub needs to know of somebody. */
export interface ClaimMapping {
  /** Claim that never changes for one person, such as `sub`. */
  readonly subject: string;
  readonly name: string;
  readonly email: string;
  /** Claim with the roles, a text or a list of texts; null: the provider vouches for nobody's role. */
  readonly roles: string | null;
  /**
   * How a role is written, the first that fits: `{role}`, and perhaps `{organisations}` (enterprise numbers with
   * commas between) and `{programme}` (its slug).
   */
  readonly roleFormats: readonly string[];
  /** Our role by the provider's name of it; names that are not here are other applications'. */
  readonly roleNames: Readonly<Record<string, Role>>;
  /** Claim with the enterprise number for which a role stands whose text names none; null: there is none. */
  readonly organisation: string | null;
}

/** Claims of a verified token or of the provider's answer about somebody. */
export type Claims = Readonly<Record<string, unknown>>;

const ROLES = 50;
const LONGEST = 300;
const SLUG = /^[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?$/;

/** Belgian national register numbers are never read, whatever is configured. */
export const FORBIDDEN_CLAIM = 'rrn';

/** Who the claims are about; a text, for the log, when they do not say. */
export function identityOf(issuer: string, claims: Claims, mapping: ClaimMapping): Identity | string {
  const subject = textAt(claims, mapping.subject);
  if (subject === null) return `the claim ${mapping.subject} is no text of 1 to ${LONGEST} characters`;
  return {
    issuer,
    subject,
    name: textAt(claims, mapping.name),
    email: textAt(claims, mapping.email),
    claimedRoles: claimedRoles(claims, mapping),
  };
}

/** A role of which we do not understand the organisation is none: without it, it would reach further. */
function claimedRoles(claims: Claims, mapping: ClaimMapping): ClaimedRole[] {
  if (mapping.roles === null) return [];
  const given = claimAt(claims, mapping.roles);
  const texts = (Array.isArray(given) ? given : [given]).slice(0, ROLES);
  const standing = mapping.organisation === null ? [null] : numbers(claimAt(claims, mapping.organisation));
  return texts.flatMap((text) => (typeof text === 'string' ? readRole(text, standing, mapping) : []));
}

function readRole(
  text: string,
  standing: readonly (string | null)[],
  { roleFormats, roleNames }: ClaimMapping,
): ClaimedRole[] {
  const parts = text.length > LONGEST ? null : firstFit(text, roleFormats);
  if (parts === null || !Object.hasOwn(roleNames, parts['role'] ?? '')) return [];
  const role = roleNames[parts['role'] ?? ''] as Role;
  const { programme = null, organisations } = parts;
  if (programme !== null && !SLUG.test(programme)) return [];
  const named = organisations === undefined ? standing : numbers(organisations);
  return named.map((enterpriseNumber) => ({ role, programme, enterpriseNumber }));
}

function firstFit(text: string, formats: readonly string[]): Record<string, string> | null {
  for (const format of formats) {
    const parts = patternOf(format).exec(text)?.groups;
    if (parts !== undefined) return { ...parts };
  }
  return null;
}

/** `{role}:{organisations}` as a pattern: a place takes everything up to the sign that follows it. */
function patternOf(format: string): RegExp {
  const parts = format.split(/(\{\w+\})/);
  const pattern = parts.map((part, index) => {
    if (index % 2 === 0) return literal(part);
    const next = parts[index + 1]?.charAt(0) ?? '';
    return `(?<${part.slice(1, -1)}>[^${literal(next)}]+)`;
  });
  return new RegExp(`^${pattern.join('')}$`, 'u');
}

function literal(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
}

/** Enterprise numbers with commas between, `0123456789` or `BE 0123.456.789`; what is none is left out. */
function numbers(given: unknown): string[] {
  const texts = typeof given === 'string' ? given.split(',') : [];
  return texts.map((text) => text.replace(/^\s*BE|[\s.]/gi, '')).filter((text) => /^[01]\d{9}$/.test(text));
}

function textAt(claims: Claims, name: string): string | null {
  const value = claimAt(claims, name);
  return typeof value === 'string' && value !== '' && value.length <= LONGEST ? value : null;
}

/** `realm_access.roles` is a claim of that name, or `roles` in the object `realm_access`. */
function claimAt(claims: Claims, name: string): unknown {
  if (name === FORBIDDEN_CLAIM) return undefined;
  if (Object.hasOwn(claims, name)) return claims[name];
  return name.split('.').reduce<unknown>((at, key) => {
    const isThere = typeof at === 'object' && at !== null && Object.hasOwn(at, key);
    return isThere ? (at as Claims)[key] : undefined;
  }, claims);
}
