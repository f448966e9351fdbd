import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import { placesAt, type ResponsePath } from './paths.ts';
import type { EntityFetch, EntityGroup, PathStep, RootFetch } from './plan.ts';
import type { Representations } from './representations.ts';
import { renamePath } from './rewrites.ts';
import type { TypeTable } from './type-table.ts';
import type { Data } from './values.ts';

type Path = (string | number)[];

/** An error of a subgraph as the client hears it: who said it, and where in the answer that the client asked for. */
function errorOf(
  subgraph: string,
  error: GraphQLFormattedError,
  path: ResponsePath | undefined,
): GraphQLError {
  const { message, extensions } = error;
  return new GraphQLError(message || `Error while fetching subquery from service "${subgraph}"`, {
    ...(path && { path }),
    originalError: error as Error & GraphQLFormattedError,
    extensions: { code: 'DOWNSTREAM_SERVICE_ERROR', ...extensions, serviceName: subgraph },
  });
}

/** The errors of a fetch from the root of a subgraph. */
export function rootErrors(
  { subgraph, path, outputRewrites }: RootFetch,
  errors: readonly GraphQLFormattedError[],
): GraphQLError[] {
  const before = wayTo(path);
  return errors.map((error) => {
    const own = pathIn(error);
    return errorOf(subgraph, error, own && [...before, ...renamePath(outputRewrites, own)]);
  });
}

/** The errors of a fetch of entities: one for each place in the answer where such an entity stands. */
export function entityErrors(
  { subgraph, groups }: EntityFetch,
  asked: readonly Representations[],
  errors: readonly GraphQLFormattedError[],
  root: Data,
  isA: TypeTable,
): GraphQLError[] {
  const places = groups.map((group) => lazily(() => placesOf(group, root, isA)));
  return errors.flatMap((error) => {
    const [alias, index, ...rest] = pathIn(error) ?? [];
    const at = groups.findIndex((group) => group.alias === alias);
    const group = groups[at];
    // An error of all entities at once is at no place that the client asked for.
    if (group === undefined || typeof index !== 'number') return [errorOf(subgraph, error, undefined)];
    const targets = asked[at]?.targets[index] ?? [];
    const paths = targets.flatMap((target) => [places[at]?.().get(target) ?? []]);
    const tail = renamePath(group.outputRewrites, rest);
    if (paths.length === 0) return [errorOf(subgraph, error, undefined)];
    return paths.map((path) => errorOf(subgraph, error, [...path, ...tail]));
  });
}

function placesOf(group: EntityGroup, root: Data, isA: TypeTable): ReadonlyMap<Data, ResponsePath> {
  return new Map(group.paths.flatMap((path) => [...placesAt(root, path, isA)]));
}

/** The names that lead to a path, as far as it is the same for all. */
function wayTo(path: readonly PathStep[]): Path {
  const firstList = path.findIndex(({ kind }) => kind === 'list');
  const certain = firstList === -1 ? path : path.slice(0, firstList);
  return certain.flatMap((step) => (step.kind === 'field' ? [step.name] : []));
}

function pathIn({ path }: GraphQLFormattedError): Path | undefined {
  return Array.isArray(path) ? [...path] : undefined;
}

function lazily<Value>(make: () => Value): () => Value {
  let made: { readonly value: Value } | null = null;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
