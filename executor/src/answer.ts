import {
  executeSync,
  type FieldNode,
  type GraphQLCompositeType,
  GraphQLError,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  isCompositeType,
  isListType,
  isNonNullType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  SchemaMetaFieldDef,
  TypeMetaFieldDef,
} from 'graphql';
import { type CollectedField, collectFields, type Fragments } from './collect-fields.ts';
import { leafWriter } from './leaves.ts';
import { type Data, isObject, own } from './values.ts';
import { NULL, violated, type Write, type Writing } from './writing.ts';

/** What an operation is written with; its conditions (@skip, @include) are decided. */
export interface AnswerShape {
  readonly schema: GraphQLSchema;
  readonly operation: OperationDefinitionNode;
  readonly fragments: Fragments;
}

/** Compiles how the answer to an operation is written: `null` when it broke off at its root. */
export function compileAnswer(shape: AnswerShape, root: GraphQLObjectType): Write {
  const write = objectWriter(shape, root, [shape.operation.selectionSet], true);
  return (data, writing) => write(data, writing) ?? NULL;
}

interface FieldWriter {
  readonly key: string;
  /** The name with its quotes and colon. */
  readonly prefix: string;
  /** Written as it is, when the value does not matter. */
  readonly constant: string | null;
  readonly write: Write;
}

type Selections = Parameters<typeof collectFields>[2];

function objectWriter(
  shape: AnswerShape,
  type: GraphQLCompositeType,
  selections: Selections,
  isRoot = false,
): Write {
  const byType = new Map<string, readonly FieldWriter[] | null>();
  const typenames = ['__typename', ...typenameAliases(selections, shape.fragments)];
  return (value, writing) => {
    if (value === null || value === undefined) return NULL;
    if (!isObject(value)) return violated(writing, `Expected an object of type ${type.name}.`);
    const name = isRoot ? type.name : typenameOf(value, typenames, type.name);
    let fields = byType.get(name);
    if (fields === undefined) {
      fields = fieldsOf(shape, name, selections);
      byType.set(name, fields);
    }
    if (fields === null)
      return violated(writing, `Invalid __typename found for an object of type ${type.name}.`);
    return writeFields(fields, value, writing);
  };
}

function writeFields(fields: readonly FieldWriter[], value: Data, writing: Writing): string | undefined {
  const { violations } = writing;
  let text = '{';
  for (let index = 0; index < fields.length; index += 1) {
    const field = fields[index] as FieldWriter;
    if (index > 0) text += ',';
    if (field.constant !== null) {
      text += field.constant;
      continue;
    }
    const before = violations.length;
    const written = field.write(own(value, field.key), writing);
    for (let at = before; at < violations.length; at += 1) violations[at]?.path.push(field.key);
    // Nothing more is written of an object that cannot be.
    if (written === undefined) return NULL;
    text += field.prefix + written;
  }
  return `${text}}`;
}

/** How each field of an object of this type is written; null when clients do not know the type. */
function fieldsOf(shape: AnswerShape, typeName: string, selections: Selections): FieldWriter[] | null {
  const type = shape.schema.getType(typeName);
  if (!isCompositeType(type)) return null;
  const collected = collectFields(shape, type, selections);
  return [...collected.values()].map((field) => fieldWriter(shape, type, field));
}

function fieldWriter(shape: AnswerShape, type: GraphQLCompositeType, field: CollectedField): FieldWriter {
  const { key, name, nodes } = field;
  const prefix = `${JSON.stringify(key)}:`;
  const constant =
    name === '__typename' && isObjectType(type) ? `${prefix}${JSON.stringify(type.name)}` : null;
  return { key, prefix, constant, write: writerOf(shape, type, name, nodes) };
}

function writerOf(
  shape: AnswerShape,
  type: GraphQLCompositeType,
  name: string,
  nodes: readonly FieldNode[],
): Write {
  // Of an object that does not say what it is, nothing can be told.
  if (name === '__typename') return () => undefined;
  if (name === SchemaMetaFieldDef.name || name === TypeMetaFieldDef.name) return introspect(shape, nodes);
  const definition = 'getFields' in type ? type.getFields()[name] : undefined;
  if (definition === undefined) throw new Error(`${type.name} has no field ${name}.`);
  return valueWriter(shape, definition.type, nodes, `field ${type.name}.${name}`);
}

function valueWriter(
  shape: AnswerShape,
  type: GraphQLOutputType,
  nodes: readonly FieldNode[],
  what: string,
): Write {
  if (isNonNullType(type)) return promised(valueWriter(shape, type.ofType, nodes, what), what);
  if (isListType(type)) return listWriter(valueWriter(shape, type.ofType, nodes, `row of ${what}`), what);
  if (!isCompositeType(type)) return leafWriter(type, what);
  const selections = nodes.flatMap(({ selectionSet }) => selectionSet ?? []);
  return objectWriter(shape, type, selections);
}

/** A value that may not be null: if it is, it breaks what is around it, and somebody hears of it once. */
function promised(write: Write, what: string): Write {
  return (value, writing) => {
    const before = writing.violations.length;
    const text = write(value, writing);
    if (text !== NULL) return text;
    if (writing.violations.length === before)
      violated(writing, `Cannot return null for non-nullable ${what}.`);
    return undefined;
  };
}

function listWriter(write: Write, what: string): Write {
  return (value, writing) => {
    if (value === null || value === undefined) return NULL;
    if (!Array.isArray(value)) return violated(writing, `Expected a list for ${what}.`);
    const { violations } = writing;
    let text = '[';
    let isBroken = false;
    for (let index = 0; index < value.length; index += 1) {
      const before = violations.length;
      const written = write(value[index], writing);
      for (let at = before; at < violations.length; at += 1) violations[at]?.path.push(index);
      if (written === undefined) isBroken = true;
      else text += index === 0 ? written : `,${written}`;
    }
    return isBroken ? NULL : `${text}]`;
  };
}

function typenameOf(value: Data, names: readonly string[], otherwise: string): string {
  for (const name of names) {
    const found = own(value, name);
    if (typeof found === 'string') return found;
  }
  return otherwise;
}

/** Other names under which the client asked for `__typename`. */
function typenameAliases(selections: Selections, fragments: Fragments, seen = new Set<string>()): string[] {
  return selections.flatMap((set) =>
    set.selections.flatMap((selection): string[] => {
      if (selection.kind === Kind.FIELD)
        return selection.name.value === '__typename' && selection.alias ? [selection.alias.value] : [];
      if (selection.kind === Kind.INLINE_FRAGMENT)
        return typenameAliases([selection.selectionSet], fragments, seen);
      const { value: name } = selection.name;
      const fragment = fragments.get(name);
      if (fragment === undefined || seen.has(name)) return [];
      seen.add(name);
      return typenameAliases([fragment.selectionSet], fragments, seen);
    }),
  );
}

/** What the schema says of itself is asked of graphql-js. */
function introspect({ schema, operation, fragments }: AnswerShape, nodes: readonly FieldNode[]): Write {
  const { variableDefinitions = [] } = operation;
  const document = {
    kind: Kind.DOCUMENT as const,
    definitions: [
      {
        kind: Kind.OPERATION_DEFINITION as const,
        operation: operation.operation,
        variableDefinitions,
        selectionSet: { kind: Kind.SELECTION_SET as const, selections: nodes },
      },
      ...fragments.values(),
    ],
  };
  return (_value, { variables }) => {
    const { data, errors } = executeSync({ schema, document, rootValue: {}, variableValues: variables });
    if (errors?.[0]) throw new GraphQLError(errors[0].message, { originalError: errors[0] });
    return JSON.stringify(Object.values(data ?? {})[0] ?? null);
  };
}
