import type { IdentityPort } from '@kapstok/schema';

/**
 * The port as one provider's people see it: whoever another one knew, demo accounts above all, does not come in by a
 * session or an API token that they still hold. Null: everybody comes in.
 */
export function ofIssuer(port: IdentityPort, issuer: string | null): IdentityPort {
  if (issuer === null) return port;
  return {
    ...port,
    personByApiToken: (token) => port.personByApiToken(token, issuer),
    personBySession: (token) => port.personBySession(token, issuer),
  };
}
