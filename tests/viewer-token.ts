import { PUBLIC_SUBJECT, type RoleAssignment, VIEWER_TOKEN, type Viewer } from '@kapstok/schema';
import { SignJWT } from 'jose';

/** Somebody with these roles, for whom nothing is published. */
export const viewerOf = (...roles: readonly RoleAssignment[]): Viewer => ({
  subject: roles[0]?.role.toLowerCase() ?? PUBLIC_SUBJECT,
  roles,
  published: [],
  mayWrite: false,
  languages: ['en'],
  correlationId: 'test',
});

/** Who directs one programme, or every one. */
export const directorOf = (programme: string): Viewer => viewerOf({ role: 'DIRECTOR', programme });

/** A token as the gateway makes it, still to be signed. */
export const viewerToken = (viewer: Viewer, algorithm: string = VIEWER_TOKEN.algorithm) =>
  new SignJWT({ viewer })
    .setProtectedHeader({ alg: algorithm })
    .setSubject(viewer.subject)
    .setIssuer(VIEWER_TOKEN.issuer)
    .setAudience(VIEWER_TOKEN.audience)
    .setIssuedAt()
    .setExpirationTime('1h');
