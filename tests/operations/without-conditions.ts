import {
  type DirectiveNode,
  Kind,
  parse,
  print,
  type SelectionNode,
  separateOperations,
  visit,
} from 'graphql';

/** Stands where nothing was left of a selection. */
const EMPTY = 'nothing__';

/** The same question as these variables have it, without @skip, @include, and what only they used. */
export function withoutConditions(query: string, variables: Readonly<Record<string, unknown>>): string {
  const isTrue = ({ arguments: [given] = [] }: DirectiveNode): boolean =>
    given?.value.kind === Kind.VARIABLE
      ? variables[given.value.name.value] === true
      : given?.value.kind === Kind.BOOLEAN && given.value.value;
  const leaveOut = (node: SelectionNode) =>
    (node.directives ?? []).some(
      (one) => (one.name.value === 'skip' && isTrue(one)) || (one.name.value === 'include' && !isTrue(one)),
    )
      ? null
      : undefined;
  const left = visit(parse(query), {
    Field: leaveOut,
    InlineFragment: leaveOut,
    FragmentSpread: leaveOut,
    Directive: () => null,
    SelectionSet: {
      leave: (set) => (set.selections.length === 0 ? parseSelection(`{ ${EMPTY}: __typename }`) : undefined),
    },
  });
  const [operation = left] = Object.values(separateOperations(left));
  const used = new Set<string>();
  visit(operation, {
    Argument: (argument) => visit(argument, { Variable: ({ name }) => void used.add(name.value) }),
  });
  return print(
    visit(operation, {
      VariableDefinition: ({ variable }) => (used.has(variable.name.value) ? undefined : null),
    }),
  );
}

/** An answer without what stands where nothing was left. */
export const withoutEmpty = (data: unknown): unknown =>
  JSON.parse(JSON.stringify(data ?? null), function (this: unknown, key, value) {
    return key === EMPTY ? undefined : value;
  });

function parseSelection(text: string) {
  const [definition] = parse(text).definitions;
  if (definition?.kind !== Kind.OPERATION_DEFINITION) throw new Error('No operation.');
  return definition.selectionSet;
}
