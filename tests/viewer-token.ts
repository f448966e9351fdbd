import { VIEWER_TOKEN, type Viewer } from '@kapstok/schema';
import { SignJWT } from 'jose';

/** Who directs one programme, or every one. */
export const directorOf = (programme: string): Viewer => ({
  subject: 'director',
  roles: [{ role: 'DIRECTOR', programme }],
  languages: ['en'],
  correlationId: 'test',
});

/** A token as the gateway makes it, still to be signed. */
export const viewerToken = (viewer: Viewer, algorithm: string = VIEWER_TOKEN.algorithm) =>
  new SignJWT({ viewer })
    .setProtectedHeader({ alg: algorithm })
    .setSubject(viewer.subject)
    .setIssuer(VIEWER_TOKEN.issuer)
    .setAudience(VIEWER_TOKEN.audience)
    .setIssuedAt()
    .setExpirationTime('1h');
