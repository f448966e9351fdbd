import { type DocumentNode, type FragmentDefinitionNode, Kind, type SelectionSetNode } from 'graphql';
import { RefusalError, tooLarge } from './refusal.ts';
import { BOUNDS } from './request-limits.ts';

type Fragments = ReadonlyMap<string, FragmentDefinitionNode>;

/**
 * Refuses questions that grow beyond measure once fragments are written out: ninety fragments that each use the next
 * twice come to 2^90 fields. Each fragment is sized once, so that measuring does not grow with it.
 */
export function checkWrittenOut(document: DocumentNode, fragments: Fragments): void {
  const sizes = new Map<string, number>();
  for (const definition of document.definitions) {
    if (!('selectionSet' in definition)) continue;
    if (sizeOf(definition.selectionSet, fragments, sizes) <= BOUNDS.selections) continue;
    throw tooLarge(
      `The question selects more than ${BOUNDS.selections} fields once its fragments are written out.`,
    );
  }
}

function sizeOf(set: SelectionSetNode, fragments: Fragments, sizes: Map<string, number>): number {
  let size = 0;
  for (const selection of set.selections) {
    size += 1;
    if (selection.kind === Kind.FRAGMENT_SPREAD)
      size += sizeOfFragment(selection.name.value, fragments, sizes);
    else if (selection.selectionSet) size += sizeOf(selection.selectionSet, fragments, sizes);
  }
  return size;
}

function sizeOfFragment(name: string, fragments: Fragments, sizes: Map<string, number>): number {
  const known = sizes.get(name);
  if (known !== undefined) {
    if (Number.isNaN(known)) throw containsItself(name);
    return known;
  }
  const fragment = fragments.get(name);
  if (fragment === undefined) return 0;
  // Not a number while it is being sized: whoever meets that has come round to where it began.
  sizes.set(name, Number.NaN);
  const size = sizeOf(fragment.selectionSet, fragments, sizes);
  sizes.set(name, size);
  return size;
}

function containsItself(name: string): RefusalError {
  const message = `Fragment "${name}" contains itself.`;
  return new RefusalError({ status: 400, code: 'GRAPHQL_VALIDATION_FAILED', message });
}
