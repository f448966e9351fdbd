import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { keepTrailEnds } from './anchors.ts';
import { demoPersonas } from './demo-personas.ts';
import { evidenceDirectory } from './evidence-folder.ts';
import { openHub } from './hub.ts';
import { prepareDatabase } from './prepare-database.ts';
import { createLog, sayReady } from './process-life.ts';
import { keepReminding } from './reminders.ts';
import { readSecret } from './secret.ts';
import { seed } from './seed.ts';
import type { Settings } from './settings.ts';
import { type SignInOptions, signInOptions } from './sign-in-settings.ts';
import type { Terminal } from './terminal.ts';
import { keepTidy } from './tidy.ts';

/** How long the hub waits, once it serves, for somebody to ask before it does work of its own. */
const FIRST_QUESTION_MS = 5000;

export interface ServeOptions {
  readonly ownerUrl: string;
  /** Shipped programmes to load when they are missing. */
  readonly slugs: readonly string[];
  readonly terminal: Terminal;
  /** Takes what closes what was opened here; the last is called first. */
  readonly open: (() => Promise<void>)[];
  readonly stopping: AbortSignal;
}

/** Brings the database up to date, serves the hub on it and says so, then does what can wait until somebody was answered. */
export async function serveHub(
  settings: Settings,
  { ownerUrl, slugs, terminal, open, stopping }: ServeOptions,
): Promise<void> {
  const { rolePrefix, operations, planner, keptMegabytes, host, port } = settings;
  const identity = { ownerUrl, rolePrefix, secret: await readSecret(settings) };
  const applied = await prepareDatabase(identity);
  if (applied.length > 0) terminal.say(`Made the tables (${applied.length} migrations).`);
  await seed(identity, slugs, (slug, done, total) => terminal.progress(`Loading ${slug}`, done, total));
  const log = createLog(settings);
  const anchors = await keepTrailEnds(ownerUrl, settings, log);
  open.push(() => anchors.stop());
  const signIn = await readSignIn(settings, ownerUrl);
  const folders = { evidenceDirectory: evidenceDirectory(settings) };
  const hub = await openHub({ ...identity, signIn, operations, planner, keptMegabytes, log, ...folders });
  open.push(() => hub.close());
  sayReady((await hub.gateway.listen({ host, port })).url);
  await Promise.race([hub.gateway.answered, delay(FIRST_QUESTION_MS, undefined, { signal: stopping })]);
  const tidying = keepTidy(() => hub.tidy(), log);
  open.push(() => tidying.stop());
  const folder = path.join(settings.dataDirectory, 'reminders');
  const reminders = keepReminding(() => hub.remind(folder), log);
  open.push(() => reminders.stop());
  await hub.warmUp();
}

async function readSignIn({ signIn }: Settings, ownerUrl: string): Promise<SignInOptions> {
  const options = signInOptions(signIn);
  return signIn.isDemo ? { ...options, demo: await demoPersonas(ownerUrl) } : options;
}
