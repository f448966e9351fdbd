/** Where a sign-in may not end: it would begin again, or end the session that it made. */
const NOWHERE = /^\/(sign-in|sign-out|oidc)(\/|$)/;

/**
 * Where to go after a sign-in: the path asked for when it is one of this hub's, else the start page. What browsers
 * make of `//elsewhere` or `/\elsewhere` is another host, so the path is read as they read it.
 */
export function returnPath(asked: unknown, origin: string): string {
  if (typeof asked !== 'string' || !asked.startsWith('/') || asked.length > 2000) return '/';
  if (!URL.canParse(asked, origin)) return '/';
  const url = new URL(asked, origin);
  if (url.origin !== new URL(origin).origin || NOWHERE.test(url.pathname)) return '/';
  const path = `${url.pathname}${url.search}${url.hash}`;
  return path.startsWith('//') ? '/' : path;
}
