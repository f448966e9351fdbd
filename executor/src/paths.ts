import type { PathStep } from './plan.ts';
import type { TypeTable } from './type-table.ts';
import { type Data, isObject, own } from './values.ts';

export type ResponsePath = readonly (string | number)[];

/** The objects at a path of the answer, in order, each once for each place. */
export function objectsAt(root: Data, path: readonly PathStep[], isA: TypeTable): Data[] {
  const found: Data[] = [];
  walk(root, path, 0, isA, null, (object) => found.push(object));
  return found;
}

/** The same with where each stands; for errors, which are rare. */
export function placesAt(
  root: Data,
  path: readonly PathStep[],
  isA: TypeTable,
): ReadonlyMap<Data, ResponsePath> {
  const found = new Map<Data, ResponsePath>();
  const trail: (string | number)[] = [];
  walk(root, path, 0, isA, trail, (object) => found.set(object, [...trail]));
  return found;
}

function walk(
  value: unknown,
  path: readonly PathStep[],
  at: number,
  isA: TypeTable,
  trail: (string | number)[] | null,
  visit: (object: Data) => void,
): void {
  if (Array.isArray(value)) {
    const next = path[at]?.kind === 'list' ? at + 1 : at;
    for (let index = 0; index < value.length; index += 1) {
      trail?.push(index);
      walk(value[index], path, next, isA, trail, visit);
      trail?.pop();
    }
    return;
  }
  if (!isObject(value)) return;
  const step = path[at];
  if (step === undefined) visit(value);
  else if (step.kind === 'field') {
    trail?.push(step.name);
    walk(own(value, step.name), path, at + 1, isA, trail, visit);
    trail?.pop();
  } else if (step.kind === 'types' && fits(value, step.names, isA)) {
    walk(value, path, at + 1, isA, trail, visit);
  }
}

/** Whether an object is of one of these types; one that does not say what it is may be. */
export function fits({ __typename: type }: Data, names: readonly string[], isA: TypeTable): boolean {
  return typeof type !== 'string' || names.some((name) => isA(type, name));
}
