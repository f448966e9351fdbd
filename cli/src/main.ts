#!/usr/bin/env node
import { type Role, SERVICES, type ServiceName } from '@kapstok/schema';
import { Argument, Command, CommanderError, Option } from 'commander';
import type { AuditVerifyFlags } from './commands/audit-verify.ts';
import type { BackupFlags } from './commands/backup.ts';
import type { ExportFlags } from './commands/export.ts';
import type { GenerateFlags } from './commands/generate.ts';
import type { ImportFlags } from './commands/import.ts';
import type { ImportObservationsFlags } from './commands/import-observations.ts';
import type { MigrateFlags } from './commands/migrate.ts';
import type { RestoreFlags } from './commands/restore.ts';
import type { RoleAssignFlags } from './commands/role.ts';
import type { TokenFlags } from './commands/token.ts';
import { personaOption, roleOption, slugOption, wholeNumber } from './options.ts';
import { Refusal } from './refusal.ts';
import { readSettings, SettingsError } from './settings.ts';
import { createTerminal } from './terminal.ts';

// Whoever reads us through a pipe may stop reading, as `head` does.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  process.exit(error.code === 'EPIPE' ? 0 : 1);
});

const terminal = createTerminal();
// Commands are loaded when they are called: help and misuse are answered at once.
const settings = () => readSettings(process.env);

const program = new Command('kapstok')
  .description('The hub on which a city hangs its poverty plan.')
  .addHelpText(
    'after',
    `
Settings (environment variables):
  PORT                 port to listen on (4000; services apart 4001 to 4005; 0 = any that is free)
  HOST                 address to listen on (127.0.0.1; another one needs OIDC_ISSUER and PUBLIC_URL)
  PUBLIC_URL           under which browsers reach the hub, such as https://plan.example (where it listens)
  OIDC_ISSUER          identity provider at which people sign in; without one: demo accounts on this machine
  OIDC_CLIENT_ID, OIDC_CLIENT_SECRET or OIDC_CLIENT_SECRET_FILE
                       who the hub is to that provider
  OIDC_AUDIENCE, OIDC_TOKEN_TYPE
                       audience and type (at+jwt or JWT) of the provider's tokens that scripts send
  OIDC_SCOPES          what a sign-in asks of the provider (openid profile)
  OIDC_CLAIMS          where the provider puts subject, roles and organisation, as JSON; see gateway/README.md
  KAPSTOK_DEMO_SIGN_IN on or off: demo accounts (on, unless the hub has a database or provider of yours)
  KAPSTOK_TRUST_PROXY  addresses of proxies whose word about the caller counts (none)
  KAPSTOK_DATA         folder of the hub's own PostgreSQL (.kapstok)
  DATABASE_URL         a PostgreSQL of your own, 15 or later, instead of that
  KAPSTOK_SEED         shipped programmes to load when missing: all, none, or slugs with commas between
  KAPSTOK_ROLE_PREFIX  what database roles begin with (kapstok)
  KAPSTOK_SECRET       what their passwords derive from; made and kept in KAPSTOK_DATA when not given
  KAPSTOK_OPERATIONS   any, or known: without a token only questions of the pages and of the file are answered (any)
  KAPSTOK_OPERATIONS_FILE  JSON file with more known questions, by name: their text, or sha256: and its hash
  KAPSTOK_LOG          debug, info, warn, error or silent (info)
  KAPSTOK_PLANNER      who plans and joins questions: hive (our executor) or apollo (@apollo/gateway) (hive)
  KAPSTOK_KEPT_MB      megabytes of answers that each service keeps until anything changes; 0: none (8)
  ACTIONS_URL, AGREEMENTS_URL, REVIEWS_URL, INDICATORS_URL, ACCESS_URL
                       where the services are when they run apart (http://127.0.0.1:4001 to 4005)

Exit code: 0 done, 1 refused or failed with the reason on standard error, 2 misused.`,
  )
  .showSuggestionAfterError()
  .exitOverride();

program
  .command('start')
  .description('start the hub in this process: database, five subgraphs and gateway; or one part of it')
  .addArgument(new Argument('[part]', 'run this part alone').choices(['gateway', ...SERVICES]))
  .action(async (part?: 'gateway' | ServiceName) => {
    const own = readSettings(process.env, part ?? 'hub');
    // To the hub it means something, and was read; to the libraries: draw pages fast and check less.
    process.env['NODE_ENV'] ??= 'production';
    if (part === undefined) return (await import('./commands/start.ts')).start(own, terminal);
    const { startGateway, startService } = await import('./commands/start-part.ts');
    return part === 'gateway' ? startGateway(own, terminal) : startService(part, own, terminal);
  });

program
  .command('migrate')
  .description('bring the tables and rights of the database up to date')
  .option('--plan', 'show the SQL that would be run, and change nothing')
  .option('--json', 'print the result as JSON')
  .action(async (flags: MigrateFlags) => {
    const { migrateCommand } = await import('./commands/migrate.ts');
    await migrateCommand(flags, settings(), terminal);
  });

program
  .command('import')
  .description(
    'load a programme folder: all of it, or nothing when anything is wrong; or, as `import observations FILE`, send a CSV of /data/observations.csv back to a hub that runs',
  )
  .argument(
    '<dir>',
    'the folder that holds programme.csv (its format is described in programmes/README.md), or observations',
  )
  .argument('[file]', 'the CSV, after observations')
  .option('--dry-run', 'check everything and say what would change, and change nothing')
  .option('--hub <url>', 'observations: the hub that takes them (http://127.0.0.1 and PORT)')
  .option('--token-file <file>', 'observations: holds the API token of whoever imports them')
  .addOption(new Option('--decimal <sign>', 'observations: what stands before decimals').choices(['.', ',']))
  .option('--json', 'print the result as JSON')
  .action(
    async (
      directory: string,
      file: string | undefined,
      flags: ImportFlags & Partial<ImportObservationsFlags>,
      command: Command,
    ) => {
      if (file === undefined) {
        const { importCommand } = await import('./commands/import.ts');
        return importCommand(directory, flags, settings(), terminal);
      }
      const { tokenFile } = flags;
      if (directory !== 'observations')
        command.error(
          'error: too many arguments. A folder is imported alone; a file as: kapstok import observations FILE --token-file TOKEN.',
        );
      if (tokenFile === undefined)
        throw new Refusal(
          'Say who imports them: --token-file with the API token of somebody who steers the programme.',
        );
      const { importObservationsCommand } = await import('./commands/import-observations.ts');
      await importObservationsCommand(file, { ...flags, tokenFile }, settings());
    },
  );

program
  .command('export')
  .description('write a programme as a folder of CSV files that can be loaded again, byte for byte')
  .argument('<slug>', 'name of the programme in addresses')
  .argument('<dir>', 'the folder to write; made when missing')
  .option('--force', 'write over an earlier export in that folder')
  .option('--json', 'print the result as JSON')
  .action(async (slug: string, directory: string, flags: ExportFlags) => {
    const { exportCommand } = await import('./commands/export.ts');
    await exportCommand(slug, directory, flags, settings(), terminal);
  });

program
  .command('backup')
  .description('write all that the hub holds at one moment into a file; a hub that runs goes on meanwhile')
  .argument(
    '<file>',
    'the archive to write, such as kapstok.zip: tables as CSV, files of evidence, a manifest',
  )
  .option('--force', 'replace the file if it is there')
  .option('--json', 'print the result as JSON')
  .action(async (file: string, flags: BackupFlags) => {
    const { backupCommand } = await import('./commands/backup.ts');
    await backupCommand(file, flags, settings(), terminal);
  });

program
  .command('restore')
  .description('fill an empty hub from a backup of this release or an older one: all of it, or nothing')
  .argument('<file>', 'what kapstok backup wrote')
  .option('--check', 'read it from end to end and compare every hash, and change nothing')
  .option('--json', 'print the result as JSON')
  .action(async (file: string, flags: RestoreFlags) => {
    const { restoreCommand } = await import('./commands/restore.ts');
    await restoreCommand(file, flags, settings(), terminal);
  });

program
  .command('token')
  .description(
    'print an API token of a demo account that holds one role, for scripts; not on a hub used in earnest',
  )
  .requiredOption(
    '--as <role[:place]>',
    'director, director:PROGRAMME, partner:ORGANISATION, evaluator, administrator and so on',
    personaOption,
  )
  .option('--days <number>', 'how long it works', wholeNumber(1, 366), 30)
  .addOption(new Option('--scope <scope>', 'what it may do').choices(['read', 'write']).default('write'))
  .option('--demo', 'make the demo account although the hub has none, such as with DATABASE_URL')
  .option('--json', 'print the result as JSON')
  .action(async (flags: TokenFlags) => {
    const { tokenCommand } = await import('./commands/token.ts');
    await tokenCommand(flags, settings(), process.env['NODE_ENV'] === 'production', terminal);
  });

const role = program.command('role').description('who holds which role');
role
  .command('assign')
  .description('give somebody a role, before or after the first sign-in; makes the first administrator')
  .argument('<role>', 'such as administrator or director', roleOption)
  .requiredOption('--issuer <url>', 'the identity provider, as in OIDC_ISSUER')
  .requiredOption('--subject <subject>', 'how that provider calls the person')
  .option('--programme <slug>', 'the programme in which it is held; left out: every one', slugOption)
  .option('--organisation <code>', 'for a partner or association: the organisation, by its code')
  .option('--reason <text>', 'why; it stays in the audit trail')
  .option('--json', 'print the result as JSON')
  .action(async (name: Role, flags: RoleAssignFlags) => {
    const { roleAssignCommand } = await import('./commands/role.ts');
    await roleAssignCommand(name, flags, settings(), terminal);
  });
role
  .command('list')
  .description('every role that is held in this hub; those for which a provider vouches are not kept')
  .option('--json', 'print the result as JSON')
  .action(async (flags: { json?: boolean }) => {
    const { roleListCommand } = await import('./commands/role.ts');
    await roleListCommand(flags, settings(), terminal);
  });

program
  .command('audit')
  .description('the audit trail')
  .command('verify')
  .description('compute every hash of the audit trail anew, and name the first entry that is wrong')
  .option('--anchors <file>', 'a copy of audit-anchors.jsonl that was kept off this machine')
  .option('--json', 'print the result as JSON')
  .action(async (flags: AuditVerifyFlags) => {
    const { auditVerifyCommand } = await import('./commands/audit-verify.ts');
    await auditVerifyCommand(flags, settings(), terminal);
  });

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
  .action(async (directory: string, flags: GenerateFlags) => {
    const { generateCommand } = await import('./commands/generate.ts');
    await generateCommand(directory, flags, terminal);
  });

program.parseAsync().catch((error: unknown) => {
  process.exitCode = exitCodeOf(error);
});

function exitCodeOf(error: unknown): number {
  // Commander has printed its message; help and version are no misuse.
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  if (error instanceof Refusal || error instanceof SettingsError) terminal.say(error.message);
  else terminal.say(error instanceof Error ? (error.stack ?? error.message) : String(error));
  return 1;
}
