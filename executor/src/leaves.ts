import { type GraphQLLeafType, isEnumType } from 'graphql';
import { NULL, violated, type Write } from './writing.ts';

/** Writes scalars and enum values; what is not of the type is null, and somebody hears of it. */
export function leafWriter(type: GraphQLLeafType, what: string): Write {
  const write = isEnumType(type)
    ? enumWriter(type.getValues().map(({ name }) => name))
    : (BUILT_IN[type.name] ?? writeAny);
  return (value, writing) => {
    if (value === null || value === undefined) return NULL;
    return write(value) ?? violated(writing, `Invalid value found for ${what}.`);
  };
}

type WriteLeaf = (value: unknown) => string | null;

// biome-ignore lint/suspicious/noControlCharactersInRegex: JSON escapes them.
const NEEDS_ESCAPE = /["\\\u0000-\u001f\ud800-\udfff]/;

const writeString: WriteLeaf = (value) => {
  if (typeof value !== 'string') return null;
  return NEEDS_ESCAPE.test(value) ? JSON.stringify(value) : `"${value}"`;
};
const writeInteger: WriteLeaf = (value) => (Number.isInteger(value) ? String(value) : null);

const BUILT_IN: Readonly<Record<string, WriteLeaf>> = {
  String: writeString,
  ID: (value) => (typeof value === 'string' ? writeString(value) : writeInteger(value)),
  Int: writeInteger,
  Float: (value) => (Number.isFinite(value) ? JSON.stringify(value) : null),
  Boolean: (value) => (typeof value === 'boolean' ? String(value) : null),
};

/** Of scalars that are not of the specification, only subgraphs know what they may be. */
const writeAny: WriteLeaf = (value) =>
  typeof value === 'string' ? writeString(value) : (JSON.stringify(value) ?? null);

function enumWriter(names: readonly string[]): WriteLeaf {
  const texts = new Map<unknown, string>(names.map((name) => [name, `"${name}"`]));
  return (value) => texts.get(value) ?? null;
}
