import type { Basis, ContributionStrength, LocalText } from '@kapstok/schema';

/** That an action is thought to move an indicator: a link, never a calculation. */
export interface Contribution {
  readonly id: string;
  readonly actionId: string;
  readonly indicatorId: string;
  readonly strength: ContributionStrength;
  readonly lagMonths: number | null;
  readonly assumption: LocalText | null;
  readonly basis: Basis;
  readonly sourceId: string | null;
  /** Since when it is no longer thought so; null while it is. */
  readonly endedOn: string | null;
  readonly version: number;
}
