import { type DocumentNode, Kind } from 'graphql';

/** Which type is also which other, in all of the supergraph, what clients cannot see included. */
export type TypeTable = (type: string, condition: string) => boolean;

/** Read from the text: to build the whole schema only for this would take most of the start. */
export function createTypeTable(supergraph: DocumentNode): TypeTable {
  const members = new Map<string, Set<string>>();
  const add = (abstract: string, member: string): void => {
    const known = members.get(abstract);
    if (known === undefined) members.set(abstract, new Set([member]));
    else known.add(member);
  };
  for (const definition of supergraph.definitions) {
    if (definition.kind === Kind.OBJECT_TYPE_DEFINITION || definition.kind === Kind.INTERFACE_TYPE_DEFINITION)
      for (const { name } of definition.interfaces ?? []) add(name.value, definition.name.value);
    if (definition.kind === Kind.UNION_TYPE_DEFINITION)
      for (const { name } of definition.types ?? []) add(definition.name.value, name.value);
  }
  return (type, condition) => type === condition || (members.get(condition)?.has(type) ?? false);
}
