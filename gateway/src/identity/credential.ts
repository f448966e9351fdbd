import { API_TOKEN_PREFIX } from '@kapstok/schema';
import type { FastifyRequest } from 'fastify';
import { SESSION_COOKIE } from './cookies.ts';

/** By what a request says who asks. `UNREADABLE`: an Authorization header that is no bearer token. */
export interface Credential {
  readonly kind: 'API_TOKEN' | 'BEARER_TOKEN' | 'SESSION' | 'UNREADABLE';
  readonly token: string;
}

/** Longer ones are nobody's: ours are short, and a provider's with many roles has a few thousand characters. */
const LONGEST = 12_000;

/**
 * What the request brings; null when it brings nothing. The header goes before the cookie: a script that runs in a
 * browser where somebody signed in means the token that it names.
 */
export function readCredential({ headers, cookies }: FastifyRequest): Credential | null {
  const { authorization } = headers;
  if (authorization !== undefined) return readAuthorization(authorization);
  const session = cookies[SESSION_COOKIE];
  return session === undefined || session === '' ? null : checked({ kind: 'SESSION', token: session });
}

function readAuthorization(header: string): Credential {
  const [, token] = /^bearer +([\w.~+/-]+=*)$/i.exec(header.slice(0, LONGEST + 20)) ?? [];
  if (token === undefined) return { kind: 'UNREADABLE', token: '' };
  return checked({ kind: token.startsWith(API_TOKEN_PREFIX) ? 'API_TOKEN' : 'BEARER_TOKEN', token });
}

function checked(credential: Credential): Credential {
  return credential.token.length > LONGEST ? { kind: 'UNREADABLE', token: '' } : credential;
}
