import { GraphQLError, type GraphQLFormattedError, type OperationTypeNode } from 'graphql';
import { entityErrors, rootErrors } from './errors.ts';
import { copyOf, mergeInto } from './merge.ts';
import { objectsAt } from './paths.ts';
import type { EntityFetch, EntityGroup, PlanNode, RootFetch } from './plan.ts';
import { type Representations, represent } from './representations.ts';
import { rewrite } from './rewrites.ts';
import type { TypeTable } from './type-table.ts';
import { type Data, isObject, own } from './values.ts';

/** One operation for one subgraph. */
export interface SubgraphFetch {
  readonly query: string;
  readonly operationName: string | undefined;
  readonly operationKind: OperationTypeNode;
  readonly variables: Readonly<Data>;
  /** How many entities must come back under which name, when entities are asked. */
  readonly entities: ReadonlyMap<string, number>;
}
export interface FetchAnswer {
  readonly data?: Data | null;
  readonly errors?: readonly GraphQLFormattedError[];
}

/** The port to the subgraphs. The data of an answer belongs to the executor from then on: it writes into it. */
export type FetchSubgraph = (subgraph: string, fetch: SubgraphFetch) => Promise<FetchAnswer>;

/** All that the run of one plan reads and writes. */
export interface Run {
  readonly data: Data;
  readonly errors: GraphQLError[];
  /** As the client gave them. */
  readonly given: Readonly<Data>;
  readonly fetch: FetchSubgraph;
  readonly isA: TypeTable;
}

/** Runs a plan; what subgraphs say ends in `run.data` and `run.errors`. Never throws for what a subgraph does. */
export async function runPlan(node: PlanNode | null, run: Run): Promise<void> {
  if (node === null) return;
  switch (node.kind) {
    case 'sequence':
      for (const one of node.nodes) await runPlan(one, run);
      return;
    case 'parallel':
      await Promise.all(node.nodes.map((one) => runPlan(one, run)));
      return;
    default:
      try {
        await (node.kind === 'root' ? fetchRoot(node, run) : fetchEntities(node, run));
      } catch (error) {
        run.errors.push(asGraphQLError(error));
      }
  }
}

const NO_ENTITIES: ReadonlyMap<string, number> = new Map();

async function fetchRoot(node: RootFetch, run: Run): Promise<void> {
  const targets = objectsAt(run.data, node.path, run.isA);
  if (targets.length === 0) return;
  const { query, operationName, operationKind } = node;
  const variables = variablesOf(node.variables, run.given);
  const request = { query, operationName, operationKind, variables, entities: NO_ENTITIES };
  const { data, errors } = await run.fetch(node.subgraph, request);
  if (errors?.length) run.errors.push(...rootErrors(node, errors));
  if (!isObject(data)) return;
  rewrite(node.outputRewrites, data, run.isA);
  mergeIntoAll(targets, data);
}

async function fetchEntities(node: EntityFetch, run: Run): Promise<void> {
  const asked = node.groups.map((group) => askedOf(group, run));
  if (asked.every(({ list }) => list.length === 0)) return;
  const { query, operationName, operationKind } = node;
  const variables = variablesOf(node.variables, run.given);
  const entities = new Map<string, number>();
  for (const [index, { alias, variable }] of node.groups.entries()) {
    const list = asked[index]?.list ?? [];
    variables[variable] = list;
    entities.set(alias, list.length);
  }
  const request = { query, operationName, operationKind, variables, entities };
  const { data, errors } = await run.fetch(node.subgraph, request);
  if (errors?.length) run.errors.push(...entityErrors(node, asked, errors, run.data, run.isA));
  if (!isObject(data)) return;
  for (const [index, group] of node.groups.entries())
    takeEntities(group, asked[index]?.targets ?? [], own(data, group.alias), run);
}

function askedOf(group: EntityGroup, run: Run): Representations {
  const objects = new Set(group.paths.flatMap((path) => objectsAt(run.data, path, run.isA)));
  return represent(group, objects, run.isA);
}

function takeEntities(group: EntityGroup, targets: readonly Data[][], entities: unknown, run: Run): void {
  if (!Array.isArray(entities)) return;
  for (const [index, objects] of targets.entries()) {
    const entity: unknown = entities[index];
    if (!isObject(entity)) continue;
    nameType(entity, objects[0]?.['__typename'], run.isA);
    rewrite(group.outputRewrites, entity, run.isA);
    mergeIntoAll(objects, entity);
  }
}

/**
 * A subgraph that knows all of an interface as one type (@interfaceObject) says the name of the interface; who is
 * known more closely stays what it is.
 */
function nameType(entity: Data, known: unknown, isA: TypeTable): void {
  const said = entity['__typename'];
  const isVague = typeof said === 'string' && typeof known === 'string' && isA(known, said);
  if (isVague || typeof said !== 'string') entity['__typename'] = known;
}

/** The first takes the value itself, the others copies. */
function mergeIntoAll(targets: readonly Data[], value: Data): void {
  for (let index = targets.length - 1; index >= 0; index -= 1) {
    const target = targets[index];
    if (target !== undefined) mergeInto(target, index === 0 ? value : copyOf(value));
  }
}

function variablesOf(names: readonly string[], given: Readonly<Data>): Data {
  const variables: Data = {};
  for (const name of names) {
    const value = own(given, name);
    if (value !== undefined) variables[name] = value;
  }
  return variables;
}

function asGraphQLError(error: unknown): GraphQLError {
  if (error instanceof GraphQLError) return error;
  const original = error instanceof Error ? error : new Error(String(error));
  return new GraphQLError(original.message, { originalError: original });
}
