import type { ComponentType } from 'preact';
import { useCallback, useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { Graph } from '../graph/graph.ts';
import type { Speech } from '../i18n/hooks.ts';
import type { Place } from './location.ts';
import { Root } from './root.tsx';
import { type Found, type PageProps, routeOf } from './routes.ts';
import { fetchSession, type Session } from './session.ts';

interface Shown {
  readonly address: URL;
  readonly found: Found;
  readonly page: ComponentType<PageProps>;
}

/** The pages in a browser: links of ours change the page without a new request for it. */
export function Browser(props: {
  readonly graph: Graph;
  readonly speech: Speech;
  /** What is shown first, and to whom as far as it is known. */
  readonly first: Shown & { readonly session: Session | null };
}) {
  const [shown, setShown] = useState<Shown>(props.first);
  const [session, setSession] = useState(props.first.session);
  const isMoved = useRef(false);

  const show = useCallback(async (address: URL) => {
    const found = routeOf(address.pathname);
    if (found === null) return location.assign(address);
    const page = await found.route.load();
    isMoved.current = true;
    setShown({ address, found, page });
  }, []);

  const go = useCallback<Place['go']>(
    (to, { isReplacing = false } = {}) => {
      const address = new URL(to, location.href);
      if (isReplacing) history.replaceState(null, '', address);
      else history.pushState(null, '', address);
      void show(address);
    },
    [show],
  );

  useEffect(() => {
    void fetchSession().then(setSession);
    const back = () => void show(new URL(location.href));
    addEventListener('popstate', back);
    return () => removeEventListener('popstate', back);
  }, [show]);

  useEffect(() => followLinks(go), [go]);

  // A new page begins at its heading, also for who does not see it. One that is only filtered stays where it is.
  const path = shown.address.pathname;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the path is what it is about
  useEffect(() => {
    if (!isMoved.current) return;
    scrollTo(0, 0);
    document.querySelector<HTMLElement>('main h1')?.focus({ preventScroll: true });
  }, [path]);

  const place = useMemo(() => ({ path, search: shown.address.searchParams, go }), [path, shown, go]);
  const head = useMemo(() => ({ title: '', isFound: true }), []);
  const { graph, speech } = props;
  return <Root {...{ graph, speech, place, session, head }} found={shown.found} page={shown.page} />;
}

/** Follows links and filter forms of ours within the page. What a browser does better is left to it. */
function followLinks(go: Place['go']): () => void {
  const click = (event: MouseEvent) => {
    const link = event.target instanceof Element ? event.target.closest('a') : null;
    if (link === null || event.defaultPrevented || event.button !== 0) return;
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    if (link.target !== '' || link.hasAttribute('download') || link.dataset['reload'] !== undefined) return;
    const address = new URL(link.href);
    if (address.origin !== location.origin || routeOf(address.pathname) === null) return;
    if (address.hash !== '' && address.pathname === location.pathname) return;
    event.preventDefault();
    go(address.href);
  };
  const submit = (event: SubmitEvent) => {
    const form = event.target;
    if (!(form instanceof HTMLFormElement) || form.method !== 'get' || event.defaultPrevented) return;
    event.preventDefault();
    const address = new URL(form.action);
    const filled = [...new FormData(form)].filter(([, value]) => typeof value === 'string' && value !== '');
    address.search = new URLSearchParams(filled as [string, string][]).toString();
    go(address.href);
  };
  document.addEventListener('click', click);
  document.addEventListener('submit', submit);
  return () => {
    document.removeEventListener('click', click);
    document.removeEventListener('submit', submit);
  };
}
