/** The header in which the gateway, asking the access service who somebody is, shows that it is the hub's. */
export const IDENTITY_HEADER = 'x-kapstok-door';

/** How that token is made: as the viewer's, for another audience, so that neither passes for the other. */
export const IDENTITY_TOKEN = {
  algorithm: 'HS256',
  issuer: 'kapstok-gateway',
  audience: 'kapstok-identity',
  lifetimeSeconds: 60,
} as const;
