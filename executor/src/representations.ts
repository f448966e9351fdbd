import { mergeInto } from './merge.ts';
import type { EntityGroup, Requirement } from './plan.ts';
import { rewrite } from './rewrites.ts';
import type { TypeTable } from './type-table.ts';
import { type Data, isObject, own, put } from './values.ts';

/** What is asked of one subgraph of the entities of one group, each once. */
export interface Representations {
  readonly list: Data[];
  /** For each representation all objects of the answer that it stands for. */
  readonly targets: Data[][];
}

/** By what a subgraph knows these objects; objects that lack a part of their key are left out. */
export function represent(group: EntityGroup, objects: Iterable<Data>, isA: TypeTable): Representations {
  const known = new Map<string, Data[]>();
  const list: Data[] = [];
  const targets: Data[][] = [];
  for (const object of objects) {
    const representation = select(object, group.requires, isA);
    if (representation === null || typeof representation['__typename'] !== 'string') continue;
    rewrite(group.inputRewrites, representation, isA);
    const key = JSON.stringify(representation);
    const same = known.get(key);
    if (same !== undefined) {
      same.push(object);
      continue;
    }
    const first = [object];
    known.set(key, first);
    list.push(representation);
    targets.push(first);
  }
  return { list, targets };
}

/** The required part of a value; null when the subgraph that should have given it did not. */
function select(source: Data, requires: readonly Requirement[], isA: TypeTable): Data | null {
  const selected: Data = {};
  for (const requirement of requires) {
    if (requirement.kind === 'field') {
      const value = own(source, requirement.from);
      if (value === undefined) return null;
      const { of, to } = requirement;
      put(selected, to, of === null ? value : selectDeep(value, of, isA));
      continue;
    }
    const name = source['__typename'];
    if (typeof name !== 'string' || !isA(name, requirement.type)) continue;
    const part = select(source, requirement.of, isA);
    if (part !== null) mergeInto(selected, part);
  }
  return selected;
}

function selectDeep(value: unknown, requires: readonly Requirement[], isA: TypeTable): unknown {
  if (Array.isArray(value)) return value.map((one) => selectDeep(one, requires, isA));
  return isObject(value) ? select(value, requires, isA) : null;
}
