import { useEffect, useState } from 'preact/hooks';
import { usePlace } from '../app/location.ts';
import { useText } from '../i18n/hooks.ts';

interface Choice {
  /** In the address. */
  readonly name: string;
  readonly label: string;
  readonly words: Readonly<Record<string, string>>;
  readonly chosen: readonly string[];
}

/**
 * Chooses rows by a form whose answers stand in the address, so that a link shows everyone the same list. Works without a
 * script by its button; with one a choice counts at once.
 */
export function Filter(props: { readonly options: readonly Choice[] }) {
  const { t } = useText();
  const { path, search } = usePlace();
  const [isQuick, setQuick] = useState(false);
  useEffect(() => setQuick(true), []);
  const language = search.get('lang');
  return (
    <form method="get" action={path} class="filter" onChange={(event) => event.currentTarget.requestSubmit()}>
      {language === null ? null : <input type="hidden" name="lang" value={language} />}
      {props.options.map(({ name, label, words, chosen }) => (
        <fieldset key={name}>
          <legend>{label}</legend>
          {Object.entries(words).map(([word, text]) => (
            <label key={word} class="chip">
              <input type="checkbox" name={name} value={word} checked={chosen.includes(word)} />
              {text}
            </label>
          ))}
        </fieldset>
      ))}
      {isQuick ? null : <button type="submit">{t('filter')}</button>}
    </form>
  );
}
