import path from 'node:path';
import type { ServiceName } from '@kapstok/schema';
import { z } from 'zod';
import { type OperationsSetting, operationsVariables, toOperations } from './operations-settings.ts';
import { mistakesOfSignIn, type SignInSettings, signInVariables, toSignIn } from './sign-in-settings.ts';

/** What a process is: the whole hub, its gateway, or one of its services. */
export type Part = 'hub' | 'gateway' | ServiceName;

const USUAL_PORT: Readonly<Record<Part, number>> = {
  hub: 4000,
  gateway: 4000,
  actions: 4001,
  agreements: 4002,
  reviews: 4003,
  indicators: 4004,
  access: 4005,
};

const address = z
  .string()
  .regex(/^https?:\/\/[^/?#]+$/, 'must be the address of a service, such as http://127.0.0.1:4001')
  .optional();

const schema = z.object({
  PORT: z.coerce
    .number({ error: 'must be a port: a whole number from 0 to 65535 (0 = any that is free)' })
    .int('must be a whole number')
    .min(0, 'must be 0 to 65535')
    .max(65535, 'must be 0 to 65535')
    .optional(),
  HOST: z.string().default('127.0.0.1'),
  KAPSTOK_DATA: z.string().min(1, 'must name a folder').default('.kapstok'),
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, 'must begin with postgresql://')
    .refine(
      (url) => URL.canParse(url) && new URL(url).pathname.length > 1,
      'must name a database after the host',
    )
    .optional(),
  KAPSTOK_SEED: z
    .string()
    .regex(/^[a-z0-9,\s-]+$/, 'must be all, none, or slugs of shipped programmes with commas between')
    .optional(),
  KAPSTOK_ROLE_PREFIX: z
    .string()
    .regex(
      /^[a-z][a-z0-9_]{0,30}$/,
      'must be lower-case letters, digits and _, beginning with a letter, at most 31',
    )
    .default('kapstok'),
  KAPSTOK_SECRET: z.string().min(32, 'must have 32 characters or more').optional(),
  KAPSTOK_LOG: z
    .enum(['debug', 'info', 'warn', 'error', 'silent'], {
      error: 'must be debug, info, warn, error or silent',
    })
    .default('info'),
  KAPSTOK_PLANNER: z.enum(['hive', 'apollo'], { error: 'must be hive or apollo' }).default('hive'),
  KAPSTOK_KEPT_MB: z.coerce
    .number({ error: 'must be a number of megabytes; 0 keeps nothing' })
    .min(0, 'must be 0 or more')
    .max(1024, 'must be at most 1024')
    .default(8),
  ACTIONS_URL: address,
  AGREEMENTS_URL: address,
  REVIEWS_URL: address,
  INDICATORS_URL: address,
  ACCESS_URL: address,
  ...operationsVariables,
  ...signInVariables,
});
type Given = z.infer<typeof schema>;

/** What steers a process of the hub, checked. */
export interface Settings {
  readonly port: number;
  readonly host: string;
  /** Absolute. */
  readonly dataDirectory: string;
  /** A PostgreSQL of your own; null: the hub starts its own. */
  readonly databaseUrl: string | null;
  /** Slugs of shipped programmes to load when they are missing; `all` for every one. */
  readonly seed: 'all' | readonly string[];
  readonly rolePrefix: string;
  /** Null: the hub makes one and keeps it in the data directory. */
  readonly secret: string | null;
  readonly logLevel: string;
  /** Who plans and joins questions: our executor, or @apollo/gateway as it comes. */
  readonly planner: 'hive' | 'apollo';
  /** How much each service keeps of what it answered, until anything changes. */
  readonly keptMegabytes: number;
  /** Where the services are when they run apart. */
  readonly serviceUrls: Readonly<Record<ServiceName, string>>;
  readonly signIn: SignInSettings;
  /** The questions that are answered without a token, beside those of the pages; null: every one. */
  readonly operations: OperationsSetting;
}

/** The settings are wrong; the message lists every mistake. */
export class SettingsError extends Error {}

/** Reads the settings of a part from environment variables; an empty variable counts as absent. */
export function readSettings(environment: NodeJS.ProcessEnv, part: Part = 'hub'): Settings {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const result = schema.safeParse(given);
  const wrong = result.success
    ? []
    : result.error.issues.map(({ path: at, message }) => `${at.join('.')} ${message}`);
  const mistakes = [...wrong, ...mistakesOfPart(part, given)];
  if (!result.success || mistakes.length > 0)
    throw new SettingsError(
      `These settings are wrong:\n${mistakes.map((mistake) => `  ${mistake}`).join('\n')}`,
    );
  return toSettings(result.data, part, given);
}

/** What is right in itself but not for this part. */
function mistakesOfPart(part: Part, given: NodeJS.ProcessEnv): string[] {
  const mistakes: string[] = [];
  const isDoor = part === 'hub' || part === 'gateway';
  mistakes.push(...mistakesOfSignIn(isDoor, given));
  if (part !== 'hub' && given['KAPSTOK_SECRET'] === undefined)
    mistakes.push('KAPSTOK_SECRET must be set, the same for all parts: by it they know each other');
  if (part === 'gateway' && given['KAPSTOK_DEMO_SIGN_IN'] === 'on')
    mistakes.push(
      'KAPSTOK_DEMO_SIGN_IN is for a hub in one process: a gateway that runs apart has no demo accounts',
    );
  if (!isDoor && given['DATABASE_URL'] === undefined)
    mistakes.push('DATABASE_URL must be set: parts that run apart share a PostgreSQL of your own');
  return mistakes;
}

function toSettings(data: Given, part: Part, given: NodeJS.ProcessEnv): Settings {
  const databaseUrl = data.DATABASE_URL ?? null;
  const local = (service: ServiceName) => `http://127.0.0.1:${USUAL_PORT[service]}`;
  return {
    port: data.PORT ?? USUAL_PORT[part],
    host: data.HOST,
    dataDirectory: path.resolve(data.KAPSTOK_DATA),
    databaseUrl,
    // A database that somebody brought is theirs: nothing is put into it unasked.
    seed: readSeed(data.KAPSTOK_SEED ?? (databaseUrl === null ? 'all' : 'none')),
    rolePrefix: data.KAPSTOK_ROLE_PREFIX,
    secret: data.KAPSTOK_SECRET ?? null,
    logLevel: data.KAPSTOK_LOG,
    planner: data.KAPSTOK_PLANNER,
    keptMegabytes: data.KAPSTOK_KEPT_MB,
    serviceUrls: {
      actions: data.ACTIONS_URL ?? local('actions'),
      agreements: data.AGREEMENTS_URL ?? local('agreements'),
      reviews: data.REVIEWS_URL ?? local('reviews'),
      indicators: data.INDICATORS_URL ?? local('indicators'),
      access: data.ACCESS_URL ?? local('access'),
    },
    signIn: toSignIn(data, part, given),
    operations: toOperations(data),
  };
}

function readSeed(seed: string): Settings['seed'] {
  if (seed === 'all') return 'all';
  if (seed === 'none') return [];
  return seed
    .split(',')
    .map((slug) => slug.trim())
    .filter((slug) => slug !== '');
}
