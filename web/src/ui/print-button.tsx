import { useEffect, useState } from 'preact/hooks';
import { useText } from '../i18n/hooks.ts';

/** Prints the page, or keeps it as PDF: there where a script can do it. */
export function PrintButton() {
  const { t, day } = useText();
  const [isThere, setThere] = useState(false);
  useEffect(() => setThere(true), []);
  if (!isThere) return <p class="print-button" />;
  return (
    <>
      <p class="print-button">
        <button type="button" class="second" onClick={() => print()}>
          {t('print')}
        </button>
      </p>
      {/* On paper nobody sees when it was asked, nor where it is kept up to date. */}
      <p class="print-only small quiet">
        {t('printedOn', { day: day(new Date().toISOString().slice(0, 10)) })} {location.host}
        {location.pathname}
      </p>
    </>
  );
}
