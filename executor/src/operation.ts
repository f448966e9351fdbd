import {
  type DocumentNode,
  type FragmentDefinitionNode,
  type GraphQLObjectType,
  type GraphQLSchema,
  getOperationAST,
  Kind,
  type OperationDefinitionNode,
  print,
} from 'graphql';
import { compileAnswer } from './answer.ts';
import { Bounded } from './bounded.ts';
import { conditionVariables, decide, withoutEmpty } from './decide.ts';
import type { PlanNode } from './plan.ts';
import type { Data } from './values.ts';
import type { Write } from './writing.ts';

/** Forms of one operation that are kept; each variable of a condition doubles how many there can be. */
const FORMS = 16;

/** An operation whose conditions are decided: it can be run at once, again and again. */
export interface DecidedOperation {
  readonly plan: PlanNode | null;
  readonly write: Write;
}

/** An operation that was validated. */
export interface PreparedOperation {
  readonly operation: OperationDefinitionNode;
  /** What it comes to with these variables; planned once, also when many ask at the same time. */
  decidedBy(variables: Readonly<Data>): Promise<DecidedOperation>;
}

/** Plans one operation of a document without conditions. */
export type PlanText = (source: string) => Promise<PlanNode | null>;

export function prepareOperation(
  schema: GraphQLSchema,
  document: DocumentNode,
  name: string | undefined,
  plan: PlanText,
): PreparedOperation {
  const names = conditionVariables(document);
  const forms = new Bounded<string, Promise<DecidedOperation>>(FORMS);
  const form = async (variables: Readonly<Data>): Promise<DecidedOperation> => {
    const decided = decide(document, variables);
    const planned = await plan(print(withoutEmpty(decided)));
    return { plan: planned, write: writerOf(schema, decided, operationOf(decided, name)) };
  };
  return {
    operation: operationOf(document, name),
    decidedBy(variables) {
      const key = names.map((one) => (variables[one] === true ? '1' : '0')).join('');
      const known = forms.get(key);
      if (known !== undefined) return known;
      const fresh = form(variables);
      forms.set(key, fresh);
      fresh.catch(() => forms.delete(key));
      return fresh;
    },
  };
}

function writerOf(schema: GraphQLSchema, document: DocumentNode, operation: OperationDefinitionNode): Write {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions)
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
  return compileAnswer({ schema, operation, fragments }, rootOf(schema, operation));
}

function operationOf(document: DocumentNode, name: string | undefined): OperationDefinitionNode {
  const operation = getOperationAST(document, name);
  if (!operation) throw new Error('The document has no such operation, or several and none was named.');
  return operation;
}

function rootOf(schema: GraphQLSchema, { operation }: OperationDefinitionNode): GraphQLObjectType {
  const root = schema.getRootType(operation);
  if (!root) throw new Error(`The graph has no ${operation}s.`);
  return root;
}
