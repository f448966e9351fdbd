import type { DataKind } from '@kapstok/schema';
import SchemaBuilder, {
  BasePlugin,
  type FieldNullability,
  type InputFieldMap,
  type PothosOutputFieldConfig,
  PothosSchemaError,
  type SchemaTypes,
  type TypeParam,
} from '@pothos/core';
import type { GraphQLFieldResolver, GraphQLSchema } from 'graphql';
import type { LoadedPage } from './connection.ts';
import { EMPTY_PAGE } from './page.ts';
import { reads, readsSome, speaks } from './rights.ts';
import type { KitContext } from './subgraph.ts';

type Maybe<T> = T | Promise<T>;
type Resolver = GraphQLFieldResolver<unknown, KitContext>;
type ResolveReference = (reference: unknown, context: KitContext, info: unknown) => unknown;
type Row = object;
type IsReadable = (row: Row, context: KitContext) => Maybe<boolean>;

declare global {
  export namespace PothosSchemaTypes {
    export interface Plugins<Types extends SchemaTypes> {
      rights: RightsPlugin<Types>;
    }
    export interface ObjectTypeOptions<Types extends SchemaTypes, Shape> {
      /**
       * Whether a row is for the viewer; asked wherever a field, page or reference gives one. A single row that is
       * not becomes null, in lists and pages it is left out.
       */
      isReadable?: (row: Shape, context: Types['Context']) => boolean | Promise<boolean>;
      /**
       * The programme that a row is of, for fields that say what they `reads`; left out, its `programmeId`. Asked only
       * for viewers who do not read every programme. Null: not known, so nobody else's. `ANY`: of no one programme,
       * such as an organisation; whoever reads the kind of some programme passes, and the rows decide.
       */
      programmeOf?:
        | 'ANY'
        | ((row: Shape, context: Types['Context']) => string | null | Promise<string | null>);
      /** For a page: the type of its rows. */
      pageOf?: unknown;
    }
    export interface FieldOptions<
      Types extends SchemaTypes,
      ParentShape,
      Type extends TypeParam<Types>,
      Nullable extends FieldNullability<Type>,
      Args extends InputFieldMap,
      ResolveShape,
      ResolveReturnShape,
    > {
      /** The kind of data that it tells; who does not read it gets null, or an empty list or page. */
      reads?: DataKind;
      /** Beside `reads`: who speaks for an organisation passes too. Only where rows have an `isReadable`. */
      orOwn?: boolean;
      /** Its rows were looked at where the page was made. */
      isChecked?: boolean;
    }
  }
}

interface TypeOptions {
  readonly isReadable?: IsReadable;
  readonly programmeOf?: 'ANY' | ((row: Row, context: KitContext) => Maybe<string | null>);
  readonly pageOf?: unknown;
}
interface Guard {
  readonly reads?: DataKind;
  readonly orOwn?: boolean;
  readonly isChecked?: boolean;
}

/**
 * The first of two guards: what the service itself decides, on every path to a row. The second is row-level security.
 * Nothing here waits or asks the database for a viewer who reads every programme.
 */
export class RightsPlugin<Types extends SchemaTypes> extends BasePlugin<Types> {
  override wrapResolve(
    resolver: GraphQLFieldResolver<unknown, Types['Context'], object>,
    config: PothosOutputFieldConfig<Types>,
  ): GraphQLFieldResolver<unknown, Types['Context'], object> {
    const guard: Guard = config.pothosOptions;
    const checked = guard.isChecked === true ? resolver : this.#checkRows(resolver as Resolver, config);
    return (
      guard.reads === undefined ? checked : this.#checkKind(checked as Resolver, config)
    ) as typeof resolver;
  }

  /** References that the gateway asks to resolve reach no field resolver. */
  override afterBuild(schema: GraphQLSchema): GraphQLSchema {
    for (const { extensions } of Object.values(schema.getTypeMap())) {
      const { isReadable } = (extensions.pothosOptions ?? {}) as TypeOptions;
      const { subgraph } = (extensions.apollo ?? {}) as {
        subgraph?: { resolveReference?: ResolveReference };
      };
      const resolve = subgraph?.resolveReference;
      if (isReadable === undefined || subgraph === undefined || resolve === undefined) continue;
      subgraph.resolveReference = (reference, context, info) =>
        after(resolve(reference, context, info), (row) => keepOne(row, isReadable, context));
    }
    return schema;
  }

  #checkRows(resolver: Resolver, config: PothosOutputFieldConfig<Types>): Resolver {
    const { type } = config;
    const { isReadable, pageOf } = this.#optionsOf(type.kind === 'List' ? innermost(type) : type);
    const isReadableRow = pageOf === undefined ? undefined : this.#options(pageOf).isReadable;
    const keep = ((): ((value: unknown, context: KitContext) => unknown) | undefined => {
      if (isReadableRow !== undefined) return (value, context) => keepPage(value, isReadableRow, context);
      if (isReadable === undefined) return undefined;
      if (type.kind === 'List') return (value, context) => keepAll(value, isReadable, context);
      if (!type.nullable)
        throw new PothosSchemaError(`${nameOf(config)} must be nullable: its row may not be read.`);
      return (value, context) => keepOne(value, isReadable, context);
    })();
    if (keep === undefined) return resolver;
    return (parent, args, context, info) =>
      after(resolver(parent, args, context, info), (value) => keep(value, context));
  }

  #checkKind(resolver: Resolver, config: PothosOutputFieldConfig<Types>): Resolver {
    const { reads: kind, orOwn = false }: Guard = config.pothosOptions;
    if (kind === undefined) return resolver;
    const denied = this.#deniedValue(config);
    const allows = this.#allows(kind, config);
    return (parent, args, context, info) => {
      if (orOwn && speaks(context.viewer)) return resolver(parent, args, context, info);
      return after(allows(parent as Row, context), (isAllowed) =>
        isAllowed ? resolver(parent, args, context, info) : denied,
      );
    };
  }

  #allows(kind: DataKind, config: PothosOutputFieldConfig<Types>): IsReadable {
    const isRoot = ['Query', 'Mutation'].includes(config.parentType);
    const programmeOf = isRoot ? 'ANY' : (this.#options(config.parentType).programmeOf ?? ownProgramme);
    if (programmeOf === 'ANY') return (_row, { viewer }) => readsSome(viewer, kind);
    return (row, context) => {
      const { viewer } = context;
      // Null is no programme: whoever passes reads every one of them.
      if (reads(viewer, kind, null)) return true;
      if (!readsSome(viewer, kind)) return false;
      const programme = programmeOf(row, context);
      if (programme === undefined)
        throw new Error(`${nameOf(config)}: its row has no programmeId; give its type a programmeOf.`);
      return after(programme, (id) => reads(viewer, kind, id));
    };
  }

  /** What stands in place of what is not for the viewer: the same as where there is nothing. */
  #deniedValue(config: PothosOutputFieldConfig<Types>): unknown {
    const { type } = config;
    if (type.nullable) return null;
    if (type.kind === 'List') return [];
    if (this.#optionsOf(type).pageOf !== undefined) return { page: EMPTY_PAGE, nodes: [] };
    throw new PothosSchemaError(
      `${nameOf(config)} must be nullable: it is null for who does not read its kind.`,
    );
  }

  #optionsOf(type: PothosOutputFieldConfig<Types>['type']): TypeOptions {
    return type.kind === 'Object' ? this.#options(type.ref) : {};
  }

  #options(type: unknown): TypeOptions {
    return this.buildCache.getTypeConfig(type as string).pothosOptions as TypeOptions;
  }
}

const nameOf = ({ parentType, name }: { parentType: string; name: string }) => `${parentType}.${name}`;
const ownProgramme = (row: { readonly programmeId?: string }) => row.programmeId as string;

function innermost<Types extends SchemaTypes>(type: PothosOutputFieldConfig<Types>['type']): typeof type {
  return type.kind === 'List' ? innermost<Types>(type.type) : type;
}

/** Goes on with a value, at once when it is there already. */
function after<T, R>(value: Maybe<T>, next: (value: T) => Maybe<R>): Maybe<R> {
  return value instanceof Promise ? value.then(next) : next(value);
}

function keepOne(row: unknown, isReadable: IsReadable, context: KitContext): Maybe<unknown> {
  if (row == null) return row;
  return after(isReadable(row, context), (isIt) => (isIt ? row : null));
}

function keepAll(rows: unknown, isReadable: IsReadable, context: KitContext): Maybe<unknown> {
  if (rows == null) return rows;
  const list = rows as readonly Row[];
  return after(verdicts(list, isReadable, context), (isIt) =>
    isIt === true ? list : list.filter((_row, i) => isIt[i]),
  );
}

function keepPage(loaded: unknown, isReadable: IsReadable, context: KitContext): Maybe<unknown> {
  if (loaded == null) return loaded;
  const { page, nodes } = loaded as LoadedPage<Row>;
  return after(verdicts(nodes, isReadable, context), (isIt) =>
    isIt === true
      ? loaded
      : {
          // A page may carry more than its rows, such as what its sums are of.
          ...(loaded as object),
          page: { ...page, entries: page.entries.filter((_entry, i) => isIt[i]) },
          nodes: nodes.filter((_row, i) => isIt[i]),
        },
  );
}

/** What each row came to; true when all may be read. */
function verdicts(
  rows: readonly Row[],
  isReadable: IsReadable,
  context: KitContext,
): Maybe<true | boolean[]> {
  const each = rows.map((row) => row == null || isReadable(row, context));
  const done = (all: boolean[]) => all.every(Boolean) || all;
  return each.some((one) => one instanceof Promise) ? Promise.all(each).then(done) : done(each as boolean[]);
}

SchemaBuilder.registerPlugin('rights', RightsPlugin);
