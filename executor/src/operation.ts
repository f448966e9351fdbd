import {
  type DocumentNode,
  type FragmentDefinitionNode,
  type GraphQLObjectType,
  type GraphQLSchema,
  getOperationAST,
  Kind,
  type OperationDefinitionNode,
  visit,
} from 'graphql';
import { compileAnswer } from './answer.ts';
import { Bounded } from './bounded.ts';
import type { PlanNode } from './plan.ts';
import type { Data } from './values.ts';
import type { Write } from './writing.ts';

/** Shapes of one operation that are kept; each variable of a condition doubles how many there can be. */
const SHAPES = 16;

/** An operation that can be run at once, again and again. */
export interface PreparedOperation {
  readonly operation: OperationDefinitionNode;
  readonly plan: PlanNode | null;
  /** How the answer is written when the conditions are decided by these variables. */
  answerFor(variables: Readonly<Data>): Write;
}

export function prepareOperation(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  plan: PlanNode | null,
): PreparedOperation {
  const root = rootOf(schema, operation);
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions)
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
  const names = conditionVariables(document);
  const shapes = new Bounded<string, Write>(SHAPES);
  return {
    operation,
    plan,
    answerFor(variables) {
      const key = names.map((name) => (variables[name] === true ? '1' : '0')).join('');
      const known = shapes.get(key);
      if (known !== undefined) return known;
      const conditions = Object.fromEntries(names.map((name) => [name, variables[name] === true]));
      const write = compileAnswer({ schema, operation, fragments, conditions }, root);
      shapes.set(key, write);
      return write;
    },
  };
}

export function operationOf(document: DocumentNode, name: string | undefined): OperationDefinitionNode {
  const operation = getOperationAST(document, name);
  if (!operation) throw new Error('The document has no such operation, or several and none was named.');
  return operation;
}

function rootOf(schema: GraphQLSchema, { operation }: OperationDefinitionNode): GraphQLObjectType {
  const root = schema.getRootType(operation);
  if (!root) throw new Error(`The graph has no ${operation}s.`);
  return root;
}

/** The variables on which it depends which fields an answer has. */
function conditionVariables(document: DocumentNode): string[] {
  const names = new Set<string>();
  visit(document, {
    Directive({ name, arguments: given = [] }) {
      if (name.value !== 'skip' && name.value !== 'include') return;
      for (const { value } of given) if (value.kind === Kind.VARIABLE) names.add(value.name.value);
    },
  });
  return [...names];
}
