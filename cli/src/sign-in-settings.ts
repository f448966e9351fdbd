import { readFileSync } from 'node:fs';
import type { GatewayOptions, OidcOptions } from '@kapstok/gateway';
import { ROLE, type Role, wordsOf } from '@kapstok/schema';
import { z } from 'zod';

/** How people come in. */
export interface SignInSettings {
  readonly oidc: OidcOptions | null;
  /** Whether the hub has demo accounts of its own. */
  readonly isDemo: boolean;
  readonly publicUrl: string | null;
  readonly trustProxy: string | null;
}

const LOOPBACK = ['127.0.0.1', 'localhost', '::1'];
const ROLES = wordsOf(ROLE).filter((role) => role !== 'PUBLIC');

/** An address without a path, by https unless it is of this machine. */
const origin = z
  .string()
  .refine(isOrigin, 'must be an address such as https://plan.example, by https unless it is of this machine');

const claim = z
  .string()
  .min(1)
  .refine((name) => name !== 'rrn', 'may not be rrn: national register numbers are not read');
const roleFormat = z
  .string()
  .refine(
    (format) =>
      format.includes('{role}') &&
      !format.includes('}{') &&
      /^([^{}]|\{(role|programme|organisations)\})*$/.test(format),
    'must be text around {role}, and perhaps {organisations} and {programme}, with a sign between them',
  );

const claims = z.strictObject({
  subject: claim.default('sub'),
  name: claim.default('name'),
  email: claim.default('email'),
  roles: claim.nullable().default(null),
  roleFormats: z.array(roleFormat).min(1).default(['{role}']),
  roleNames: z
    .record(z.string(), z.enum(ROLES as [Role, ...Role[]], { error: `must be one of ${ROLES.join(', ')}` }))
    .default(Object.fromEntries(ROLES.map((role) => [role, role])) as Record<string, Role>),
  organisation: claim.nullable().default(null),
});

/** The variables that say how people come in, for the schema of all settings. */
export const signInVariables = {
  PUBLIC_URL: origin.optional(),
  KAPSTOK_TRUST_PROXY: z
    .string()
    .regex(
      /^[\d.:a-f/,\s]+$/i,
      'must be addresses of proxies with commas between, such as 10.0.0.5 or 10.0.0.0/24',
    )
    .optional(),
  KAPSTOK_DEMO_SIGN_IN: z.enum(['on', 'off'], { error: 'must be on or off' }).optional(),
  OIDC_ISSUER: z
    .string()
    .refine(isIssuer, 'must be the address of the identity provider, by https unless it is of this machine')
    .optional(),
  OIDC_AUDIENCE: z.string().optional(),
  OIDC_CLIENT_ID: z.string().optional(),
  OIDC_CLIENT_SECRET: z.string().optional(),
  OIDC_CLIENT_SECRET_FILE: z.string().optional(),
  OIDC_SCOPES: z
    .string()
    .regex(/^openid( \S+)*$/, 'must be openid and other scopes, with spaces between')
    .default('openid profile'),
  OIDC_TOKEN_TYPE: z.enum(['at+jwt', 'JWT'], { error: 'must be at+jwt or JWT' }).default('at+jwt'),
  OIDC_CLAIMS: z.string().default('{}').transform(readJson).pipe(claims),
};
const variables = z.object(signInVariables);
type Given = z.infer<typeof variables>;

/** What is right in itself but does not go together. `isDoor`: this process takes requests of people. */
export function mistakesOfSignIn(isDoor: boolean, given: NodeJS.ProcessEnv): string[] {
  const has = (name: string) => given[name] !== undefined;
  const rules: readonly (readonly [boolean, string])[] = [
    [
      !has('OIDC_ISSUER') && ['OIDC_CLIENT_ID', 'OIDC_AUDIENCE'].some(has),
      'OIDC_ISSUER must be set: without it OIDC_CLIENT_ID and OIDC_AUDIENCE mean nothing',
    ],
    [
      has('OIDC_ISSUER') && !has('OIDC_CLIENT_ID') && !has('OIDC_AUDIENCE'),
      'OIDC_CLIENT_ID must be set for people to sign in, or OIDC_AUDIENCE for tokens to be taken, or both',
    ],
    [
      has('OIDC_AUDIENCE') && given['OIDC_AUDIENCE'] === given['OIDC_CLIENT_ID'],
      'OIDC_AUDIENCE must not be the same as OIDC_CLIENT_ID: a proof of sign-in would pass for an access token',
    ],
    [
      has('OIDC_CLIENT_SECRET') && has('OIDC_CLIENT_SECRET_FILE'),
      'OIDC_CLIENT_SECRET and OIDC_CLIENT_SECRET_FILE say the same; set one of them',
    ],
    [
      secretIn(given) === undefined,
      'OIDC_CLIENT_SECRET_FILE must name a file that can be read and is not empty',
    ],
    ...(isDoor ? rulesOfDoor(given) : []),
  ];
  return rules.filter(([isBroken]) => isBroken).map(([, rule]) => rule);
}

function rulesOfDoor(given: NodeJS.ProcessEnv): readonly (readonly [boolean, string])[] {
  const isOnNetwork = !LOOPBACK.includes(given['HOST'] ?? '127.0.0.1');
  const demo = given['KAPSTOK_DEMO_SIGN_IN'] === 'on';
  const isPublic = isOnNetwork || isElsewhere(given['PUBLIC_URL']);
  return [
    [
      isOnNetwork && given['OIDC_ISSUER'] === undefined,
      `HOST must be one of ${LOOPBACK.join(', ')}, unless OIDC_ISSUER says where people sign in`,
    ],
    [
      isOnNetwork && given['PUBLIC_URL']?.startsWith('https:') !== true,
      `PUBLIC_URL must be set, with https, for a HOST that others reach: over plain http sessions can be taken`,
    ],
    [demo && given['NODE_ENV'] === 'production', 'KAPSTOK_DEMO_SIGN_IN is not for NODE_ENV=production'],
    [demo && given['OIDC_ISSUER'] !== undefined, 'KAPSTOK_DEMO_SIGN_IN is not for a hub with an OIDC_ISSUER'],
    [demo && isPublic, 'KAPSTOK_DEMO_SIGN_IN is for this machine only: its accounts have no passwords'],
  ];
}

export function toSignIn(data: Given, part: string, given: NodeJS.ProcessEnv): SignInSettings {
  return {
    oidc: toOidc(data, given),
    isDemo: part === 'hub' && isDemo(data, given),
    publicUrl: data.PUBLIC_URL ?? null,
    trustProxy: data.KAPSTOK_TRUST_PROXY ?? null,
  };
}

/** What the gateway gets of it. */
export type SignInOptions = Pick<GatewayOptions, 'oidc' | 'demo' | 'publicUrl' | 'trustProxy'>;

/** Without the demo accounts, which are made of what is loaded. */
export function signInOptions({ oidc, publicUrl, trustProxy }: SignInSettings): SignInOptions {
  return {
    ...(oidc !== null && { oidc }),
    ...(publicUrl !== null && { publicUrl }),
    ...(trustProxy !== null && { trustProxy }),
  };
}

/** On by itself only where nothing is anybody's yet: on this machine, with the hub's own database. */
function isDemo({ KAPSTOK_DEMO_SIGN_IN: asked, PUBLIC_URL: url }: Given, given: NodeJS.ProcessEnv): boolean {
  if (asked !== undefined) return asked === 'on';
  const isSomebodys = ['DATABASE_URL', 'OIDC_ISSUER'].some((name) => given[name] !== undefined);
  return !isSomebodys && given['NODE_ENV'] !== 'production' && !isElsewhere(url);
}

function toOidc(data: Given, given: NodeJS.ProcessEnv): OidcOptions | null {
  if (data.OIDC_ISSUER === undefined) return null;
  const id = data.OIDC_CLIENT_ID;
  return {
    issuer: data.OIDC_ISSUER,
    client: id === undefined ? null : { id, secret: secretIn(given) ?? null },
    audience: data.OIDC_AUDIENCE ?? null,
    tokenType: data.OIDC_TOKEN_TYPE,
    scopes: data.OIDC_SCOPES,
    claims: data.OIDC_CLAIMS,
  };
}

/** Null: there is none. Undefined: there should be one in a file, and is not. */
function secretIn(given: NodeJS.ProcessEnv): string | null | undefined {
  const file = given['OIDC_CLIENT_SECRET_FILE'];
  if (file === undefined) return given['OIDC_CLIENT_SECRET'] ?? null;
  try {
    return readFileSync(file, 'utf8').trim() || undefined;
  } catch {
    return undefined;
  }
}

function isOrigin(text: string): boolean {
  return isSafe(text) && new URL(text).origin === text.replace(/\/$/, '');
}

function isIssuer(text: string): boolean {
  return isSafe(text) && new URL(text).search === '' && new URL(text).hash === '';
}

function isSafe(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol } = new URL(text);
  return protocol === 'https:' || (protocol === 'http:' && !isElsewhere(text));
}

function isElsewhere(url: string | undefined): boolean {
  if (url === undefined || !URL.canParse(url)) return false;
  return !['localhost', '127.0.0.1', '[::1]'].includes(new URL(url).hostname);
}

function readJson(text: string, context: z.RefinementCtx): unknown {
  try {
    return JSON.parse(text);
  } catch {
    context.addIssue({ code: 'custom', message: 'must be JSON' });
    return z.NEVER;
  }
}
