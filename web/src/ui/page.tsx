import type { ComponentChildren } from 'preact';
import { createContext } from 'preact';
import { useContext, useEffect } from 'preact/hooks';
import type { GraphError } from '../graph/answer.ts';
import { useGraph } from '../graph/hooks.ts';
import { useText } from '../i18n/hooks.ts';
import { Link } from './link.tsx';

/** What a server wants to know of the page that it drew. */
export interface Head {
  title: string;
  isFound: boolean;
}

export const HeadContext = createContext<Head>({ title: '', isFound: true });

/** Names the page. */
export function useTitle(title: string, isFound = true): void {
  const head = useContext(HeadContext);
  head.title = title;
  head.isFound = isFound;
  useEffect(() => {
    document.title = title === '' ? 'Kapstok' : `${title} · Kapstok`;
  }, [title]);
}

/** The heading of a page, with what stands above and beneath it. */
export function PageHead(props: {
  readonly title: string;
  readonly above?: ComponentChildren;
  readonly children?: ComponentChildren;
}) {
  useTitle(props.title);
  return (
    <div class="page-head">
      {props.above === undefined ? null : <p class="crumbs">{props.above}</p>}
      <h1 tabIndex={-1}>{props.title}</h1>
      {props.children}
    </div>
  );
}

/** While nothing came, what went wrong, or that there is nothing here. */
export function Waiting(props: { readonly isLoading: boolean; readonly errors: readonly GraphError[] }) {
  const { t } = useText();
  const graph = useGraph();
  const isGone = !props.isLoading && props.errors.length === 0;
  useTitle(isGone ? t('notFound') : '', !isGone);
  if (props.isLoading)
    return (
      <div class="waiting">
        <h1 class="hidden" tabIndex={-1}>
          {t('loading')}
        </h1>
        <p role="status">{t('loading')}</p>
      </div>
    );
  return (
    <div class="notice">
      <h1 tabIndex={-1}>{isGone ? t('notFound') : t('failed')}</h1>
      <p>{isGone ? t('notFoundWhy') : whyOf(props.errors, t)}</p>
      {isGone ? (
        <p>
          <Link to="/">{t('toHome')}</Link>
        </p>
      ) : (
        <button type="button" onClick={() => void graph.refresh()}>
          {t('retry')}
        </button>
      )}
    </div>
  );
}

function whyOf(errors: readonly GraphError[], t: ReturnType<typeof useText>['t']): string {
  const [first] = errors;
  if (first?.code === 'OFFLINE') return t('offline');
  if (first?.code === 'RATE_LIMITED' || first?.code === 'OVERLOADED') return t('busy');
  return t('failedWhy');
}

/** A part of a page with a heading. */
export function Section(props: {
  readonly title: string;
  readonly id?: string;
  readonly aside?: ComponentChildren;
  readonly children: ComponentChildren;
}) {
  return (
    <section>
      <div class="section-head">
        <h2 id={props.id}>{props.title}</h2>
        {props.aside}
      </div>
      {props.children}
    </section>
  );
}

/** A term with what it says; nothing when there is nothing to say. */
export function Fact(props: { readonly term: string; readonly children: ComponentChildren }) {
  if (props.children === null || props.children === undefined || props.children === '') return null;
  return (
    <div>
      <dt>{props.term}</dt>
      <dd>{props.children}</dd>
    </div>
  );
}

/** A figure at a glance. */
export function Tile(props: {
  readonly title: string;
  readonly big: ComponentChildren;
  readonly children?: ComponentChildren;
}) {
  return (
    <div class="tile">
      <h2>{props.title}</h2>
      <p class="big">{props.big}</p>
      {props.children}
    </div>
  );
}
