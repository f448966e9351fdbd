import { Kind, parse } from 'graphql';

/** Which type is also which other, in all of the supergraph, what clients cannot see included. */
export type TypeTable = (type: string, condition: string) => boolean;

/**
 * Read from the text when it is first asked whether a type is another than itself: to build the whole schema only for
 * this would take most of the start, and to read it a tenth.
 */
export function createTypeTable(supergraphSdl: string): TypeTable {
  let members: Members | undefined;
  return (type, condition) => {
    if (type === condition) return true;
    members ??= membersIn(supergraphSdl);
    return members.get(condition)?.has(type) ?? false;
  };
}

/** The types that belong to an interface or union, by its name. */
type Members = ReadonlyMap<string, ReadonlySet<string>>;

function membersIn(supergraphSdl: string): Members {
  const members = new Map<string, Set<string>>();
  const add = (abstract: string, member: string): void => {
    const known = members.get(abstract);
    if (known === undefined) members.set(abstract, new Set([member]));
    else known.add(member);
  };
  for (const definition of parse(supergraphSdl, { noLocation: true }).definitions) {
    if (definition.kind === Kind.OBJECT_TYPE_DEFINITION || definition.kind === Kind.INTERFACE_TYPE_DEFINITION)
      for (const { name } of definition.interfaces ?? []) add(name.value, definition.name.value);
    if (definition.kind === Kind.UNION_TYPE_DEFINITION)
      for (const { name } of definition.types ?? []) add(definition.name.value, name.value);
  }
  return members;
}
