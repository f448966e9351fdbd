import type { Cited } from '../generated/summaries.ts';
import { useText } from '../i18n/hooks.ts';

/** Only what a browser can open; a source may name anything. */
export const isWebAddress = (address: string | null): address is string =>
  address !== null && /^https?:\/\//i.test(address);

/** Where something was read. */
export function SourceText({ source }: { readonly source: Cited | null }) {
  const { t, day } = useText();
  if (source === null) return <span class="quiet">{t('sourceNone')}</span>;
  return (
    <>
      {isWebAddress(source.url) ? (
        <a href={source.url} rel="external noreferrer">
          {source.citation}
        </a>
      ) : (
        source.citation
      )}
      {source.publishedOn === null
        ? null
        : ` (${t('publishedOn', { day: day(source.publishedOn, source.publishedOnPrecision) })})`}
      {source.retrievedOn === null ? null : `, ${t('retrievedOn', { day: day(source.retrievedOn) })}`}
    </>
  );
}
