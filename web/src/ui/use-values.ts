import type { Refusal } from '../graph/change.ts';
import { faultOf } from './field.tsx';
import { useKeptTexts } from './kept-texts.ts';

/**
 * Texts to fill in, by the name of the field of the input; `field` is what a field needs to show one. `place` tells this
 * form from every other: what was typed in it stays until it was sent.
 */
export function useValues<Name extends string>(
  place: string,
  first: Readonly<Record<Name, string>>,
  refusals: readonly Refusal[] = [],
) {
  const { texts: values, change, reset, forget } = useKeptTexts<Readonly<Record<Name, string>>>(place, first);
  const names = Object.keys(first) as Name[];
  return {
    values,
    names,
    set: (part: Partial<Record<Name, string>>) => change((now) => ({ ...now, ...part })),
    /** Empties the fields after they were sent, unless something was typed since. */
    reset: () => reset(values),
    /** After it was sent, where the form goes away or goes on with what it says. */
    forget,
    field: (name: Name) => ({
      value: values[name],
      onValue: (value: string) => change((now) => ({ ...now, [name]: value })),
      fault: faultOf(refusals, name),
    }),
  };
}
