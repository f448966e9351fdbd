import type { Basis, LineageKind, LocalText } from '@kapstok/schema';

/** What became of an action of an earlier plan. */
export interface LineageLink {
  readonly id: string;
  readonly programmeId: string;
  readonly code: string;
  readonly kind: LineageKind;
  readonly fromProgramme: string;
  readonly fromAction: string;
  readonly fromActionId: string | null;
  readonly toActionId: string | null;
  readonly basis: Basis;
  readonly reason: LocalText | null;
  readonly sourceId: string | null;
}
