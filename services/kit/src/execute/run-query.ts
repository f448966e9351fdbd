import {
  defaultFieldResolver,
  defaultTypeResolver,
  type ExecutionResult,
  type FragmentDefinitionNode,
  type GraphQLAbstractType,
  GraphQLError,
  type GraphQLField,
  type GraphQLLeafType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLResolveInfo,
  type GraphQLSchema,
  getArgumentValues,
  getNullableType,
  isAbstractType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  locatedError,
  type OperationDefinitionNode,
} from 'graphql';
import type { AskedField, Selection } from './selection.ts';

export interface QueryRun {
  readonly schema: GraphQLSchema;
  readonly fragments: Readonly<Record<string, FragmentDefinitionNode>>;
  readonly operation: OperationDefinitionNode;
  readonly variables: { [name: string]: unknown };
  readonly context: unknown;
}

/** Where in the answer something stands. */
interface Place {
  readonly container: Container;
  readonly key: string | number;
  /** The place around it; null at the root. */
  readonly around: Place | null;
  /** Whether null may stand here; else it goes to the place around. */
  readonly isNullable: boolean;
  /** Of which field it is the value, or a row of it. */
  readonly of: FieldOfRun;
  /** What becomes of it does not matter any more: null stands here because of something inside. */
  isOver: boolean;
}
type Container = Record<string | number, unknown>;

/** A field while one question runs: its arguments are the same for every row. */
interface FieldOfRun {
  readonly asked: AskedField;
  readonly definition: GraphQLField<unknown, unknown>;
  readonly parentType: GraphQLObjectType;
  readonly info: GraphQLResolveInfo;
  /** The type of its value, where that is no list and no object. */
  readonly leaf: GraphQLLeafType | null;
  readonly args: { readonly values: Record<string, unknown> } | { readonly refused: unknown };
}

/** Runs a query as section 6 of the GraphQL specification says; its answer is there at once when nothing waits. */
export function runQuery(selection: Selection, run: QueryRun): ExecutionResult | Promise<ExecutionResult> {
  return new Running(run).start(selection);
}

class Running {
  readonly #run: QueryRun;
  readonly #errors: GraphQLError[] = [];
  readonly #fields = new Map<AskedField, FieldOfRun>();
  readonly #answer: Container = { data: null };
  #waiting = 0;
  #finish: (() => void) | null = null;

  constructor(run: QueryRun) {
    this.#run = run;
  }

  start(selection: Selection): ExecutionResult | Promise<ExecutionResult> {
    const type = this.#run.schema.getQueryType();
    if (type === undefined || type === null) throw new Error('A subgraph has something that can be asked.');
    this.#answer['data'] = {};
    this.#fillObject(type, undefined, selection, this.#answer['data'] as Container, null);
    if (this.#waiting === 0) return this.#result();
    return new Promise((resolve) => {
      this.#finish = () => resolve(this.#result());
    });
  }

  #result(): ExecutionResult {
    const data = this.#answer['data'] as ExecutionResult['data'];
    return this.#errors.length > 0 ? { errors: this.#errors, data: data ?? null } : { data: data ?? null };
  }

  #fillObject(
    type: GraphQLObjectType,
    source: unknown,
    selection: Selection,
    object: Container,
    around: Place | null,
  ): void {
    for (const asked of selection.of(type)) {
      if (asked.definition === null) {
        object[asked.key] = type.name;
        continue;
      }
      // Fields stand in the order in which they are asked, whichever is there first.
      object[asked.key] = null;
      if (around?.isOver) return;
      this.#resolve(this.#fieldOf(asked, asked.definition, type), source, object, around);
    }
  }

  #fieldOf(
    asked: AskedField,
    definition: GraphQLField<unknown, unknown>,
    parentType: GraphQLObjectType,
  ): FieldOfRun {
    const known = this.#fields.get(asked);
    if (known !== undefined) return known;
    const { schema, fragments, operation, variables: variableValues } = this.#run;
    const info = {
      fieldName: definition.name,
      fieldNodes: asked.nodes,
      returnType: definition.type,
      parentType,
      // One for all rows; none of our resolvers asks where it is.
      path: { prev: undefined, key: asked.key, typename: parentType.name },
      schema,
      fragments,
      rootValue: undefined,
      operation,
      variableValues,
    };
    const nullable = getNullableType(definition.type);
    const leaf = isLeafType(nullable) ? nullable : null;
    const args = argsOf(definition, asked, variableValues);
    const field = { asked, definition, parentType, info, leaf, args };
    this.#fields.set(asked, field);
    return field;
  }

  #resolve(field: FieldOfRun, source: unknown, container: Container, around: Place | null): void {
    const { type, resolve = defaultFieldResolver } = field.definition;
    const { key } = field.asked;
    try {
      if ('refused' in field.args) throw field.args.refused;
      const value: unknown = resolve(source, field.args.values, this.#run.context, field.info);
      // Most of an answer: what is there, and needs no place of its own.
      if (field.leaf !== null && isThere(value)) container[key] = serialised(field.leaf, value);
      else this.#take(placeOf(field, container, around), type, value);
    } catch (error) {
      this.#fail(placeOf(field, container, around), error);
    }
  }

  /** Puts a value where it belongs, now or when it is there. */
  #take(place: Place, type: GraphQLOutputType, value: unknown): void {
    if (isPromise(value)) this.#wait(place, value, (settled) => this.#complete(place, type, settled));
    else this.#complete(place, type, value);
  }

  #wait<T>(place: Place, value: PromiseLike<T>, then: (settled: T) => void): void {
    this.#waiting += 1;
    value.then(
      (settled) => {
        try {
          if (!isOver(place)) then(settled);
        } catch (error) {
          this.#fail(place, error);
        }
        this.#settled();
      },
      (error: unknown) => {
        this.#fail(place, error);
        this.#settled();
      },
    );
  }

  #settled(): void {
    this.#waiting -= 1;
    if (this.#waiting === 0) this.#finish?.();
  }

  #complete(place: Place, type: GraphQLOutputType, value: unknown): void {
    if (value instanceof Error) throw value;
    const nullable = isNonNullType(type) ? type.ofType : type;
    if (value === null || value === undefined) {
      if (nullable === type) return;
      const { parentType, definition } = place.of;
      throw new Error(`Cannot return null for non-nullable field ${parentType.name}.${definition.name}.`);
    }
    if (isListType(nullable)) this.#completeList(place, nullable.ofType, value);
    else if (isLeafType(nullable)) place.container[place.key] = serialised(nullable, value);
    else if (isAbstractType(nullable)) this.#completeAbstract(place, nullable, value);
    else if (isObjectType(nullable)) this.#completeObject(place, nullable, value);
  }

  #completeList(place: Place, type: GraphQLOutputType, value: unknown): void {
    const { of } = place;
    if (typeof value !== 'object' || value === null || !(Symbol.iterator in value))
      throw new GraphQLError(
        `Expected Iterable, but did not find one for field "${of.parentType.name}.${of.definition.name}".`,
      );
    const rows = [...(value as Iterable<unknown>)];
    const list: unknown[] = rows.map(() => null);
    place.container[place.key] = list;
    const container = list as unknown as Container;
    const isNullable = !isNonNullType(type);
    for (let key = 0; key < rows.length; key += 1) {
      const row: Place = { container, key, around: place, isNullable, of, isOver: false };
      try {
        this.#take(row, type, rows[key]);
      } catch (error) {
        this.#fail(row, error);
      }
      if (place.isOver) return;
    }
  }

  #completeAbstract(place: Place, type: GraphQLAbstractType, value: unknown): void {
    const { info } = place.of;
    const resolveType = type.resolveType ?? defaultTypeResolver;
    const name = resolveType(value, this.#run.context, info, type);
    const fill = (known: unknown) => this.#completeObject(place, this.#typeOf(type, known, place), value);
    if (isPromise(name)) this.#wait(place, name, fill);
    else fill(name);
  }

  #typeOf(type: GraphQLAbstractType, name: unknown, { of }: Place): GraphQLObjectType {
    const { schema } = this.#run;
    const found = typeof name === 'string' ? schema.getType(name) : undefined;
    if (isObjectType(found) && schema.isSubType(type, found)) return found;
    throw new GraphQLError(
      `Abstract type "${type.name}" must resolve to an Object type at runtime for field "${of.parentType.name}.${of.definition.name}".`,
    );
  }

  #completeObject(place: Place, type: GraphQLObjectType, value: unknown): void {
    const fill = (isOne: boolean): void => {
      if (!isOne) throw new GraphQLError(`Expected value of type "${type.name}".`);
      const object: Container = {};
      place.container[place.key] = object;
      this.#fillObject(type, value, place.of.asked.selection, object, place);
    };
    const isOne = type.isTypeOf?.(value, this.#run.context, place.of.info) ?? true;
    if (isPromise(isOne)) this.#wait(place, isOne, fill);
    else fill(isOne);
  }

  /** Null stands at the nearest place that may be null; whoever failed first is told there. */
  #fail(place: Place, error: unknown): void {
    if (this.#answer['data'] === null || isOver(place)) return;
    this.#errors.push(locatedError(error, place.of.asked.nodes, pathOf(place)));
    let at: Place | null = place;
    while (at !== null && !at.isNullable) {
      at.isOver = true;
      at = at.around;
    }
    if (at === null) {
      this.#answer['data'] = null;
      return;
    }
    at.isOver = true;
    at.container[at.key] = null;
  }
}

const placeOf = (of: FieldOfRun, container: Container, around: Place | null): Place => ({
  container,
  key: of.asked.key,
  around,
  isNullable: !isNonNullType(of.definition.type),
  of,
  isOver: false,
});

/** Whether a value is one that a scalar or an enum can write. */
const isThere = (value: unknown): boolean =>
  value !== null && value !== undefined && !(value instanceof Error) && !isPromise(value);

function argsOf(
  definition: GraphQLField<unknown, unknown>,
  { nodes }: AskedField,
  variables: { [name: string]: unknown },
): FieldOfRun['args'] {
  const [node] = nodes;
  if (node === undefined) throw new Error('A field is asked somewhere.');
  try {
    return { values: getArgumentValues(definition, node, variables) };
  } catch (refused) {
    return { refused };
  }
}

function serialised(type: GraphQLLeafType, value: unknown): unknown {
  const written: unknown = type.serialize(value);
  if (written === null || written === undefined)
    throw new Error(`Expected ${type.name} to write something of its value.`);
  return written;
}

/** Whether null stands here already, or around. */
function isOver(place: Place): boolean {
  for (let at: Place | null = place; at !== null; at = at.around) if (at.isOver) return true;
  return false;
}

function pathOf(place: Place): (string | number)[] {
  const path: (string | number)[] = [];
  for (let at: Place | null = place; at !== null; at = at.around) path.unshift(at.key);
  return path;
}

function isPromise<T>(value: T | PromiseLike<T>): value is PromiseLike<T> {
  return typeof value === 'object' && value !== null && 'then' in value && typeof value.then === 'function';
}
