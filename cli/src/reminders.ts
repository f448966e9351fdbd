import { mkdir, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { deliverReminders, type WaitingReminder, writeReminders } from '@kapstok/all';
import type { Logger } from 'pino';
import type { Databases } from './databases.ts';

/** Reminds organisations of what is due today; with a folder, the digests that wait become files in it. How many did. */
export async function remind(databases: Databases, now: Date, folder: string | null): Promise<number> {
  const database = databases.of('actions');
  await writeReminders(database, now.toISOString().slice(0, 10));
  if (folder === null) return 0;
  const nameOf = await organisationNames(databases);
  return deliverReminders(database, now, (reminder) =>
    writeDigest(folder, reminder, nameOf.get(reminder.organisationId) ?? reminder.organisationId),
  );
}

async function organisationNames(databases: Databases): Promise<ReadonlyMap<string, string>> {
  const { rows } = await databases
    .of('agreements')
    .change((db) => db.query<{ id: string; name: string }>('select id, name from organisation'));
  return new Map(rows.map(({ id, name }) => [id, name]));
}

/** One file per digest, whole or not at all, for whoever sends them on. The same digest has the same name. */
async function writeDigest(folder: string, reminder: WaitingReminder, name: string): Promise<void> {
  const { id, programme, period, step, remindedOn, body } = reminder;
  await mkdir(folder, { recursive: true });
  const file = path.join(folder, `${remindedOn}-${programme}-${period}-${step}-${id}.txt`);
  const head = `${name}\n${programme}, ${remindedOn}\n\n`;
  await writeFile(`${file}.part`, head + body);
  await rename(`${file}.part`, file);
}

const HOUR_MS = 3_600_000;

/** Reminds now and every hour, so that whenever a day begins somebody looks; what was sent is not sent again. */
export function keepReminding(work: () => Promise<number>, log: Logger): { stop(): Promise<void> } {
  let running: Promise<void> = Promise.resolve();
  const look = () => {
    running = running.then(work).then(
      (count) => {
        if (count > 0) log.info({ count }, 'organisations were reminded of what is due');
      },
      (error: unknown) => log.error({ err: error }, 'reminding of what is due failed'),
    );
  };
  look();
  const timer = setInterval(look, HOUR_MS);
  timer.unref();
  return {
    async stop() {
      clearInterval(timer);
      await running;
    },
  };
}
