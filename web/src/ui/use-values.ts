import { useState } from 'preact/hooks';
import type { Refusal } from '../graph/change.ts';
import { faultOf } from './field.tsx';

/** Texts to fill in, by the name of the field of the input; `field` is what a field needs to show one. */
export function useValues<Name extends string>(
  first: Readonly<Record<Name, string>>,
  refusals: readonly Refusal[] = [],
) {
  const [values, setValues] = useState(first);
  const names = Object.keys(first) as Name[];
  return {
    values,
    names,
    set: (part: Partial<Record<Name, string>>) => setValues((now) => ({ ...now, ...part })),
    /** Empties the fields after they were sent, unless something was typed since. */
    reset: () => setValues((now) => (now === values ? first : now)),
    field: (name: Name) => ({
      value: values[name],
      onValue: (value: string) => setValues((now) => ({ ...now, [name]: value })),
      fault: faultOf(refusals, name),
    }),
  };
}
