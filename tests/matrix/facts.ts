import { type GraphQLObjectType, type GraphQLSchema, getNamedType, isObjectType } from 'graphql';

/** One value that somebody was told: of which object, by which way from it, and what. */
export interface Fact {
  /** `Agreement.title`; of a value inside an object also which: `Agreement.budget Money.amount`. */
  readonly field: string;
  /** The nearest object with an id above it. */
  readonly entity: { readonly type: string; readonly id: string } | null;
  /** The same for the same value of the same object, whatever path led to it. */
  readonly key: string;
}

/** Every value in an answer that is not null. */
export function factsIn(schema: GraphQLSchema, data: unknown): Fact[] {
  const query = schema.getQueryType();
  if (!query || typeof data !== 'object' || data === null) return [];
  const facts: Fact[] = [];
  // A root field leads to an object; that there is one is told by the object itself.
  for (const [name, value] of Object.entries(data)) {
    const field = query.getFields()[name];
    if (field !== undefined)
      visit(schema, getNamedType(field.type).name, value, { entity: null, way: name }, facts);
  }
  return facts;
}

interface Place {
  readonly entity: Fact['entity'];
  readonly way: string;
}

function visit(schema: GraphQLSchema, typeName: string, value: unknown, place: Place, facts: Fact[]): void {
  if (Array.isArray(value)) {
    for (const one of value) visit(schema, typeName, one, place, facts);
    return;
  }
  if (typeof value !== 'object' || value === null) return;
  const object = value as Record<string, unknown>;
  const type = schema.getType(String(object['__typename'] ?? typeName));
  if (!isObjectType(type)) return;
  const here = placeOf(type, object, place);
  for (const [name, inner] of Object.entries(object)) {
    const field = type.getFields()[name];
    if (field === undefined || inner === null) continue;
    const named = getNamedType(field.type);
    const way = `${here.way}.${name}`;
    const isLeaf = !isComposite(schema, named.name);
    if (isLeaf) facts.push(factOf(type, name, inner, here));
    else visit(schema, named.name, inner, { entity: here.entity, way }, facts);
  }
}

const factOf = (type: GraphQLObjectType, name: string, value: unknown, { entity, way }: Place): Fact => ({
  field: fieldOf(type, name, { entity, way }),
  entity,
  key: `${entity?.type}:${entity?.id} ${way}.${name} ${JSON.stringify(value)}`,
});

function fieldOf(type: GraphQLObjectType, name: string, { entity, way }: Place): string {
  const own = `${type.name}.${name}`;
  if (entity === null || entity.type === type.name) return own;
  return `${entity.type}${/^\.\w+/.exec(way)?.[0] ?? ''} ${own}`;
}

/** From an object with an id on, the way to it no longer counts. */
function placeOf(type: GraphQLObjectType, object: Record<string, unknown>, place: Place): Place {
  const id = object['id'];
  return typeof id === 'string' ? { entity: { type: type.name, id }, way: '' } : place;
}

const isComposite = (schema: GraphQLSchema, name: string): boolean => {
  const type = schema.getType(name);
  return type !== undefined && 'getFields' in type ? true : type !== undefined && 'getTypes' in type;
};
