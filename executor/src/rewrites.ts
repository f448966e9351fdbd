import { fits } from './paths.ts';
import type { Rewrite } from './plan.ts';
import type { TypeTable } from './type-table.ts';
import { type Data, isObject, own, put } from './values.ts';

/** Changes names and values of what goes to a subgraph or comes from it. */
export function rewrite(rewrites: readonly Rewrite[], value: unknown, isA: TypeTable): void {
  for (const one of rewrites) applyAt(one, 0, value, isA);
}

function applyAt(rewrite: Rewrite, at: number, value: unknown, isA: TypeTable): void {
  if (Array.isArray(value)) {
    for (const one of value) applyAt(rewrite, at, one, isA);
    return;
  }
  if (!isObject(value)) return;
  const step = rewrite.path[at];
  if (step === undefined) return;
  if (step.kind === 'types') {
    if (fits(value, step.names, isA)) applyAt(rewrite, at + 1, value, isA);
    return;
  }
  if (at < rewrite.path.length - 1) applyAt(rewrite, at + 1, own(value, step.name), isA);
  else changeAt(value, step.name, rewrite.change);
}

function changeAt(object: Data, name: string, change: Rewrite['change']): void {
  if (change.kind === 'set') {
    put(object, name, change.value);
    return;
  }
  const moved = own(object, name);
  if (moved === undefined) return;
  delete object[name];
  put(object, change.to, moved);
}

/** The path of an error in the names of the client. */
export function renamePath(rewrites: readonly Rewrite[], path: (string | number)[]): (string | number)[] {
  const renamed = [...path];
  for (const { path: steps, change } of rewrites) {
    if (change.kind !== 'rename') continue;
    const keys = steps.flatMap((step) => (step.kind === 'key' ? [step.name] : []));
    const places = renamed.flatMap((part, index) => (typeof part === 'string' ? [index] : []));
    const last = places[keys.length - 1];
    if (last !== undefined && keys.every((key, index) => renamed[places[index] ?? -1] === key))
      renamed[last] = change.to;
  }
  return renamed;
}
