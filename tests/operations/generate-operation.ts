import fc from 'fast-check';
import {
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isObjectType,
  isScalarType,
  isUnionType,
} from 'graphql';

/** An operation that fits the schema, with its variables. */
export interface GeneratedOperation {
  readonly query: string;
  readonly variables: Record<string, unknown>;
}

/** Values that mean something in the hub that is asked, by scalar or argument name; the rest is made up. */
export type Pool = Readonly<Record<string, readonly string[]>>;

const DEEPEST = 4;
const FIELDS_AT_ONCE = 5;

const SOMETIMES = fc.integer({ min: 0, max: 3 }).map((n) => n === 0);
/** Lists without a size cost the most, and a refusal shows little. */
const MOSTLY = fc.integer({ min: 0, max: 9 }).map((n) => n > 0);

/**
 * Valid operations of every kind that a client could send: fields, arguments and variables of the right types,
 * aliases, fragments, conditions. What they ask for may be too much or not exist; they are never ill-typed.
 */
export function operationArbitrary(
  schema: GraphQLSchema,
  root: GraphQLObjectType,
  pool: Pool,
): fc.Arbitrary<GeneratedOperation> {
  return fc.gen().map((gen) => new Writer(schema, pool, gen).operation(root));
}

type Draw = <T>(arbitrary: fc.Arbitrary<T>) => T;

class Writer {
  readonly #schema: GraphQLSchema;
  readonly #pool: Pool;
  readonly #draw: Draw;
  readonly #variables = new Map<string, { type: string; value: unknown }>();
  readonly #fragments: string[] = [];
  #aliases = 0;

  constructor(schema: GraphQLSchema, pool: Pool, gen: fc.GeneratorValue) {
    this.#schema = schema;
    this.#pool = pool;
    this.#draw = (arbitrary) => gen(() => arbitrary);
  }

  operation(root: GraphQLObjectType): GeneratedOperation {
    const kind = root === this.#schema.getMutationType() ? 'mutation' : 'query';
    const selection = this.#selection(root, 0);
    const declared = [...this.#variables].map(([name, { type }]) => `$${name}: ${type}`).join(', ');
    return {
      query: `${kind} Made${declared === '' ? '' : `(${declared})`} ${selection}\n${this.#fragments.join('\n')}`,
      variables: Object.fromEntries([...this.#variables].map(([name, { value }]) => [name, value])),
    };
  }

  #selection(type: GraphQLObjectType, depth: number): string {
    const fields = Object.values(type.getFields()).filter((field) => depth < DEEPEST || !isComposite(field));
    const count = this.#draw(fc.integer({ min: 1, max: FIELDS_AT_ONCE }));
    const chosen = Array.from({ length: count }, () => this.#draw(fc.constantFrom(...fields, null)));
    const parts = chosen.map((field) => (field === null ? '__typename' : this.#field(field, depth)));
    const body = `{ ${parts.join(' ')} }`;
    return this.#draw(fc.integer({ min: 0, max: 9 })) === 0 ? this.#asFragment(type, body) : body;
  }

  #asFragment(type: GraphQLObjectType, body: string): string {
    const name = `Part${this.#fragments.length}`;
    this.#fragments.push(`fragment ${name} on ${type.name} ${body}`);
    return `{ ...${name} }`;
  }

  #field(field: GraphQLField<unknown, unknown>, depth: number): string {
    // Without an alias two uses of a field with other arguments would clash.
    this.#aliases += 1;
    const call = `a${this.#aliases}: ${field.name}${this.#arguments(field.args)}${this.#condition()}`;
    const named = getNamedType(field.type);
    if (isObjectType(named)) return `${call} ${this.#selection(named, depth + 1)}`;
    if (!isUnionType(named)) return call;
    const members = named.getTypes().map((one) => `... on ${one.name} ${this.#selection(one, depth + 1)}`);
    return `${call} { __typename ${members.join(' ')} }`;
  }

  #condition(): string {
    const which = this.#draw(fc.integer({ min: 0, max: 29 }));
    if (which > 1) return '';
    const name = `v${this.#variables.size}`;
    this.#variables.set(name, { type: 'Boolean!', value: this.#draw(fc.boolean()) });
    return ` @${which === 0 ? 'include' : 'skip'}(if: $${name})`;
  }

  #arguments(args: readonly GraphQLArgument[]): string {
    const given = args.filter(
      (arg) => isNonNullType(arg.type) || this.#draw(arg.name === 'first' ? MOSTLY : SOMETIMES),
    );
    const texts = given.map((arg) => {
      const value = this.#value(arg.type, arg.name);
      if (this.#draw(fc.boolean())) return `${arg.name}: ${literal(value, arg.type)}`;
      const name = `v${this.#variables.size}`;
      this.#variables.set(name, { type: String(arg.type), value });
      return `${arg.name}: $${name}`;
    });
    return texts.length === 0 ? '' : `(${texts.join(', ')})`;
  }

  #value(type: GraphQLInputType, name: string): unknown {
    if (isNonNullType(type)) return this.#given(type.ofType, name);
    return this.#draw(fc.integer({ min: 0, max: 7 })) === 0 ? null : this.#given(type, name);
  }

  #given(type: GraphQLInputType, name: string): unknown {
    if (isNonNullType(type)) return this.#given(type.ofType, name);
    if (isListType(type)) {
      const length = this.#draw(fc.integer({ min: 0, max: 3 }));
      return Array.from({ length }, () => this.#value(type.ofType, name));
    }
    if (isEnumType(type)) return this.#draw(fc.constantFrom(...type.getValues().map((one) => one.name)));
    if (isInputObjectType(type)) {
      const fields = Object.values(type.getFields()).filter(
        (field) => isNonNullType(field.type) || this.#draw(fc.boolean()),
      );
      return Object.fromEntries(fields.map((field) => [field.name, this.#value(field.type, field.name)]));
    }
    return this.#draw(this.#scalar(type.name, name));
  }

  #scalar(type: string, name: string): fc.Arbitrary<unknown> {
    const known = this.#pool[name] ?? this.#pool[type] ?? [];
    const made = MADE_UP[type] ?? fc.string({ maxLength: 12 });
    return known.length === 0 ? made : fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...known) }, made);
  }
}

const MADE_UP: Readonly<Record<string, fc.Arbitrary<unknown>>> = {
  Boolean: fc.boolean(),
  Int: fc.oneof(
    { weight: 40, arbitrary: fc.integer({ min: 1, max: 4 }) },
    fc.integer({ min: -3, max: 3000 }),
  ),
  Float: fc.double({ noNaN: true, noDefaultInfinity: true }),
  ID: fc.oneof(fc.uuid(), fc.string({ maxLength: 12 })),
  Date: fc
    .integer({ min: 0, max: 40_000 })
    .map((days) => new Date(days * 86_400_000).toISOString().slice(0, 10)),
  DateTime: fc.integer({ min: 0, max: 2 ** 41 }).map((ms) => new Date(ms).toISOString()),
  Decimal: fc.integer().map((cents) => (cents / 100).toFixed(2)),
};

const isComposite = (field: GraphQLField<unknown, unknown>): boolean => {
  const named = getNamedType(field.type);
  return !isScalarType(named) && !isEnumType(named);
};

/** A value as GraphQL text. */
function literal(value: unknown, type: GraphQLInputType): string {
  if (value === null) return 'null';
  if (isNonNullType(type)) return literal(value, type.ofType);
  if (isListType(type)) return `[${(value as unknown[]).map((one) => literal(one, type.ofType)).join(', ')}]`;
  if (isEnumType(type)) return String(value);
  if (!isInputObjectType(type)) return JSON.stringify(value);
  const fields = Object.entries(value as Record<string, unknown>).map(
    ([name, one]) => `${name}: ${literal(one, type.getFields()[name]?.type ?? type)}`,
  );
  return `{ ${fields.join(', ')} }`;
}
