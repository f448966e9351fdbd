import type { FastifyInstance } from 'fastify';
import { createDemo } from '../demo-provider/demo.ts';
import type { GatewayOptions } from '../options.ts';
import { type BearerReader, createBearerReader } from './bearer.ts';
import type { RecordRefusal } from './door-refusals.ts';
import { createProvider, isLoopback } from './provider.ts';
import type { SignInProvider } from './relying-party.ts';
import { addSignIn } from './sign-in.ts';

/** How identity providers come in: whose tokens are read, and where browsers sign in. */
export interface WaysIn {
  readonly bearer: BearerReader | null;
  readonly signIn: SignInProvider | null;
  addRoutes(server: FastifyInstance, record: RecordRefusal): void;
}

/** Throws when the options would let people in whom nobody vouches for, or over a line that others can hear. */
export function createWaysIn(options: GatewayOptions, origin: () => string): WaysIn {
  const { oidc, demo: personas, publicUrl, logger, identity: port, viewerKey: key, trustProxy } = options;
  const site = publicUrl === undefined ? null : new URL(publicUrl);
  if (site !== null && site.protocol !== 'https:' && !isLoopback(site))
    throw new Error(
      `The hub's own address ${publicUrl} must be https: over plain http sessions can be taken.`,
    );
  if (personas !== undefined && oidc !== undefined)
    throw new Error('Demo accounts are not for a hub that has an identity provider.');
  if (personas !== undefined && site !== null && !isLoopback(site))
    throw new Error(
      `Demo accounts have no passwords; they are not for a hub that others reach at ${publicUrl}.`,
    );
  const provider = oidc === undefined ? null : createProvider(oidc);
  const demo = personas === undefined ? null : createDemo(personas, origin, logger);
  const external: SignInProvider | null =
    oidc === undefined || oidc.client === null || provider === null
      ? null
      : { configuration: provider, scopes: oidc.scopes, claims: oidc.claims, path: '/sign-in' };
  const signIn = demo?.signIn ?? external;
  return {
    bearer: oidc === undefined || provider === null ? null : createBearerReader(oidc, provider, logger),
    signIn,
    addRoutes(server, record) {
      demo?.addRoutes(server);
      const knowsScheme = trustProxy !== undefined;
      if (signIn !== null) addSignIn(server, { port, provider: signIn, origin, key, record, knowsScheme });
    },
  };
}

/** Others may reach the hub only where each of them signs in, over a line that nobody hears. */
export function refuseNetwork(host: string, { oidc, demo, publicUrl }: GatewayOptions): void {
  if (isLoopback(host)) return;
  const isSafe = oidc !== undefined && demo === undefined && publicUrl?.startsWith('https:') === true;
  if (isSafe) return;
  throw new Error(
    `Kapstok does not listen on ${host}: others reach it there, and that needs an identity provider and a public address with https. Use 127.0.0.1.`,
  );
}
