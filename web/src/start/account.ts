import type { PageLanguage } from '../language.ts';
import type { Strings } from '../strings.ts';
import { h } from './dom.ts';

/** Who is signed in, as the hub tells it. */
export interface Session {
  isSignedIn: boolean;
  /** Null when the identity provider gives no name. */
  name: string | null;
  /** Null: this hub has no sign-in. */
  signInUrl: string | null;
}

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

async function fetchSession(): Promise<Session> {
  try {
    return readSession(await (await fetch('/session', { signal: AbortSignal.timeout(10_000) })).json());
  } catch {
    return readSession(null);
  }
}

/** A line that says who is signed in, with the way in or out; empty until the hub has told. */
export function accountLine(language: PageLanguage, strings: Strings): HTMLElement {
  const line = h('div', { class: 'account' });
  void fetchSession().then((session) => line.append(...wayOf(session, language, strings)));
  return line;
}

function wayOf(
  { isSignedIn, name, signInUrl }: Session,
  language: PageLanguage,
  strings: Strings,
): HTMLElement[] {
  if (isSignedIn)
    return [
      h('span', { id: 'who' }, name === null ? strings.signedIn : strings.signedInAs(name)),
      h('form', { method: 'post', action: '/sign-out' }, h('button', { type: 'submit' }, strings.signOut)),
    ];
  if (signInUrl === null) return [];
  const query = new URLSearchParams({ return: `/?lang=${language}`, lang: language });
  return [h('a', { id: 'sign-in', href: `${signInUrl}?${query}` }, strings.signIn)];
}
