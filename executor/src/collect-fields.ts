import {
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLCompositeType,
  type GraphQLSchema,
  isAbstractType,
  isObjectType,
  Kind,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';

export type Fragments = ReadonlyMap<string, FragmentDefinitionNode>;

/** All that is asked of an object under one name. */
export interface CollectedField {
  readonly key: string;
  readonly name: string;
  readonly nodes: FieldNode[];
}

interface Shape {
  readonly schema: GraphQLSchema;
  readonly fragments: Fragments;
}

/**
 * What is asked of an object of this type, by name and in order, as CollectFields() of the specification has it once
 * its conditions are decided.
 */
export function collectFields(
  shape: Shape,
  type: GraphQLCompositeType,
  sets: readonly SelectionSetNode[],
): ReadonlyMap<string, CollectedField> {
  const fields = new Map<string, CollectedField>();
  const seen = new Set<string>();
  for (const set of sets) collect(shape, type, set, fields, seen);
  return fields;
}

function collect(
  shape: Shape,
  type: GraphQLCompositeType,
  { selections }: SelectionSetNode,
  fields: Map<string, CollectedField>,
  seen: Set<string>,
): void {
  for (const selection of selections) {
    if (selection.kind === Kind.FIELD) {
      const key = (selection.alias ?? selection.name).value;
      const known = fields.get(key);
      if (known) known.nodes.push(selection);
      else fields.set(key, { key, name: selection.name.value, nodes: [selection] });
      continue;
    }
    const fragment = fragmentOf(selection, shape.fragments, seen);
    if (fragment === undefined || !isOn(shape.schema, type, fragment.typeCondition?.name.value)) continue;
    collect(shape, type, fragment.selectionSet, fields, seen);
  }
}

function fragmentOf(selection: Exclude<SelectionNode, FieldNode>, fragments: Fragments, seen: Set<string>) {
  if (selection.kind === Kind.INLINE_FRAGMENT) return selection;
  const { value: name } = selection.name;
  if (seen.has(name)) return undefined;
  seen.add(name);
  return fragments.get(name);
}

function isOn(schema: GraphQLSchema, type: GraphQLCompositeType, condition: string | undefined): boolean {
  if (condition === undefined || condition === type.name) return true;
  const wanted = schema.getType(condition);
  if (!isAbstractType(wanted)) return false;
  return (isObjectType(type) || 'getInterfaces' in type) && schema.isSubType(wanted, type);
}
