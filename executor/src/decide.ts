import {
  type DirectiveNode,
  type DocumentNode,
  Kind,
  type SelectionNode,
  type SelectionSetNode,
  visit,
} from 'graphql';
import type { Data } from './values.ts';

/** The variables on which it depends which fields an answer has. */
export function conditionVariables(document: DocumentNode): string[] {
  const names = new Set<string>();
  visit(document, {
    Directive({ name, arguments: given = [] }) {
      if (name.value !== 'skip' && name.value !== 'include') return;
      for (const { value } of given) if (value.kind === Kind.VARIABLE) names.add(value.name.value);
    },
  });
  return [...names];
}

/** The document as these variables have it: what is skipped is gone, and no condition is left. A selection can be empty. */
export function decide(document: DocumentNode, variables: Readonly<Data>): DocumentNode {
  const decideOne = (node: SelectionNode) => {
    const conditions = (node.directives ?? []).filter(isCondition);
    if (conditions.length === 0) return undefined;
    if (conditions.some((condition) => isLeftOut(condition, variables))) return null;
    return { ...node, directives: node.directives?.filter((directive) => !isCondition(directive)) ?? [] };
  };
  return visit(document, {
    Field: { enter: decideOne },
    InlineFragment: { enter: decideOne },
    FragmentSpread: { enter: decideOne },
  });
}

/** A document that can be written as text: an empty selection asks for what costs nothing. */
export function withoutEmpty(document: DocumentNode): DocumentNode {
  return visit(document, {
    SelectionSet: (set): SelectionSetNode | undefined =>
      set.selections.length > 0 ? undefined : { ...set, selections: [TYPENAME] },
  });
}

const TYPENAME = { kind: Kind.FIELD, name: { kind: Kind.NAME, value: '__typename' } } as const;

const isCondition = ({ name }: DirectiveNode): boolean => name.value === 'skip' || name.value === 'include';

function isLeftOut({ name, arguments: given = [] }: DirectiveNode, variables: Readonly<Data>): boolean {
  const value = given.find((one) => one.name.value === 'if')?.value;
  const isTrue =
    value?.kind === Kind.VARIABLE
      ? variables[value.name.value] === true
      : value?.kind === Kind.BOOLEAN && value.value;
  return isTrue === (name.value === 'skip');
}
