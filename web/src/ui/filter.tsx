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

const MOST_CHIPS = 5;

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
  const [isOpen, setOpen] = useState(false);
  const language = search.get('lang');
  const options = props.options ?? [];
  const chosen = options.flatMap((one) => one.chosen);
  // On a phone many chips push away what they choose from: there they wait for a press.
  const isLong = options.flatMap(({ words }) => Object.keys(words)).length > MOST_CHIPS;
  return (
    <form
      method="get"
      action={path}
      class={isQuick && isLong && !isOpen ? 'filter short' : 'filter'}
      onChange={(event) => event.currentTarget.requestSubmit()}
    >
      {isQuick && isLong ? (
        <button type="button" class="second unfold" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          {t('filtersChosen', { n: chosen.length })}
        </button>
      ) : null}
      {language === null ? null : <input type="hidden" name="lang" value={language} />}
      {options.map(({ name, label, words, chosen }) => (
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
      <Told of={[...options, ...(props.lists ?? [])]} />
    </form>
  );
}

/** On paper nothing can be chosen, but what was chosen must be told. */
function Told({ of: choices }: { readonly of: readonly Choice[] }) {
  const told = choices.flatMap(({ label, words, chosen }) =>
    chosen.length === 0 ? [] : [`${label}: ${chosen.map((word) => words[word] ?? word).join(', ')}`],
  );
  return told.length === 0 ? null : <p class="print-only small">{told.join('; ')}</p>;
}
