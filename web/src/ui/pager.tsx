import { usePlace } from '../app/location.ts';
import { useText } from '../i18n/hooks.ts';
import { Link } from './link.tsx';

/** To the next page of a list and back to its beginning; where one is lives in the address. */
export function Pager(props: {
  readonly shown: number;
  readonly total: number;
  readonly next: string | null;
}) {
  const { t } = useText();
  const { path, search } = usePlace();
  const isFirst = search.get('after') === null;
  if (isFirst && props.next === null) return null;
  const others = Object.fromEntries(
    [...new Set(search.keys())]
      .filter((name) => name !== 'after' && name !== 'lang')
      .map((name) => [name, search.getAll(name)]),
  );
  return (
    <nav class="pager" aria-label={t('pages')}>
      <span class="quiet">{t('shownOf', { shown: props.shown, total: props.total })}</span>
      {isFirst ? null : (
        <Link to={path} with={others}>
          {t('firstPage')}
        </Link>
      )}
      {props.next === null ? null : (
        <Link to={path} with={{ ...others, after: props.next }}>
          {t('nextPage')}
        </Link>
      )}
    </nav>
  );
}
