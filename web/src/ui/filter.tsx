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

interface Day {
  readonly name: string;
  readonly label: string;
  readonly value: string;
}

/**
 * Chooses rows by a form whose answers stand in the address, so that a link shows everyone the same list. Works without a
 * script by its button; with one a choice counts at once.
 */
export function Filter(props: {
  readonly options?: readonly Choice[];
  /** Of which one is chosen. */
  readonly lists?: readonly Choice[];
  readonly days?: readonly Day[];
}) {
  const { t } = useText();
  const { path, search } = usePlace();
  const [isQuick, setQuick] = useState(false);
  useEffect(() => setQuick(true), []);
  const language = search.get('lang');
  return (
    <form method="get" action={path} class="filter" onChange={(event) => event.currentTarget.requestSubmit()}>
      {language === null ? null : <input type="hidden" name="lang" value={language} />}
      {(props.options ?? []).map(({ name, label, words, chosen }) => (
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
      <div class="lists">
        {(props.lists ?? []).map(({ name, label, words, chosen }) => (
          <label key={name}>
            {label}{' '}
            <select name={name} value={chosen[0] ?? ''}>
              {Object.entries(words).map(([word, text]) => (
                <option key={word} value={word}>
                  {text}
                </option>
              ))}
            </select>
          </label>
        ))}
        {(props.days ?? []).map(({ name, label, value }) => (
          <label key={name}>
            {label} <input type="date" name={name} value={value} />
          </label>
        ))}
      </div>
      {isQuick ? null : <button type="submit">{t('filter')}</button>}
    </form>
  );
}
