import type { LineageKind } from '@kapstok/schema';

/** What a link says, as far as others must agree with it. */
export interface Link {
  readonly kind: LineageKind;
  readonly fromProgramme: string;
  readonly fromAction: string;
  readonly toActionId: string | null;
}

/**
 * Why a link cannot stand beside others; null when it can. One earlier action is dropped, or goes on in one later
 * action, alone (continues) or with others (merges), or in several (splits).
 */
export function conflictOf(link: Link, others: readonly Link[]): string | null {
  const { kind, toActionId } = link;
  const ofFrom = others.filter(
    (other) => other.fromProgramme === link.fromProgramme && other.fromAction === link.fromAction,
  );
  const ofTo = others.filter((other) => toActionId !== null && other.toActionId === toActionId);
  if (ofFrom.some((other) => other.toActionId === toActionId)) return 'The two are linked already.';
  const goesOnOtherwise = ofFrom.find((other) => !(kind === 'SPLITS' && other.kind === 'SPLITS'));
  if (goesOnOtherwise !== undefined)
    return `The earlier action has a link already that ${goesOnOtherwise.kind}: only one that SPLITS has several. Take that away first.`;
  const takesOtherwise = ofTo.find((other) => !(kind === 'MERGES' && other.kind === 'MERGES'));
  if (takesOtherwise !== undefined)
    return `The later action has a link already that ${takesOtherwise.kind}: only one that MERGES takes up several. Take that away first.`;
  return null;
}
