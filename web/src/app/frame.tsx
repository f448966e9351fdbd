import { LANGUAGES, type Language } from '@kapstok/schema';
import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { useGraphNews } from '../graph/hooks.ts';
import { useText } from '../i18n/hooks.ts';
import { at, Link } from '../ui/link.tsx';
import { usePlace } from './location.ts';
import { type Part, partsFor } from './parts.ts';
import type { Found } from './routes.ts';
import { useSession, useViewer } from './session.ts';

const LANGUAGE_NAMES: Record<Language, string> = {
  nl: 'Nederlands',
  fr: 'Français',
  en: 'English',
  de: 'Deutsch',
};

/** What stands around every page. */
export function Frame(props: { readonly found: Found; readonly children: ComponentChildren }) {
  const { t } = useText();
  const { slug } = props.found.parameters;
  return (
    <>
      <a class="skip" href="#main">
        {t('skip')}
      </a>
      <header class="site">
        <p class="brand">
          <Link to="/">
            <img src="/favicon.svg" alt="" width="32" height="32" />
            Kapstok
          </Link>
        </p>
        <Languages />
        <Account />
      </header>
      {slug === undefined ? null : <PlanParts slug={slug} part={props.found.route.part} />}
      <News />
      <main id="main">{props.children}</main>
      <footer>
        <Link to="/explorer">{t('explorer')}</Link>
        <Link to="/accessibility">{t('accessibility')}</Link>
        <Link to="/withholding">{t('withholding')}</Link>
        <span>Kapstok · EUPL-1.2</span>
      </footer>
    </>
  );
}

function Languages() {
  const { language, t } = useText();
  const { path, search } = usePlace();
  const to = (one: Language) => {
    const next = new URLSearchParams(search);
    next.set('lang', one);
    return `${path}?${next}`;
  };
  return (
    <nav aria-label={t('languages')} class="languages">
      <ul>
        {LANGUAGES.map((one) => (
          <li key={one}>
            <a
              href={to(one)}
              lang={one}
              hreflang={one}
              rel="alternate"
              aria-label={`${one.toUpperCase()} ${LANGUAGE_NAMES[one]}`}
              aria-current={one === language ? 'true' : undefined}
              data-reload
            >
              {one.toUpperCase()}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

/** Who is signed in, with the way in or out; empty until the hub has told. */
function Account() {
  const { t } = useText();
  const session = useSession();
  const signIn = useSignInAddress();
  if (session?.isSignedIn)
    return (
      <div class="account">
        <span id="who">
          {session.name === null ? t('signedIn') : t('signedInAs', { name: session.name })}
        </span>
        <Link to="/account">{t('account')}</Link>
        <form method="post" action="/sign-out">
          <button type="submit">{t('signOut')}</button>
        </form>
      </div>
    );
  return (
    <div class="account">
      {signIn === null ? null : (
        <a id="sign-in" class="button" href={signIn}>
          {t('signIn')}
        </a>
      )}
    </div>
  );
}

/** Where one signs in and comes back to this page from; null while there is no such place. */
export function useSignInAddress(): string | null {
  const session = useSession();
  const { language } = useText();
  const { path, search } = usePlace();
  if (session === null || session.signInUrl === null) return null;
  const back = new URLSearchParams(search);
  back.set('lang', language);
  return `${session.signInUrl}?${new URLSearchParams({ return: `${path}?${back}`, lang: language })}`;
}

/** On a phone more parts than this are more rows than one wants to see before the page: the rest waits for a press. */
const MOST_ROWS = 8;
const FIRST_PARTS = 5;

function PlanParts({ slug, part }: { readonly slug: string; readonly part: string | null }) {
  const { t } = useText();
  const parts = partsFor(useViewer(slug));
  const [isOpen, setOpen] = useState(false);
  const rest = parts.length > MOST_ROWS ? parts.slice(FIRST_PARTS).filter(({ name }) => name !== part) : [];
  return (
    <nav class={isOpen ? 'parts' : 'parts short'} aria-label={t('partsOfPlan')}>
      <ul>
        {parts.map((one) => (
          <li key={one.name} class={rest.includes(one) ? 'rest' : undefined}>
            <PartLink slug={slug} is={one} isCurrent={one.name === part} />
          </li>
        ))}
        {rest.length === 0 ? null : (
          <li class="more">
            <button type="button" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
              {isOpen ? t('fewerParts') : t('moreParts', { n: rest.length })}
            </button>
          </li>
        )}
      </ul>
    </nav>
  );
}

function PartLink(props: { readonly slug: string; readonly is: Part; readonly isCurrent: boolean }) {
  const { t } = useText();
  const { slug, is, isCurrent } = props;
  return (
    <Link to={is.name === 'plan' ? at.plan(slug) : at.in(slug, is.name)} isCurrent={isCurrent}>
      {t(is.title)}
    </Link>
  );
}

/** Parts of the hub that do not answer, and a sign-in that ended. The rest of the page stands. */
function News() {
  const { t, clock, words } = useText();
  const graph = useGraphNews();
  const signIn = useSignInAddress();
  return (
    <div class="news" role="status">
      {graph.isSignedOut ? (
        <p class="notice warn" id="signed-out">
          {t('signInEnded')} {signIn === null ? null : <a href={signIn}>{t('signInAgain')}</a>}
        </p>
      ) : null}
      {[...graph.missing].map(([name, since]) => (
        <p class="notice warn" key={name} data-missing={name}>
          {t('partMissing', {
            part: words.Service[name as keyof typeof words.Service] ?? name,
            time: clock(since),
          })}{' '}
          <button type="button" class="second" onClick={() => void graph.refresh()}>
            {t('retry')}
          </button>
        </p>
      ))}
    </div>
  );
}
