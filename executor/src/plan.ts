import type { OperationTypeNode } from 'graphql';

/**
 * A query plan as this executor runs it, whoever planned it. What planners write as Flatten is the path of a fetch
 * here, and a fetch of entities is a batch with one group. It has no conditions: they are decided before it is made.
 */
export type PlanNode = RootFetch | EntityFetch | SequenceNode | ParallelNode;

/** What each fetch says: one operation to one subgraph. */
interface FetchBase {
  readonly subgraph: string;
  readonly query: string;
  readonly operationName: string | undefined;
  readonly operationKind: OperationTypeNode;
  /** Names of the client's variables that the operation uses. */
  readonly variables: readonly string[];
}

/** A fetch from the root of a subgraph; its answer is merged into whatever is at the path, the whole answer if empty. */
export interface RootFetch extends FetchBase {
  readonly kind: 'root';
  readonly path: readonly PathStep[];
  readonly outputRewrites: readonly Rewrite[];
}

/** A fetch of entities that are known by their keys. */
export interface EntityFetch extends FetchBase {
  readonly kind: 'entities';
  readonly groups: readonly EntityGroup[];
}

/** Entities that are asked the same: one use of `_entities`. */
export interface EntityGroup {
  /** Under which name they come back. */
  readonly alias: string;
  /** The variable that takes their representations. */
  readonly variable: string;
  /** Where in the answer they stand. */
  readonly paths: readonly (readonly PathStep[])[];
  readonly requires: readonly Requirement[];
  readonly inputRewrites: readonly Rewrite[];
  readonly outputRewrites: readonly Rewrite[];
}

export interface SequenceNode {
  readonly kind: 'sequence';
  readonly nodes: readonly PlanNode[];
}
export interface ParallelNode {
  readonly kind: 'parallel';
  readonly nodes: readonly PlanNode[];
}

/** One step down into an answer. */
export type PathStep =
  | { readonly kind: 'field'; readonly name: string }
  | { readonly kind: 'list' }
  | { readonly kind: 'types'; readonly names: readonly string[] };

/** What of an object goes into its representation. */
export type Requirement =
  | {
      readonly kind: 'field';
      /** Under which name it is in the answer so far. */
      readonly from: string;
      /** Under which name the subgraph wants it. */
      readonly to: string;
      readonly of: readonly Requirement[] | null;
    }
  | {
      readonly kind: 'on';
      readonly type: string;
      readonly of: readonly Requirement[];
    };

/** A change of names or values between what subgraphs and answers call them. */
export interface Rewrite {
  readonly path: readonly RewriteStep[];
  /** Sets the value at the end of the path, or moves it to another name. */
  readonly change:
    | { readonly kind: 'set'; readonly value: unknown }
    | { readonly kind: 'rename'; readonly to: string };
}
export type RewriteStep =
  | { readonly kind: 'key'; readonly name: string }
  | { readonly kind: 'types'; readonly names: readonly string[] };
