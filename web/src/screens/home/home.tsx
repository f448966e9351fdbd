import { Home as HomeQuery, type HomeResult } from '../../generated/home.ts';
import { useQuery } from '../../graph/hooks.ts';
import { useText } from '../../i18n/hooks.ts';
import { explorerAddress, QUESTION_NAMES } from '../../question-names.ts';
import { at, Link } from '../../ui/link.tsx';
import { useTitle } from '../../ui/page.tsx';

type Card = NonNullable<HomeResult['programmes']>['nodes'][number];

/** The programmes of this hub, and the way in for who asks by script. */
export function Home() {
  const { t } = useText();
  useTitle('');
  return (
    <>
      <h1 tabIndex={-1}>{t('headline')}</h1>
      <p class="intro">{t('intro')}</p>
      <section aria-labelledby="programmes">
        <h2 id="programmes">{t('programmes')}</h2>
        <Programmes />
      </section>
      <Questions />
    </>
  );
}

function Programmes() {
  const { t } = useText();
  const { data, errors, isLoading } = useQuery(HomeQuery, {});
  const cards = data?.programmes?.nodes;
  if (cards === undefined)
    return <p role="status">{isLoading && errors.length === 0 ? t('loading') : t('failedWhy')}</p>;
  if (cards.length === 0) return <p>{t('noProgrammes')}</p>;
  return (
    <ul class="rack">
      {cards.map((card) => (
        <Peg key={card.slug} card={card} />
      ))}
    </ul>
  );
}

/** One programme on its hook. */
function Peg({ card }: { readonly card: Card }) {
  const { t, term, words } = useText();
  return (
    <li class="peg">
      <svg class="hook" viewBox="0 0 24 34" aria-hidden="true">
        <path d="M17 0v22a6.5 6.5 0 0 1-13 0" />
      </svg>
      <article class="card">
        <h3>
          <Link to={at.plan(card.slug)}>{card.title}</Link>
        </h3>
        <p class="quiet">
          {term(card.startsOn, card.endsOn)} · {words.ProgrammeStatus[card.status]} ·{' '}
          {t('actionCount', { n: card.progress.actionCount })}
        </p>
        {card.isFictional ? (
          <p class="fictional">
            <strong>{t('fictional')}</strong> {t('fictionalWhy')}
          </p>
        ) : null}
        {card.domains.length === 0 ? null : (
          <ul class="domains" aria-label={t('domains')}>
            {card.domains.map(({ code, title }) => (
              <li key={code}>
                <Link to={at.domain(card.slug, code)}>{title}</Link>
              </li>
            ))}
          </ul>
        )}
      </article>
    </li>
  );
}

/** Questions that one can begin with in the explorer. */
function Questions() {
  const { t, language } = useText();
  return (
    <section aria-labelledby="questions">
      <h2 id="questions">{t('questions')}</h2>
      <p class="quiet">{t('questionsIntro')}</p>
      <ul class="questions">
        {QUESTION_NAMES.map((name) => (
          <li key={name}>
            <a id={`open-${name}`} href={explorerAddress(name, language)}>
              {t(`question:${name}`)}
            </a>
            <span class="quiet">{t(`questionAnswers:${name}`)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
