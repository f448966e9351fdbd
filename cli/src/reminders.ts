import { mkdir, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import {
  type Access,
  deliverDigests,
  deliverReminders,
  type ToldPerson,
  type WaitingReminder,
  writeDigests,
  writeReminders,
} from '@kapstok/all';
import type { Logger } from 'pino';
import type { Databases } from './databases.ts';

/**
 * Notes which organisations are to be reminded today, and writes to people what waits for them; with a folder, what
 * waits to be told becomes files in it: one for each person and day, and one for each organisation for which nobody
 * who has an account speaks. How many files.
 */
export async function remind(
  databases: Databases,
  access: Pick<Access, 'people'>,
  now: Date,
  folder: string | null,
): Promise<number> {
  const database = databases.of('actions');
  const today = now.toISOString().slice(0, 10);
  const people = await access.people();
  await writeReminders(database, today);
  await writeDigests(database, people, today);
  if (folder === null) return 0;
  const nameOf = await organisationNames(databases);
  let files = 0;
  await deliverReminders(database, now, async (reminder) => {
    if (people.some((person) => speaksFor(person, reminder))) return;
    await writeReminder(folder, reminder, nameOf.get(reminder.organisationId) ?? reminder.organisationId);
    files += 1;
  });
  const names = new Map(people.map(({ subject, name }) => [subject, name]));
  return (
    files +
    (await deliverDigests(database, now, ({ subject, writtenOn, body }) =>
      writeWhole(
        folder,
        `${writtenOn}-${subject}.txt`,
        `${names.get(subject) ?? subject}\n${writtenOn}\n\n${body}`,
      ),
    ))
  );
}

const speaksFor = ({ roles }: ToldPerson, { organisationId, programmeId }: WaitingReminder): boolean =>
  roles.some(
    ({ organisation, programme }) =>
      organisation === organisationId && (programme === '*' || programme === programmeId),
  );

async function organisationNames(databases: Databases): Promise<ReadonlyMap<string, string>> {
  const { rows } = await databases
    .of('agreements')
    .change((db) => db.query<{ id: string; name: string }>('select id, name from organisation'));
  return new Map(rows.map(({ id, name }) => [id, name]));
}

function writeReminder(folder: string, reminder: WaitingReminder, name: string): Promise<void> {
  const { id, programme, period, step, remindedOn, body } = reminder;
  const file = `${remindedOn}-${programme}-${period}-${step}-${id}.txt`;
  return writeWhole(folder, file, `${name}\n${programme}, ${remindedOn}\n\n${body}`);
}

/** One file per digest, whole or not at all, for whoever sends them on. The same digest has the same name. */
async function writeWhole(folder: string, name: string, text: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  const file = path.join(folder, name);
  await writeFile(`${file}.part`, text);
  await rename(`${file}.part`, file);
}

const HOUR_MS = 3_600_000;

/** Reminds now and every hour, so that whenever a day begins somebody looks; what was sent is not sent again. */
export function keepReminding(work: () => Promise<number>, log: Logger): { stop(): Promise<void> } {
  let running: Promise<void> = Promise.resolve();
  const look = () => {
    running = running.then(work).then(
      (count) => {
        if (count > 0) log.info({ count }, 'people and organisations were told what waits for them');
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
