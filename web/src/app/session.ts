import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Role } from '../generated/types.ts';
import { Viewer, type ViewerResult } from '../generated/viewer.ts';
import { useQuery } from '../graph/hooks.ts';

/** Who is signed in, as the hub tells it. */
export interface Session {
  readonly isSignedIn: boolean;
  /** Null when the identity provider gives no name. */
  readonly name: string | null;
  /** Null: this hub has no sign-in. */
  readonly signInUrl: string | null;
}

/** Somebody who is not signed in. */
export const visitor = (signInUrl: string | null): Session => ({ isSignedIn: false, name: null, signInUrl });

/** Reads the hub's answer; whatever is not one is nobody, without a way in. */
export function readSession(answer: unknown): Session {
  const given = typeof answer === 'object' && answer !== null ? (answer as Record<string, unknown>) : {};
  const textOf = (value: unknown) => (typeof value === 'string' && value !== '' ? value : null);
  const signInUrl = textOf(given['signInUrl']);
  return {
    isSignedIn: given['isSignedIn'] === true,
    name: textOf(given['name']),
    signInUrl: signInUrl?.startsWith('/') ? signInUrl : null,
  };
}

export async function fetchSession(): Promise<Session> {
  try {
    return readSession(await (await fetch('/session', { signal: AbortSignal.timeout(10_000) })).json());
  } catch {
    return readSession(null);
  }
}

/** Null while it is not known. */
export const SessionContext = createContext<Session | null>(null);
export const useSession = (): Session | null => useContext(SessionContext);

type Person = NonNullable<ViewerResult['viewer']>;

/** What the reader may do in one programme. */
export interface Standing {
  readonly accountId: string | null;
  readonly isSignedIn: boolean;
  /** Organisations that the reader speaks for. */
  readonly organisations: readonly { readonly id: string; readonly name: string }[];
  has(...roles: readonly Role[]): boolean;
}

/** What the reader may do in a programme; without one, in any. Nobody may do anything until it is known. */
export function useViewer(slug: string | null = null): Standing {
  const { data } = useQuery(Viewer, {});
  return standingOf(data?.viewer ?? null, slug);
}

export function standingOf(viewer: Person | null, slug: string | null): Standing {
  const roles = (viewer?.roles ?? []).filter(
    ({ isEveryProgramme, programme }) => slug === null || isEveryProgramme || programme?.slug === slug,
  );
  const held = new Set(roles.map(({ role }) => role));
  const organisations = roles.flatMap(({ organisation }) => (organisation === null ? [] : [organisation]));
  const own = new Map(organisations.map((organisation) => [organisation.id, organisation]));
  return {
    accountId: viewer?.account?.id ?? null,
    isSignedIn: viewer?.isSignedIn ?? false,
    organisations: [...own.values()],
    has: (...wanted) => wanted.some((role) => held.has(role)),
  };
}
