import { useEffect, useId, useRef, useState } from 'preact/hooks';
import type { Refusal } from '../graph/change.ts';
import { useText } from '../i18n/hooks.ts';
import type { Difference, Side } from './differences.ts';

/** Whether something was refused because somebody else was first. */
export const isConflict = (refusals: readonly Refusal[]): boolean =>
  refusals.some(({ code }) => code === 'VERSION_CONFLICT');

/** Whether what the others wrote has come: a refusal comes sooner than the page that was asked anew because of it. */
export function useStanding(version: number) {
  const [sent, setSent] = useState(version);
  return { hasNew: version !== sent, note: () => setSent(version) };
}

interface ConflictProps<Name extends string> {
  readonly differences: readonly Difference<Name>[];
  readonly labelOf: (name: Name) => string;
  /** A value in words. */
  readonly show?: (name: Name, value: string) => string;
  /** Told which side counts for each field; null when it was put off, and nothing changes. */
  readonly onSettle: (sides: ReadonlyMap<Name, Side> | null) => void;
}

/**
 * Asks what counts when somebody else changed the same: theirs and mine side by side, for each field. Nothing is lost
 * before the choice, and Escape puts it off.
 */
export function Conflict<Name extends string>(props: ConflictProps<Name>) {
  const { t } = useText();
  const { differences, labelOf, show = (_name, value) => value, onSettle } = props;
  const dialog = useRef<HTMLDialogElement>(null);
  const title = useId();
  const [chosen, setChosen] = useState<ReadonlyMap<Name, Side>>(new Map());
  useEffect(() => {
    const opened = dialog.current;
    opened?.showModal();
    return () => opened?.close();
  }, []);
  const sideOf = ({ name, likely }: Difference<Name>): Side => chosen.get(name) ?? likely;
  const settle = () => onSettle(new Map(differences.map((one) => [one.name, sideOf(one)])));
  return (
    <dialog
      ref={dialog}
      class="conflict"
      aria-labelledby={title}
      onCancel={(event) => {
        event.preventDefault();
        onSettle(null);
      }}
    >
      <h2 id={title}>{t('conflictTitle')}</h2>
      <p>{t('conflictWhy')}</p>
      {differences.map((one) => (
        <fieldset key={one.name} class="sides">
          <legend>{labelOf(one.name)}</legend>
          {(['THEIRS', 'MINE'] as const).map((side) => (
            <label key={side} class="side">
              <input
                type="radio"
                name={`${title}${one.name}`}
                checked={sideOf(one) === side}
                onChange={() => setChosen(new Map(chosen).set(one.name, side))}
              />
              <span>
                <strong>{t(side === 'MINE' ? 'conflictMine' : 'conflictTheirs')}</strong>
                <span class="said">
                  {show(one.name, side === 'MINE' ? one.mine : one.theirs) || t('conflictEmpty')}
                </span>
              </span>
            </label>
          ))}
        </fieldset>
      ))}
      <div class="buttons">
        <button type="button" onClick={settle}>
          {t('conflictKeep')}
        </button>
        <button type="button" class="second" onClick={() => onSettle(null)}>
          {t('conflictLater')}
        </button>
      </div>
    </dialog>
  );
}

/** Values as they were typed, with those of the others where theirs were chosen. */
export function settled<Name extends string>(
  mine: Readonly<Partial<Record<Name, string>>>,
  differences: readonly Difference<Name>[],
  sides: ReadonlyMap<Name, Side>,
): Readonly<Partial<Record<Name, string>>> {
  const theirs = differences.filter(({ name }) => sides.get(name) === 'THEIRS');
  return { ...mine, ...(Object.fromEntries(theirs.map((one) => [one.name, one.theirs])) as typeof mine) };
}
