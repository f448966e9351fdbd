import {
  type GraphQLSchema,
  getNamedType,
  isInterfaceType,
  Kind,
  parse,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from 'graphql';

/**
 * Whether an operation reaches a type that some subgraph knows as @interfaceObject; null for a graph that has none, as
 * most have.
 */
export function interfaceObjectsIn(
  supergraphSdl: string,
  apiSchema: GraphQLSchema,
): ((source: string) => boolean) | null {
  if (!/\bisInterfaceObject:\s*true\b/.test(supergraphSdl)) return null;
  const types = new Set<string>();
  for (const name of interfacesThatAreObjects(supergraphSdl)) {
    types.add(name);
    const type = apiSchema.getType(name);
    if (!isInterfaceType(type)) continue;
    const { objects, interfaces } = apiSchema.getImplementations(type);
    for (const one of [...objects, ...interfaces]) types.add(one.name);
  }
  return (source) => reaches(source, apiSchema, types);
}

function interfacesThatAreObjects(supergraphSdl: string): string[] {
  return parse(supergraphSdl, { noLocation: true }).definitions.flatMap((definition) => {
    if (definition.kind !== Kind.INTERFACE_TYPE_DEFINITION) return [];
    const given = definition.directives?.flatMap((one) => one.arguments ?? []) ?? [];
    const isOne = given.some(
      ({ name, value }) => name.value === 'isInterfaceObject' && value.kind === Kind.BOOLEAN && value.value,
    );
    return isOne ? [definition.name.value] : [];
  });
}

function reaches(source: string, schema: GraphQLSchema, types: ReadonlySet<string>): boolean {
  const info = new TypeInfo(schema);
  let isReached = false;
  const look = (): void => {
    const name = getNamedType(info.getType())?.name;
    isReached ||= name !== undefined && types.has(name);
  };
  // Fragments too: one on a type may stand where its field says an interface only.
  visit(
    parse(source),
    visitWithTypeInfo(info, { Field: look, InlineFragment: look, FragmentDefinition: look }),
  );
  return isReached;
}
