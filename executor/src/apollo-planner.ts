import type { PlanNode as ApolloNode, FetchDataRewrite, QueryPlanSelectionNode } from '@apollo/query-planner';
import { parse } from 'graphql';
import type { PathStep, PlanNode, Requirement, Rewrite, RewriteStep } from './plan.ts';
import type { Planner } from './planner.ts';

/** The planner of the federation's makers: the reference, and slower. It is loaded here and not before. */
export async function createApolloPlanner(supergraphSdl: string): Promise<Planner> {
  const { Supergraph, operationFromDocument } = await import('@apollo/federation-internals');
  const { QueryPlanner } = await import('@apollo/query-planner');
  const supergraph = Supergraph.build(supergraphSdl);
  const planner = new QueryPlanner(supergraph);
  const apiSchema = supergraph.apiSchema();
  return {
    apiSchema: apiSchema.toGraphQLJSSchema(),
    async plan(source, operationName) {
      const operation = operationFromDocument(apiSchema, parse(source), {
        ...(operationName !== undefined && { operationName }),
      });
      const { node } = planner.buildQueryPlan(operation);
      return node === undefined ? null : normalise(node as ApolloNode, []);
    },
  };
}

function normalise(node: ApolloNode, path: readonly PathStep[]): PlanNode {
  switch (node.kind) {
    case 'Sequence':
      return { kind: 'sequence', nodes: node.nodes.map((one) => normalise(one, path)) };
    case 'Parallel':
      return { kind: 'parallel', nodes: node.nodes.map((one) => normalise(one, path)) };
    case 'Flatten':
      return normalise(node.node, [...path, ...node.path.map(stepOf)]);
    case 'Fetch':
      return fetchOf(node, path);
    default:
      throw new Error(`A plan with ${node.kind} cannot be run here.`);
  }
}

function fetchOf(node: Extract<ApolloNode, { kind: 'Fetch' }>, path: readonly PathStep[]): PlanNode {
  const fetch = {
    subgraph: node.serviceName,
    query: node.operation,
    operationName: node.operationName,
    operationKind: node.operationKind,
    variables: node.variableUsages ?? [],
  };
  const outputRewrites = rewritesOf(node.outputRewrites);
  if (!node.requires?.length) return { ...fetch, kind: 'root', path, outputRewrites };
  const requires = node.requires.flatMap(requirementOf);
  const inputRewrites = rewritesOf(node.inputRewrites);
  const names = { alias: '_entities', variable: 'representations' };
  return {
    ...fetch,
    kind: 'entities',
    groups: [{ ...names, paths: [path], requires, inputRewrites, outputRewrites }],
  };
}

function stepOf(part: string | number): PathStep {
  return part === '@' ? { kind: 'list' } : { kind: 'field', name: String(part) };
}

function requirementOf(selection: QueryPlanSelectionNode): Requirement[] {
  if (selection.kind === 'Field') {
    const name = selection.alias ?? selection.name;
    const of = selection.selections?.length ? selection.selections.flatMap(requirementOf) : null;
    return [{ kind: 'field', from: name, to: name, of }];
  }
  const { typeCondition, selections } = selection;
  const of = selections.flatMap(requirementOf);
  return typeCondition === undefined ? of : [{ kind: 'on', type: typeCondition, of }];
}

const ON = '... on ';

function rewritesOf(rewrites: readonly FetchDataRewrite[] | undefined): Rewrite[] {
  return (rewrites ?? []).map((rewrite) => ({
    path: rewrite.path.map(
      (part): RewriteStep =>
        part.startsWith(ON) ? { kind: 'types', names: [part.slice(ON.length)] } : { kind: 'key', name: part },
    ),
    change:
      rewrite.kind === 'KeyRenamer'
        ? { kind: 'rename', to: rewrite.renameKeyTo }
        : { kind: 'set', value: rewrite.setValueTo as unknown },
  }));
}
