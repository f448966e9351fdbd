/** The header in which a service that asks another for its events shows that it is one of the hub. */
export const EVENTS_HEADER = 'x-kapstok-service';

/** How that token is made: as the viewer's, for another audience, so that neither passes for the other. */
export const EVENTS_TOKEN = {
  algorithm: 'HS256',
  issuer: 'kapstok-service',
  audience: 'kapstok-events',
  lifetimeSeconds: 60,
} as const;
