import { readFileSync } from 'node:fs';
import path from 'node:path';
import { SERVICES } from '@kapstok/schema';
import { type DocumentNode, Kind, type ObjectTypeDefinitionNode, parse } from 'graphql';
import { ROOT } from './source-files.ts';

export const readCommitted = (file: string): string => readFileSync(path.join(ROOT, 'schema', file), 'utf8');

/** The committed SDL of one subgraph. */
export interface CommittedSubgraph {
  readonly name: string;
  readonly document: DocumentNode;
  readonly types: readonly ObjectTypeDefinitionNode[];
}

export const committedSubgraphs: readonly CommittedSubgraph[] = SERVICES.map((name) => {
  const document = parse(readCommitted(`subgraphs/${name}.graphql`));
  const types = document.definitions.flatMap((node) =>
    node.kind === Kind.OBJECT_TYPE_DEFINITION ? [node] : [],
  );
  return { name, document, types };
});

export const hasDirective = (
  { directives }: { readonly directives?: readonly { readonly name: { readonly value: string } }[] },
  name: string,
): boolean => directives?.some((directive) => directive.name.value === name) ?? false;

/** Entity → the subgraph that owns it: the one that does not extend it. */
export const ownerOf: ReadonlyMap<string, string> = new Map(
  committedSubgraphs.flatMap(({ name, types }) =>
    types
      .filter((type) => hasDirective(type, 'key') && !hasDirective(type, 'extends'))
      .map((type) => [type.name.value, name] as const),
  ),
);
