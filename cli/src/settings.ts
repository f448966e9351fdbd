import path from 'node:path';
import { z } from 'zod';

const LOOPBACK = ['127.0.0.1', 'localhost', '::1'] as const;

const schema = z.object({
  PORT: z.coerce
    .number({ error: 'must be a port: a whole number from 0 to 65535 (0 = any that is free)' })
    .int('must be a whole number')
    .min(0, 'must be 0 to 65535')
    .max(65535, 'must be 0 to 65535')
    .default(4000),
  HOST: z
    .enum(LOOPBACK, {
      error: `must be one of ${LOOPBACK.join(', ')}: until sign-in exists the hub listens on this machine only`,
    })
    .default('127.0.0.1'),
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
});

/** What steers the hub, checked. */
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
}

/** The settings are wrong; the message lists every mistake. */
export class SettingsError extends Error {}

/** Reads the settings from environment variables; an empty variable counts as absent. */
export function readSettings(environment: NodeJS.ProcessEnv): Settings {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const result = schema.safeParse(given);
  if (!result.success) {
    const mistakes = result.error.issues.map((issue) => `  ${issue.path.join('.')} ${issue.message}`);
    throw new SettingsError(`These settings are wrong:\n${mistakes.join('\n')}`);
  }
  const { data } = result;
  const databaseUrl = data.DATABASE_URL ?? null;
  return {
    port: data.PORT,
    host: data.HOST,
    dataDirectory: path.resolve(data.KAPSTOK_DATA),
    databaseUrl,
    // A database that somebody brought is theirs: nothing is put into it unasked.
    seed: readSeed(data.KAPSTOK_SEED ?? (databaseUrl === null ? 'all' : 'none')),
    rolePrefix: data.KAPSTOK_ROLE_PREFIX,
    secret: data.KAPSTOK_SECRET ?? null,
    logLevel: data.KAPSTOK_LOG,
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
