import {
  type DirectiveNode,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';
import { tooLarge } from './refusal.ts';
import { BOUNDS, type RequestLimits } from './request-limits.ts';
import { checkWrittenOut } from './written-out.ts';

/**
 * Measures each operation as it would run, fragments written out: depth, aliases, directives, selections, and pairs of
 * fields that answer to the same name. Throws at the first limit that is passed, so that no text costs more to refuse
 * than to allow. Fields of one name are walked together, as execution merges them: a fragment counts once per place.
 */
export function measureShape(document: DocumentNode, limits: RequestLimits): void {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
  }
  checkWrittenOut(document, fragments);
  const walk = new ShapeWalk(fragments, limits);
  for (const definition of document.definitions) {
    if (definition.kind === Kind.OPERATION_DEFINITION) walk.operation(definition);
  }
  // A fragment that no operation uses is an error, but it is validated before anybody says so.
  for (const fragment of fragments.values()) walk.unused(fragment);
}

class ShapeWalk {
  readonly #fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  readonly #limits: RequestLimits;
  readonly #reached = new Set<string>();
  /** Counted anew for each operation. */
  #aliases = 0;
  #directives = 0;
  #schemas = 0;
  /** Counted over the whole text, since all of it is validated. */
  #selections = 0;
  #pairs = 0;

  constructor(fragments: ReadonlyMap<string, FragmentDefinitionNode>, limits: RequestLimits) {
    this.#fragments = fragments;
    this.#limits = limits;
  }

  operation(operation: OperationDefinitionNode): void {
    this.#aliases = 0;
    this.#directives = 0;
    this.#schemas = 0;
    this.#countDirectives(operation.directives);
    for (const variable of operation.variableDefinitions ?? []) this.#countDirectives(variable.directives);
    this.#walk([operation.selectionSet], 1);
  }

  unused(fragment: FragmentDefinitionNode): void {
    if (!this.#reached.has(fragment.name.value)) this.#walk([fragment.selectionSet], 1);
  }

  /** All selections that land in one place of the answer. */
  #walk(sets: readonly SelectionSetNode[], depth: number): void {
    if (depth > this.#limits.depth) {
      throw tooLarge(`The question is nested deeper than ${this.#limits.depth} levels.`);
    }
    const places = new Map<string, FieldNode[]>();
    const spread = new Set<string>();
    for (const set of sets) this.#gather(set, places, spread);
    for (const fields of places.values()) {
      const inner = fields.flatMap((field) => field.selectionSet ?? []);
      if (inner.length > 0) this.#walk(inner, depth + 1);
    }
  }

  #gather(set: SelectionSetNode, places: Map<string, FieldNode[]>, spread: Set<string>): void {
    for (const selection of set.selections) {
      this.#countSelection();
      this.#countDirectives(selection.directives);
      if (selection.kind === Kind.FIELD) this.#place(selection, places);
      else if (selection.kind === Kind.INLINE_FRAGMENT) this.#gather(selection.selectionSet, places, spread);
      else this.#gatherFragment(selection.name.value, places, spread);
    }
  }

  #gatherFragment(name: string, places: Map<string, FieldNode[]>, spread: Set<string>): void {
    const fragment = this.#fragments.get(name);
    if (fragment === undefined || spread.has(name)) return;
    spread.add(name);
    this.#reached.add(name);
    this.#countDirectives(fragment.directives);
    this.#gather(fragment.selectionSet, places, spread);
  }

  #place(field: FieldNode, places: Map<string, FieldNode[]>): void {
    if (field.alias) this.#countAlias();
    const key = (field.alias ?? field.name).value;
    const same = places.get(key);
    if (same === undefined) {
      places.set(key, [field]);
      if (field.name.value === '__schema') this.#countSchema();
      return;
    }
    this.#pairs += same.length;
    if (this.#pairs > BOUNDS.samePairs) throw tooLarge('The question repeats the same fields too often.');
    same.push(field);
  }

  #countSchema(): void {
    this.#schemas += 1;
    if (this.#schemas > 1) throw tooLarge('The question asks for __schema more than once.');
  }

  #countAlias(): void {
    this.#aliases += 1;
    if (this.#aliases <= this.#limits.aliases) return;
    throw tooLarge(`The question has more than ${this.#limits.aliases} aliases.`);
  }

  #countDirectives(directives: readonly DirectiveNode[] = []): void {
    this.#directives += directives.length;
    if (this.#directives <= this.#limits.directives) return;
    throw tooLarge(`The question has more than ${this.#limits.directives} directives.`);
  }

  #countSelection(): void {
    this.#selections += 1;
    if (this.#selections <= BOUNDS.selections) return;
    throw tooLarge(`The question selects more than ${BOUNDS.selections} fields.`);
  }
}
