import { type GraphQLObjectType, getNamedType, isNonNullType, isObjectType, isUnionType } from 'graphql';
import type { SubgraphDefinition } from '../subgraph.ts';

/** Everything that can be selected of a type without arguments that must be given, some levels down. */
export function selectionOf(type: GraphQLObjectType, depth: number): string {
  const parts = Object.values(type.getFields()).flatMap((field) => {
    if (field.args.some((arg) => isNonNullType(arg.type) && arg.defaultValue === undefined)) return [];
    const named = getNamedType(field.type);
    if (!isObjectType(named)) return [field.name];
    const page = field.args.some(({ name }) => name === 'first') ? '(first: 100)' : '';
    // The rows of a page are no level of their own.
    const isRow = /(Connection|Edge)$/.test(type.name) && /^(nodes|node|edges)$/.test(field.name);
    if (depth === 0 && !isRow) return [];
    const inner = selectionOf(named, isRow ? depth : depth - 1);
    return inner === '' ? [] : [`${field.name}${page} { ${inner} }`];
  });
  return parts.join(' ');
}

/** The nouns about which a subgraph can be asked by id, its own and those of others. */
export function entitiesOf({ schema }: SubgraphDefinition): readonly GraphQLObjectType[] {
  const union = schema.getType('_Entity');
  return isUnionType(union) ? union.getTypes() : [];
}

/** All that a subgraph says of nouns of one type, two levels deep; `$of` are their representations. */
export const aboutEntities = (type: GraphQLObjectType): string =>
  `query ($of: [_Any!]!) { _entities(representations: $of) { ... on ${type.name} { ${selectionOf(type, 2)} } } }`;

/** All that a subgraph says without being given a name or an id; null when it has no such root field. */
export function aboutEverything({ schema }: SubgraphDefinition): string | null {
  const roots = Object.values(schema.getQueryType()?.getFields() ?? {}).flatMap((field) => {
    const type = getNamedType(field.type);
    if (
      !isObjectType(type) ||
      field.name.startsWith('_') ||
      field.args.some((arg) => isNonNullType(arg.type))
    )
      return [];
    const page = field.args.some(({ name }) => name === 'first') ? '(first: 100)' : '';
    return [`${field.name}${page} { ${selectionOf(type, 2)} }`];
  });
  return roots.length === 0 ? null : `{ ${roots.join(' ')} }`;
}
