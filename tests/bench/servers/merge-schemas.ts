import type { KitContext, SubgraphDefinition } from '@kapstok/kit';
import {
  buildSchema,
  defaultFieldResolver,
  type GraphQLFieldResolver,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLScalarType,
  type GraphQLSchema,
  getNamedType,
  isObjectType,
  isScalarType,
} from 'graphql';

/** Each service's own context, by its name. */
export type MonoContext = Readonly<Record<string, KitContext>>;
type Resolver = GraphQLFieldResolver<unknown, MonoContext>;
type Reference = (reference: object, context: KitContext, info: unknown) => unknown;

/** A noun that one service knows by its id; the owner's row is read when a field asks for it, once. */
class Stub {
  readonly id: string;
  row: Promise<unknown> | undefined;

  constructor(id: string) {
    this.id = id;
  }
}

/**
 * One executable schema out of the public one: each field gets the resolver of the service that has it. No plan, no
 * `_entities`, no second execution; where a service names a noun of another, the owner's own loader reads it.
 */
export function mergeSchemas(api: string, services: readonly SubgraphDefinition[]): GraphQLSchema {
  const schema = buildSchema(api);
  const owners = ownersOf(services);
  for (const type of Object.values(schema.getTypeMap())) {
    if (isScalarType(type)) copyScalar(type, services);
    if (!isObjectType(type) || type.name.startsWith('__')) continue;
    for (const field of Object.values(type.getFields())) {
      const service = serviceOf(type.name, field.name, services, owners);
      const resolver = service && resolverOf(type.name, field.name, service, owners);
      if (resolver !== undefined) field.resolve = resolver;
    }
  }
  return schema;
}

const typeIn = ({ schema }: SubgraphDefinition, name: string): GraphQLObjectType | null => {
  const type = schema.getType(name);
  return isObjectType(type) ? type : null;
};

const referenceIn = (service: SubgraphDefinition, name: string): Reference | undefined => {
  const extensions = typeIn(service, name)?.extensions as {
    apollo?: { subgraph?: { resolveReference?: Reference } };
  };
  return extensions?.apollo?.subgraph?.resolveReference;
};

/** Who owns each noun: of the services that can be asked for it by id, the one in which it has a code or a slug. */
function ownersOf(services: readonly SubgraphDefinition[]): ReadonlyMap<string, SubgraphDefinition> {
  const owners = new Map<string, SubgraphDefinition>();
  const isOwn = (type: GraphQLObjectType) =>
    ['code', 'slug', 'nisCode', 'number', 'notation'].some((name) => name in type.getFields());
  for (const service of services) {
    for (const type of Object.values(service.schema.getTypeMap())) {
      if (isObjectType(type) && referenceIn(service, type.name) !== undefined && isOwn(type))
        owners.set(type.name, service);
    }
  }
  return owners;
}

/** A noun's id is the owner's; of small types that all share any service will do, since they are written once. */
function serviceOf(
  type: string,
  field: string,
  services: readonly SubgraphDefinition[],
  owners: ReadonlyMap<string, SubgraphDefinition>,
): SubgraphDefinition | undefined {
  const able = services.filter((service) => typeIn(service, type)?.getFields()[field] !== undefined);
  const owner = owners.get(type);
  return owner !== undefined && able.includes(owner) ? owner : able[0];
}

function resolverOf(
  typeName: string,
  fieldName: string,
  service: SubgraphDefinition,
  owners: ReadonlyMap<string, SubgraphDefinition>,
): Resolver | undefined {
  const field = typeIn(service, typeName)?.getFields()[fieldName];
  if (field === undefined) return undefined;
  const { name } = service;
  const own = (field.resolve ?? defaultFieldResolver) as GraphQLFieldResolver<unknown, KitContext>;
  const result = namesForeign(field.type, service, owners) ? toStubs : (value: unknown) => value;
  const call: Resolver = (parent, args, contexts, info) =>
    result(own(parent, args, contexts[name] as KitContext, info));
  const reference = owners.get(typeName) === service ? referenceIn(service, typeName) : undefined;
  if (reference === undefined || fieldName === 'id') return call;
  return (parent, args, contexts, info) => {
    if (!(parent instanceof Stub)) return call(parent, args, contexts, info);
    parent.row ??= Promise.resolve(
      reference({ __typename: typeName, id: parent.id }, contexts[name] as KitContext, info),
    );
    return parent.row.then((row) => (row === null ? null : call(row, args, contexts, info)));
  };
}

function namesForeign(
  type: GraphQLOutputType,
  service: SubgraphDefinition,
  owners: ReadonlyMap<string, SubgraphDefinition>,
): boolean {
  const owner = owners.get(getNamedType(type).name);
  return owner !== undefined && owner !== service;
}

function toStubs(value: unknown): unknown {
  if (value instanceof Promise) return value.then(toStubs);
  if (Array.isArray(value)) return value.map(toStubs);
  return value === null || value === undefined ? null : new Stub((value as { id: string }).id);
}

function copyScalar(scalar: GraphQLScalarType, services: readonly SubgraphDefinition[]): void {
  for (const { schema } of services) {
    const own = schema.getType(scalar.name);
    if (!isScalarType(own)) continue;
    scalar.serialize = own.serialize;
    scalar.parseValue = own.parseValue;
    scalar.parseLiteral = own.parseLiteral;
    return;
  }
}
