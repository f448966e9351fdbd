import type { RoleGrant } from '@kapstok/all';
import type { ApiTokenScope } from '@kapstok/schema';
import { withAccess } from '../access.ts';
import { Refusal } from '../refusal.ts';
import type { Settings } from '../settings.ts';
import type { Terminal } from '../terminal.ts';

export interface TokenFlags {
  readonly as: RoleGrant;
  readonly days: number;
  readonly scope: Lowercase<ApiTokenScope>;
  readonly demo?: boolean;
  readonly json?: boolean;
}

/** Prints an API token of a demo account that holds one role. */
export async function tokenCommand(
  flags: TokenFlags,
  settings: Settings,
  isProduction: boolean,
  terminal: Terminal,
): Promise<void> {
  refuseInEarnest(flags, settings, isProduction);
  const scope = flags.scope.toUpperCase() as ApiTokenScope;
  const token = await withAccess(settings, terminal, (access) =>
    access.demoToken(flags.as, { days: flags.days, scope }),
  );
  const { role, programme, organisation } = flags.as;
  const told = { token, role, programme, organisation, scope, days: flags.days };
  process.stdout.write(flags.json ? `${JSON.stringify(told)}\n` : `${token}\n`);
}

/** A demo account on a hub that is used in earnest would be a way in past its sign-in. */
function refuseInEarnest({ demo = false }: TokenFlags, { signIn }: Settings, isProduction: boolean): void {
  const instead = 'Sign in and make an API token of your own with the mutation createApiToken.';
  if (isProduction) throw new Refusal(`There are no demo accounts with NODE_ENV=production. ${instead}`);
  if (signIn.oidc !== null) throw new Refusal(`There are no demo accounts beside OIDC_ISSUER. ${instead}`);
  if (!signIn.isDemo && !demo)
    throw new Refusal(
      `This hub has no demo accounts. ${instead} To make a demo account in it all the same, add --demo.`,
    );
}
