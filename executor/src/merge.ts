import { type Data, isObject, own, put } from './values.ts';

/**
 * Adds what a subgraph said to what is known. Lists of one length are merged row by row; any other value that comes
 * later stands in place of the earlier one.
 */
export function mergeInto(target: Data, source: Data): void {
  for (const name of Object.keys(source)) {
    const value = source[name];
    if (value === undefined) continue;
    const known = own(target, name);
    if (typeof known !== 'object' || known === null) put(target, name, value);
    else put(target, name, merged(known, value));
  }
}

function merged(known: object, value: unknown): unknown {
  if (isObject(known) && isObject(value)) {
    mergeInto(known, value);
    return known;
  }
  if (!Array.isArray(known) || !Array.isArray(value) || known.length !== value.length) return value;
  for (const [index, one] of value.entries()) {
    const before: unknown = known[index];
    known[index] = typeof before === 'object' && before !== null ? merged(before, one) : one;
  }
  return known;
}

/** A copy that shares nothing: two places of an answer may grow apart although they began as one entity. */
export function copyOf(value: Data): Data {
  return copied(value) as Data;
}

function copied(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(copied);
  if (!isObject(value)) return value;
  const copy: Data = {};
  for (const name of Object.keys(value)) put(copy, name, copied(value[name]));
  return copy;
}
