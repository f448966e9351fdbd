import type {
  FetchRewrite,
  FlattenNodePathSegment,
  PlanNode as HiveNode,
  QueryPlanner as HiveQueryPlanner,
  RequiresSelection,
} from '@graphql-hive/router-query-planner';
import { buildASTSchema, type DefinitionNode, Kind, type OperationTypeNode, parse } from 'graphql';
import { interfaceObjectsIn } from './interface-objects.ts';
import type { PathStep, PlanNode, Requirement, Rewrite, RewriteStep } from './plan.ts';
import type { Planner } from './planner.ts';

/**
 * The Rust planner of Hive Router; throws where its binary does not load. Of what reaches an @interfaceObject it plans
 * some so that lists come out as null without an error, so it refuses all of that.
 */
export async function createHivePlanner(supergraphSdl: string): Promise<Planner> {
  const { QueryPlanner } = await import('@graphql-hive/router-query-planner');
  const planner: HiveQueryPlanner = new QueryPlanner(supergraphSdl);
  const labels = new Set<string>();
  const apiSchema = apiSchemaOf(planner.consumerSchema);
  const isRefused = interfaceObjectsIn(supergraphSdl, apiSchema);
  return {
    apiSchema,
    async plan(source, operationName, signal) {
      if (isRefused?.(source)) throw new Error('What reaches an @interfaceObject is not planned here.');
      const { node } = await planner.planAsync(source, operationName, labels, 0, signal);
      return node === undefined ? null : normalise(node, []);
    },
  };
}

const OF_SPECIFICATIONS = /^(join|link|core|context|federation|tag|inaccessible|connect|cacheTag|policy)__/;

/** The planner's view of the graph without what only planners need. */
function apiSchemaOf(sdl: string) {
  const { definitions } = parse(sdl, { noLocation: true });
  return buildASTSchema(
    { kind: Kind.DOCUMENT, definitions: definitions.flatMap(publicPart) },
    { assumeValid: true, assumeValidSDL: true },
  );
}

function publicPart(definition: DefinitionNode): DefinitionNode[] {
  if ('name' in definition && OF_SPECIFICATIONS.test(definition.name?.value ?? '')) return [];
  if (definition.kind !== Kind.OBJECT_TYPE_DEFINITION) return [definition];
  return [
    { ...definition, fields: definition.fields?.filter(({ name }) => !name.value.startsWith('__')) ?? [] },
  ];
}

function normalise(node: HiveNode, path: readonly PathStep[]): PlanNode {
  switch (node.kind) {
    case 'Sequence':
      return { kind: 'sequence', nodes: node.nodes.map((one) => normalise(one, path)) };
    case 'Parallel':
      return { kind: 'parallel', nodes: node.nodes.map((one) => normalise(one, path)) };
    case 'Flatten':
      return normalise(node.node, [...path, ...node.path.map(stepOf)]);
    case 'Fetch': {
      const rewrites = { outputRewrites: rewritesOf(node.outputRewrites) };
      if (!node.requires?.length) return { ...fetchOf(node), kind: 'root', path, ...rewrites };
      const names = { alias: '_entities', variable: 'representations' };
      const inputRewrites = rewritesOf(node.inputRewrites);
      const requires = node.requires.map(requirementOf);
      return {
        ...fetchOf(node),
        kind: 'entities',
        groups: [{ ...names, paths: [path], requires, inputRewrites, ...rewrites }],
      };
    }
    case 'BatchFetch':
      return {
        ...fetchOf(node),
        kind: 'entities',
        groups: node.entityBatch.aliases.map((one) => ({
          alias: one.alias,
          variable: one.representationsVariableName,
          paths: one.paths.map((each) => [...path, ...each.map(stepOf)]),
          requires: one.requires.map(requirementOf),
          inputRewrites: rewritesOf(one.inputRewrites),
          outputRewrites: rewritesOf(one.outputRewrites),
        })),
      };
    default:
      throw new Error(`A plan with ${node.kind} cannot be run here.`);
  }
}

function fetchOf(node: Extract<HiveNode, { kind: 'Fetch' | 'BatchFetch' }>) {
  return {
    subgraph: node.serviceName,
    query: node.operation,
    operationName: node.operationName ?? undefined,
    operationKind: (node.operationKind ?? 'query') as OperationTypeNode,
    variables: node.variableUsages ?? [],
  };
}

function stepOf(segment: FlattenNodePathSegment): PathStep {
  if (segment === '@') return { kind: 'list' };
  if ('Field' in segment) return { kind: 'field', name: segment.Field };
  return { kind: 'types', names: segment.TypeCondition };
}

/** Here `name` is where the value is in the answer, `alias` what the subgraph wants to hear. */
function requirementOf(selection: RequiresSelection): Requirement {
  if (selection.kind === 'FragmentSpread') throw new Error('A plan requires by a named fragment.');
  if (selection.kind === 'Field') {
    const { name, alias, selections } = selection;
    const of = selections?.length ? selections.map(requirementOf) : null;
    return { kind: 'field', from: name, to: alias ?? name, of };
  }
  const { typeCondition, selections } = selection;
  return { kind: 'on', type: typeCondition, of: selections.map(requirementOf) };
}

function rewritesOf(rewrites: readonly FetchRewrite[] | undefined): Rewrite[] {
  return (rewrites ?? []).map((rewrite) => {
    if ('KeyRenamer' in rewrite) {
      const { path, renameKeyTo } = rewrite.KeyRenamer;
      return { path: path.map(rewriteStepOf), change: { kind: 'rename', to: renameKeyTo } };
    }
    const { path, setValueTo } = 'ValueSetter' in rewrite ? rewrite.ValueSetter : rewrite;
    return { path: path.map(rewriteStepOf), change: { kind: 'set', value: setValueTo } };
  });
}

function rewriteStepOf(segment: { TypenameEquals: string[] } | { Key: string }): RewriteStep {
  if ('Key' in segment) return { kind: 'key', name: segment.Key };
  return { kind: 'types', names: segment.TypenameEquals };
}
