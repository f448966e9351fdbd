import type { ServiceName } from '@kapstok/schema';
import { keepTrailEnds } from '../anchors.ts';
import { openGateway, serveService } from '../apart.ts';
import { reachDatabase } from '../database-server.ts';
import { evidenceDirectory } from '../evidence-folder.ts';
import { prepareDatabase } from '../prepare-database.ts';
import { createLog, inWords, sayReady, stopOnSignal } from '../process-life.ts';
import { readSecret } from '../secret.ts';
import type { Settings } from '../settings.ts';
import { signInOptions } from '../sign-in-settings.ts';
import type { Terminal } from '../terminal.ts';

/** Starts one service as a process of its own. */
export async function startService(name: ServiceName, settings: Settings, terminal: Terminal): Promise<void> {
  const { ownerUrl } = await reachDatabase(settings, { say: terminal.say, isKeeper: false });
  const { host, port, rolePrefix, serviceUrls: urls } = settings;
  const identity = { ownerUrl, rolePrefix, secret: await readSecret(settings) };
  await prepareDatabase(identity);
  const log = createLog(settings);
  try {
    const { keptMegabytes } = settings;
    const own = { evidenceDirectory: evidenceDirectory(settings), keptMegabytes };
    const served = await serveService(name, { ...identity, host, port, urls, log, ...own });
    const anchors = await keepTrailEnds(ownerUrl, settings, log, [name]);
    const stop = async () => {
      await served.close();
      await anchors.stop();
    };
    stopOnSignal(stop, terminal);
    sayReady(served.url);
  } catch (error) {
    throw inWords(error, settings);
  }
}

/** Starts the gateway as a process of its own. */
export async function startGateway(settings: Settings, terminal: Terminal): Promise<void> {
  const { host, port, serviceUrls: urls } = settings;
  const gateway = await openGateway({
    secret: await readSecret(settings),
    urls,
    log: createLog(settings),
    signIn: signInOptions(settings.signIn),
    planner: settings.planner,
    operations: settings.operations,
  });
  stopOnSignal(() => gateway.close(), terminal);
  try {
    sayReady((await gateway.listen({ host, port })).url);
  } catch (error) {
    await gateway.close();
    throw inWords(error, settings);
  }
}
