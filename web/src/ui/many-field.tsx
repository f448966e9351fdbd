import { useText } from '../i18n/hooks.ts';

interface ManyProps {
  readonly label: string;
  readonly options: readonly { readonly id: string; readonly title: string }[];
  readonly chosen: readonly string[];
  readonly onChosen: (ids: readonly string[]) => void;
}

/** Several of a list; a long list is folded away, with what was chosen in sight. */
export function ManyField({ label, options, chosen, onChosen }: ManyProps) {
  const { t } = useText();
  const toggle = (id: string) =>
    onChosen(chosen.includes(id) ? chosen.filter((one) => one !== id) : [...chosen, id]);
  const names = options.filter(({ id }) => chosen.includes(id)).map(({ title }) => title);
  return (
    <fieldset class="field">
      <legend>{label}</legend>
      <details>
        <summary>{t('chosenCount', { n: chosen.length })}</summary>
        <ul class="many">
          {options.map(({ id, title }) => (
            <li key={id}>
              <label>
                <input type="checkbox" checked={chosen.includes(id)} onChange={() => toggle(id)} />
                {title}
              </label>
            </li>
          ))}
        </ul>
      </details>
      {names.length === 0 ? null : <p class="small">{names.join('; ')}</p>}
    </fieldset>
  );
}
