import path from 'node:path';
import type { Listener } from '@kapstok/kit';
import { keepTrailEnds } from '../anchors.ts';
import { type DatabaseServer, reachDatabase } from '../database-server.ts';
import { demoPersonas } from '../demo-personas.ts';
import { evidenceDirectory } from '../evidence-folder.ts';
import type { Hub } from '../hub.ts';
import { lockData } from '../lock-data.ts';
import { prepareDatabase } from '../prepare-database.ts';
import { createLog, inWords, sayReady, stopOnSignal } from '../process-life.ts';
import { keepReminding } from '../reminders.ts';
import { readSecret } from '../secret.ts';
import type { Settings } from '../settings.ts';
import { seed, seedSlugs } from '../shipped.ts';
import { type SignInOptions, signInOptions } from '../sign-in-settings.ts';
import type { Terminal } from '../terminal.ts';
import { keepTidy } from '../tidy.ts';

/** Starts the whole hub in this process; resolves when it serves. Ends on SIGINT or SIGTERM. */
export async function start(settings: Settings, terminal: Terminal): Promise<void> {
  const slugs = await seedSlugs(settings.seed);
  const lock = await lockData(settings);
  let isStopping = false;
  let reaching: Promise<DatabaseServer> | undefined;
  let hub: Hub | undefined;
  let anchors: Listener | undefined;
  let reminders: Listener | undefined;
  let tidying: Listener | undefined;
  const stop = async () => {
    isStopping = true;
    // Told to stop while PostgreSQL is being started: it has to be there before it can be stopped.
    const server = await reaching?.catch(() => undefined);
    await reminders?.stop();
    await tidying?.stop();
    await hub?.close();
    await anchors?.stop();
    await server?.stop();
    await lock?.release();
  };
  stopOnSignal(stop, terminal);
  try {
    reaching = reachDatabase(settings, { say: terminal.say, isKeeper: true });
    // The gateway takes a second to load; PostgreSQL is made and started by processes of its own meanwhile.
    const loading = import('../hub.ts');
    const { ownerUrl } = await reaching;
    const { rolePrefix } = settings;
    const identity = { ownerUrl, rolePrefix, secret: await readSecret(settings) };
    const applied = await prepareDatabase(identity);
    if (applied.length > 0) terminal.say(`Made the tables (${applied.length} migrations).`);
    await seed(identity, slugs, (slug, done, total) => terminal.progress(`Loading ${slug}`, done, total));
    const log = createLog(settings);
    anchors = await keepTrailEnds(ownerUrl, settings, log);
    const signIn = await readSignIn(settings, ownerUrl);
    const { openHub } = await loading;
    const { operations, planner, keptMegabytes } = settings;
    const folders = { evidenceDirectory: evidenceDirectory(settings) };
    hub = await openHub({ ...identity, signIn, operations, planner, keptMegabytes, log, ...folders });
    await hub.warmUp();
    const opened = hub;
    const folder = path.join(settings.dataDirectory, 'reminders');
    reminders = keepReminding(() => opened.remind(folder), log);
    tidying = keepTidy(() => opened.tidy(), log);
    sayReady((await hub.gateway.listen({ host: settings.host, port: settings.port })).url);
  } catch (error) {
    // What fails because PostgreSQL was stopped under it is no failure; the signal's own stop ends the process.
    if (isStopping) return;
    await stop();
    throw inWords(error, settings);
  }
}

async function readSignIn({ signIn }: Settings, ownerUrl: string): Promise<SignInOptions> {
  const options = signInOptions(signIn);
  return signIn.isDemo ? { ...options, demo: await demoPersonas(ownerUrl) } : options;
}
