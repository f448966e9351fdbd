import { useEffect, useState } from 'preact/hooks';
import { useText } from '../i18n/hooks.ts';

/** Prints the page, or keeps it as PDF: there where a script can do it. */
export function PrintButton() {
  const { t } = useText();
  const [isThere, setThere] = useState(false);
  useEffect(() => setThere(true), []);
  return (
    <p class="print-button">
      {isThere ? (
        <button type="button" class="second" onClick={() => print()}>
          {t('print')}
        </button>
      ) : null}
    </p>
  );
}
