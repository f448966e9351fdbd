import { reachDatabase } from '../database-server.ts';
import { pendingMigrations, prepareDatabase } from '../prepare-database.ts';
import { readSecret } from '../secret.ts';
import type { Settings } from '../settings.ts';
import type { Terminal } from '../terminal.ts';

export interface MigrateFlags {
  readonly plan?: boolean;
  readonly json?: boolean;
}

/** Brings the database up to date, or with `--plan` shows the SQL that would do it. */
export async function migrateCommand(
  flags: MigrateFlags,
  settings: Settings,
  terminal: Terminal,
): Promise<void> {
  const server = await reachDatabase(settings, { say: terminal.say, isKeeper: false });
  const out = (text: string) => process.stdout.write(`${text}\n`);
  try {
    if (flags.plan) {
      const pending = await pendingMigrations(server.ownerUrl);
      if (flags.json) return void out(JSON.stringify({ pending }));
      for (const { service, name, sql } of pending) out(`-- ${service}/${name}\n${sql}`);
      return void out(`-- ${pending.length} migrations wait`);
    }
    const { rolePrefix } = settings;
    const secret = await readSecret(settings);
    const applied = await prepareDatabase({ ownerUrl: server.ownerUrl, rolePrefix, secret });
    if (flags.json) return void out(JSON.stringify({ applied }));
    for (const name of applied) out(`applied ${name}`);
    out(applied.length === 0 ? 'The database is up to date.' : `${applied.length} migrations applied.`);
  } finally {
    await server.stop();
  }
}
