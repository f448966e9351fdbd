#!/usr/bin/env node
import { SERVICES, type ServiceName } from '@kapstok/schema';
import { Argument, Command, CommanderError } from 'commander';
import { type ExportFlags, exportCommand } from './commands/export.ts';
import { type GenerateFlags, generateCommand, slugOption, wholeNumber } from './commands/generate.ts';
import { type ImportFlags, importCommand } from './commands/import.ts';
import { type MigrateFlags, migrateCommand } from './commands/migrate.ts';
import { start } from './commands/start.ts';
import { startGateway, startService } from './commands/start-part.ts';
import { Refusal } from './refusal.ts';
import { readSettings, SettingsError } from './settings.ts';
import { createTerminal } from './terminal.ts';

// Whoever reads us through a pipe may stop reading, as `head` does.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  process.exit(error.code === 'EPIPE' ? 0 : 1);
});

const terminal = createTerminal();
const settings = () => readSettings(process.env);

const program = new Command('kapstok')
  .description('The hub on which a city hangs its poverty plan.')
  .addHelpText(
    'after',
    `
Settings (environment variables):
  PORT                 port to listen on (4000; services apart 4001 to 4004; 0 = any that is free)
  HOST                 address to listen on (127.0.0.1; only this machine until sign-in exists)
  KAPSTOK_DATA         folder of the hub's own PostgreSQL (.kapstok)
  DATABASE_URL         a PostgreSQL of your own, 15 or later, instead of that
  KAPSTOK_SEED         shipped programmes to load when missing: all, none, or slugs with commas between
  KAPSTOK_ROLE_PREFIX  what database roles begin with (kapstok)
  KAPSTOK_SECRET       what their passwords derive from; made and kept in KAPSTOK_DATA when not given
  KAPSTOK_LOG          debug, info, warn, error or silent (info)
  ACTIONS_URL, AGREEMENTS_URL, REVIEWS_URL, INDICATORS_URL
                       where the services are when they run apart (http://127.0.0.1:4001 to 4004)

Exit code: 0 done, 1 refused or failed with the reason on standard error, 2 misused.`,
  )
  .showSuggestionAfterError()
  .exitOverride();

program
  .command('start')
  .description('start the hub in this process: database, four subgraphs and gateway; or one part of it')
  .addArgument(new Argument('[part]', 'run this part alone').choices(['gateway', ...SERVICES]))
  .action((part?: 'gateway' | ServiceName) => {
    if (part === undefined) return start(settings(), terminal);
    const own = readSettings(process.env, part);
    return part === 'gateway' ? startGateway(own, terminal) : startService(part, own, terminal);
  });

program
  .command('migrate')
  .description('bring the tables and rights of the database up to date')
  .option('--plan', 'show the SQL that would be run, and change nothing')
  .option('--json', 'print the result as JSON')
  .action((flags: MigrateFlags) => migrateCommand(flags, settings(), terminal));

program
  .command('import')
  .description('load a programme folder: all of it, or nothing when anything is wrong')
  .argument('<dir>', 'the folder that holds programme.csv; its format is described in programmes/README.md')
  .option('--dry-run', 'check everything and say what would change, and change nothing')
  .option('--json', 'print the result as JSON')
  .action((directory: string, flags: ImportFlags) => importCommand(directory, flags, settings(), terminal));

program
  .command('export')
  .description('write a programme as a folder of CSV files that can be loaded again, byte for byte')
  .argument('<slug>', 'name of the programme in addresses')
  .argument('<dir>', 'the folder to write; made when missing')
  .option('--force', 'write over an earlier export in that folder')
  .option('--json', 'print the result as JSON')
  .action((slug: string, directory: string, flags: ExportFlags) =>
    exportCommand(slug, directory, flags, settings(), terminal),
  );

program
  .command('generate')
  .description(
    'write the folder of a made-up city, to try things at size; the same seed gives the same bytes',
  )
  .argument('<dir>', 'the folder to write; made when missing')
  .option('--slug <slug>', 'name of the programme in addresses', slugOption, 'voorbeeldstad')
  .option('--seed <number>', 'what chance begins with', wholeNumber(0, 4_294_967_295), 1)
  .option('--scale <number>', '1: a full-size city; 10: ten times its rows', wholeNumber(1, 100), 1)
  .option('--json', 'print the result as JSON')
  .action((directory: string, flags: GenerateFlags) => generateCommand(directory, flags, terminal));

try {
  await program.parseAsync();
} catch (error) {
  process.exitCode = exitCodeOf(error);
}

function exitCodeOf(error: unknown): number {
  // Commander has printed its message; help and version are no misuse.
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  if (error instanceof Refusal || error instanceof SettingsError) terminal.say(error.message);
  else terminal.say(error instanceof Error ? (error.stack ?? error.message) : String(error));
  return 1;
}
