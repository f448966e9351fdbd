import type { OidcOptions } from '../src/index.ts';

/** A provider of a city, as the settings would describe it. */
export function oidcOptions(issuer: string, changes: Partial<OidcOptions> = {}): OidcOptions {
  return {
    issuer,
    client: { id: 'kapstok', secret: 'a secret of forty characters for the test' },
    audience: 'https://hub.example',
    tokenType: 'at+jwt',
    scopes: 'openid profile',
    claims: {
      subject: 'sub',
      name: 'name',
      email: 'email',
      roles: 'roles',
      roleFormats: ['{role}'],
      roleNames: { director: 'DIRECTOR' },
      organisation: null,
    },
    ...changes,
  };
}
